-- Jobs are the operator's.
select tests.help_desk();
do $$
begin
  assert tests.may_not('select public.close_resolved_tickets()', 'owner', 'customer');
  assert tests.may_not('select public.wake_snoozed_tickets()', 'owner');
  assert tests.may_not('select public.purge_trashed_tickets()', 'owner');
  set local role service_role;
  perform public.close_resolved_tickets(), public.wake_snoozed_tickets(), public.purge_trashed_tickets();
  set local role none;
end $$;
