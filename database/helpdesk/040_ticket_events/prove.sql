-- History is read with the ticket, by staff; it is written by nobody.
select tests.help_desk();
do $$
begin
  assert tests.may_do($x$select from public.ticket_events where ticket_id = tests.id('mine')$x$, 'agent', 'pm');
  assert tests.may_not($x$select from public.ticket_events where ticket_id = tests.id('mine')$x$, 'finance', 'customer',
    'boss', 'stranger');
  assert tests.may_not($x$insert into public.ticket_events (client_id, ticket_id, kind)
    values (tests.id('a1'), tests.id('mine'), 'created')$x$, 'owner', 'agent', 'customer');
  assert tests.may_not('delete from public.ticket_events', 'owner', 'agent');
end $$;
