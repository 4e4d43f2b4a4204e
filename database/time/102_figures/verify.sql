-- What follows from a month, and a project that is one campaign's.
select tests.studio();
do $$ begin
  insert into public.projects (id, agency_id, client_id, project_name) values
    (tests.named('p', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film'),
    (tests.named('p2', gen_random_uuid()), tests.id('a'), tests.id('a2'), 'Spot');
  insert into public.project_financials (agency_id, project_id, period_month, budget_amount, revenue) values
    (tests.id('a'), tests.id('p'), '2026-06-01', 80, 100), (tests.id('a'), tests.id('p'), '2026-07-01', 0, 0),
    (tests.id('a'), tests.id('p'), '2026-08-01', 80, 100);
  insert into public.project_costs (agency_id, project_id, period_month, actual_cost) values
    (tests.id('a'), tests.id('p'), '2026-06-01', 60), (tests.id('a'), tests.id('p'), '2026-07-01', 5);
  perform tests.act('finance');
  perform public.attach_project(tests.id('c1'), tests.id('p')), public.attach_project(tests.id('c1'), tests.id('p'));
  assert (select margin_amount = 40 and margin_pct = 40 and variance_amount = 20 and variance_pct = 25
    and campaign_id = tests.id('c1') from public.v_project_financials where period_month = '2026-06-01'), 'miscounted';
  assert (select margin_amount = -5 and margin_pct = 0 and variance_pct is null
    from public.v_project_financials where period_month = '2026-07-01'), 'divided by nothing';
  assert (select margin_amount is null and margin_pct is null from public.v_project_financials
    where period_month = '2026-08-01'), 'no cost is taken for nothing';
  assert tests.refused($x$select public.attach_project(tests.id('lead'), tests.id('p'))$x$, 'ATSTA'), 'two campaigns';
  assert tests.refused($x$select public.attach_project(tests.id('c1'), tests.id('p2'))$x$, 'ATVAL'), 'another client';
  assert (select finance_ppm_project_id is null from public.attach_project(tests.id('c1'), null)), 'not taken off';
  perform tests.reset();
end $$;
