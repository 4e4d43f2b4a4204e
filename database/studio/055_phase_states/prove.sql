-- Who moves phases: who may change their campaign.
select tests.studio();
do $$
declare
  others text[] := array['admin', 'finance', 'creative', 'agent', 'writer', 'customer'];
begin
  assert tests.may_do($x$select public.move_phase(tests.id('p1'), 'in_progress')$x$, 'owner', 'leadership', 'pm',
    'account');
  assert tests.may_do($x$select from public.reorder_phases(tests.id('c1'), array[tests.id('p1')])$x$, 'owner',
    'leadership',
    'pm', 'account');
  assert tests.refused_to($x$select public.move_phase(tests.id('p1'), 'in_progress')$x$, 'ATNOM', variadic others);
  assert tests.refused_to($x$select public.reorder_phases(tests.id('c1'), array[tests.id('p1')])$x$, 'ATNOM',
    variadic others);
  assert tests.refused_to($x$select public.add_default_phases(tests.id('c1'))$x$, 'ATNOM', variadic others);
  assert tests.refused_to($x$select public.move_phase(tests.id('pb'), 'in_progress')$x$, 'ATNOF', 'owner', 'customer');
  perform tests.act('pm');
  assert tests.refused($x$select public.move_phase(tests.id('p2'), 'in_progress')$x$, 'ATNOM'), 'a campaign of others';
  perform tests.act('member');
  assert tests.refused($x$select public.move_phase(tests.id('p2'), 'in_progress')$x$, 'ATNOF'), 'another client shows';
  perform tests.act('stranger');
  assert tests.refused($x$select public.move_phase(tests.id('p1'), 'in_progress')$x$, 'ATNOF'), 'a foreign phase';
  perform tests.become_nobody();
  assert tests.refused($x$select public.move_phase(tests.id('p1'), 'in_progress')$x$, 'ATNOF'), 'nobody moves one';
  perform tests.reset();
end $$;
