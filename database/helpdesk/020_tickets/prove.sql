-- The counter is nobody's; who reads and writes tickets is said in helpdesk/025.
select tests.two_agencies();
do $$
begin
  assert tests.may_not('select from atrium.ticket_counters', 'owner');
end $$;
