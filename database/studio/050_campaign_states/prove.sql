-- Who moves campaigns and decides on budgets; nobody on a budget that he submitted.
select tests.studio();
update public.campaigns set approval_status = 'pending', submitted_by = tests.id('leadership')
where id = tests.id('c2');
do $$
declare
  leads text[] := array['owner', 'leadership', 'pm', 'account'];
  seeing text[] := array['admin', 'finance', 'creative', 'agent', 'member', 'writer', 'customer'];
begin
  assert tests.may_do($x$select public.move_campaign(tests.id('c1'), 'review')$x$, variadic leads);
  assert tests.may_do($x$select public.shift_campaign(tests.id('c1'), 1)$x$, variadic leads);
  assert tests.refused_to($x$select public.move_campaign(tests.id('c1'), 'review')$x$, 'ATNOM', variadic seeing);
  assert tests.refused_to($x$select public.shift_campaign(tests.id('c1'), 1)$x$, 'ATNOM', variadic seeing);
  assert tests.refused_to($x$select public.submit_budget(tests.id('c1'))$x$, 'ATNOM', variadic seeing);
  assert tests.refused_to($x$select public.move_campaign(tests.id('cb'), 'review')$x$, 'ATNOF', 'owner', 'customer');
  perform tests.act('pm');
  assert tests.refused($x$select public.move_campaign(tests.id('c2'), 'pipeline')$x$, 'ATNOM'), 'a campaign of others';
  perform tests.act('stranger');
  assert tests.refused($x$select public.move_campaign(tests.id('c1'), 'review')$x$, 'ATNOF'), 'a foreign campaign';
  assert tests.refused($x$select public.decide_budget(tests.id('c2'), true)$x$, 'ATNOF'), 'a foreign budget';
  perform tests.act('customer');
  assert tests.refused($x$select public.move_campaign(tests.id('lead'), 'planning')$x$, 'ATNOF'), 'the pipeline shows';

  assert tests.may_do($x$select public.decide_budget(tests.id('c2'), true)$x$, 'owner', 'finance');
  assert tests.refused_to($x$select public.decide_budget(tests.id('c2'), true)$x$, 'ATNOM', 'admin', 'leadership', 'pm',
    'account', 'creative', 'agent');
  update public.campaigns set submitted_by = tests.id('owner') where id = tests.id('c2');
  perform tests.act('owner');
  assert tests.refused($x$select public.decide_budget(tests.id('c2'), true)$x$, 'ATNOM'), 'somebody decides on his own';
  perform tests.become_nobody();
  assert tests.refused($x$select public.move_campaign(tests.id('c1'), 'review')$x$, 'ATNOF'), 'nobody moves one';
  perform tests.become_anon();
  assert tests.refused($x$select public.move_campaign(tests.id('c1'), 'review')$x$, '42501'), 'anon moves one';
  perform tests.reset();
end $$;
