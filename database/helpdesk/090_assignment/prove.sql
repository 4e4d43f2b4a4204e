-- Each says whether they are there; leads and administrators how much somebody takes.
select tests.help_desk();
do $$
begin
  assert tests.may_do($x$select public.set_my_availability(false)$x$, 'agent');
  assert tests.may_not($x$select public.set_my_availability(false)$x$, 'customer');
  assert tests.may_do($x$select public.set_agent_capacity(tests.id('agent'), 5)$x$, 'account', 'admin');
  assert tests.may_not($x$select public.set_agent_capacity(tests.id('agent'), 5)$x$, 'agent', 'creative', 'stranger');
  assert tests.may_do($x$select public.assign_next(tests.id('ours'))$x$, 'agent');
  assert tests.may_not($x$select public.assign_next(tests.id('ours'))$x$, 'creative', 'colleague', 'stranger');
  assert tests.may_not('select public.assign_waiting_tickets()', 'owner');
  assert tests.may_not('update public.agent_states set capacity = 0', 'owner', 'agent');
end $$;
