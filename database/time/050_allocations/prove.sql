-- Staff see plans, pm and leadership make them; nobody gets onto a team by planning himself.
select tests.time();
insert into public.team_allocations (id, agency_id, employee_id, campaign_id, allocation_start_date,
  allocation_end_date, planned_hours) values
  (tests.named('pl1', gen_random_uuid()), tests.id('a'), tests.id('agent'), tests.id('c1'), '2026-06-01',
    '2026-06-14', 8),
  (tests.named('pl2', gen_random_uuid()), tests.id('a'), tests.id('pm'), tests.id('c2'), '2026-06-01', '2026-06-14', 8),
  (tests.named('plb', gen_random_uuid()), tests.id('b'), tests.id('stranger'), tests.id('cb'), '2026-06-01',
    '2026-06-14', 8);
do $$ begin
  assert tests.may_do($x$select from public.team_allocations where id = tests.id('pl1')$x$, 'owner', 'admin',
    'creative', 'member');
  assert tests.may_not($x$select from public.team_allocations where id = tests.id('pl1')$x$, 'customer', 'stranger');
  assert tests.may_not($x$select from public.team_allocations where id = tests.id('pl2')$x$, 'member');
  assert tests.may_not($x$select from public.team_allocations where id = tests.id('plb')$x$, 'owner', 'pm');
  assert tests.may_do($x$update public.team_allocations set planned_hours = 1 where id = tests.id('pl2')$x$, 'pm',
    'leadership');
  assert tests.may_not('update public.team_allocations set planned_hours = 1', 'account', 'creative', 'customer');
  assert tests.may_not($x$update public.team_allocations set status = 'confirmed'$x$, 'pm', 'owner');
  assert tests.may_do($x$select public.confirm_allocation(tests.id('pl1'))$x$, 'pm', 'account', 'leadership');
  perform tests.act('pm');
  assert tests.refused($x$select public.confirm_allocation(tests.id('pl2'))$x$, 'ATNOM'), 'onto a team by himself';
  perform tests.act('creative');
  assert tests.refused($x$select public.confirm_allocation(tests.id('pl1'))$x$, 'ATNOM'), 'a creative confirms';
  assert tests.refused($x$select public.cancel_allocation(tests.id('pl1'))$x$, 'ATNOM'), 'a creative cancels';
  perform tests.act('customer');
  assert tests.refused($x$select public.cancel_allocation(tests.id('pl1'))$x$, 'ATNOF'), 'a contact user cancels';
  perform tests.become_anon();
  assert tests.refused('select from public.team_allocations', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.team_allocations', 0), 'nobody reads';
  perform tests.reset();
end $$;
