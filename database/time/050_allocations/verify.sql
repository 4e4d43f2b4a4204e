-- What must hold for plans: chained to campaign and person, a share of the week, and only a confirmed one counts.
select tests.time();
do $$
declare
  plan text := $x$insert into public.team_allocations (id, agency_id, employee_id, campaign_id, phase_id,
    allocation_start_date, allocation_end_date, planned_hours) values (tests.named('plan', gen_random_uuid()),
    tests.id('a'), tests.id('%s'), tests.id('%s'), %s, '2026-06-01', '%s', %s)$x$;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.team_allocations'::regclass),
    'not forced';
  assert tests.refused(format(plan, 'agent', 'c2', 'null', '2026-05-31', 8), '23514'), 'ends before it begins';
  assert tests.refused(format(plan, 'agent', 'c2', $q$tests.id('p1')$q$, '2026-06-14', 8), '23503'), 'another''s phase';
  assert tests.refused(format(plan, 'agent', 'cb', 'null', '2026-06-14', 8), '23503'), 'another agency''s campaign';
  assert tests.refused(format(plan, 'stranger', 'c2', 'null', '2026-06-14', 8), '23503'), 'a stranger is planned';
  assert tests.refused(format(plan, 'customer', 'c2', 'null', '2026-06-14', 8), 'ATVAL'), 'a contact user is planned';
  execute format(plan, 'agent', 'c2', 'null', '2026-06-14', 40);
  assert (select pct_of_capacity = 50 from public.team_allocations), 'a wrong share of two weeks';
  update public.team_allocations set planned_hours = 400;
  assert (select pct_of_capacity = 100 from public.team_allocations), 'more than all';
  assert tests.refused('update public.team_allocations set pct_of_capacity = 101', '23514'), 'more than all by hand';
  assert tests.refused($x$update public.team_allocations set campaign_id = tests.id('c1')$x$, 'ATIMM'), 'moved';

  perform tests.act('agent');
  assert tests.sees('select * from atrium.my_campaigns()', 0), 'a plan puts somebody on the team';
  perform tests.act('leadership');
  assert (select status = 'confirmed' from public.confirm_allocation(tests.id('plan'))), 'not confirmed';
  assert tests.refused($x$select public.confirm_allocation(tests.id('plan'))$x$, 'ATSTA'), 'confirmed twice';
  perform tests.act('agent');
  assert tests.sees('select * from atrium.my_campaigns()', 1), 'a confirmed one does not count';
  perform tests.act('pm');
  assert (select status = 'cancelled' from public.cancel_allocation(tests.id('plan'))), 'not cancelled';
  assert tests.refused($x$select public.cancel_allocation(tests.id('plan'))$x$, 'ATSTA'), 'cancelled twice';
  perform tests.act('agent');
  assert tests.sees('select * from atrium.my_campaigns()', 0), 'still on the team';
  perform tests.reset();
end $$;
