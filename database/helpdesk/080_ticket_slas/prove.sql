-- Clocks are read with the ticket by staff, and moved by nobody.
select tests.help_desk();
insert into public.ticket_slas (client_id, ticket_id, target, target_minutes, started_at)
values (tests.id('a1'), tests.id('mine'), 'resolution', 60, now());
do $$
begin
  assert tests.may_do('select from public.ticket_slas', 'agent', 'pm');
  assert tests.may_not('select from public.ticket_slas', 'finance', 'customer', 'stranger');
  assert tests.may_not('update public.ticket_slas set due_at = null', 'owner', 'agent');
  assert tests.may_not('select public.run_ticket_slas()', 'owner', 'customer');
end $$;
