-- Nobody reads or writes a ticket before it is said who may (helpdesk/025).
select tests.desk();
do $$
begin
  assert tests.may_not('select from public.tickets', 'owner', 'customer');
  assert tests.may_not('select from atrium.ticket_counters', 'owner');
end $$;
