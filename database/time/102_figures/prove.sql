-- Money is null for whoever may not see it; finance and the owner say what is booked where.
select tests.studio();
do $$ begin
  insert into public.projects (id, agency_id, client_id, project_name) values
    (tests.named('p', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film'),
    (tests.named('pb2', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Far');
  insert into public.project_financials (agency_id, project_id, period_month, revenue)
  values (tests.id('a'), tests.id('p'), '2026-06-01', 100);
  insert into public.project_costs (agency_id, project_id, period_month, actual_cost)
  values (tests.id('a'), tests.id('p'), '2026-06-01', 60);
  assert tests.may_do('select from public.v_project_financials where margin_pct = 40', 'owner', 'finance',
    'leadership');
  assert tests.may_not('select from public.v_project_financials where coalesce(margin_pct, actual_cost, wip_amount,
    variance_amount) is not null', 'pm', 'account', 'admin', 'customer');
  assert tests.may_do($x$select public.attach_project(tests.id('c1'), tests.id('p'))$x$, 'owner', 'finance');
  perform tests.act('pm');
  assert tests.refused($x$select public.attach_project(tests.id('c1'), tests.id('p'))$x$, 'ATNOM'), 'a pm books';
  perform tests.act('finance');
  assert tests.refused($x$select public.attach_project(tests.id('c1'), tests.id('pb2'))$x$, 'ATNOF'), 'far away';
  perform tests.act('stranger');
  assert tests.refused($x$select public.attach_project(tests.id('c1'), tests.id('pb2'))$x$, 'ATNOF'),
    'a stranger books';
  perform tests.become_anon();
  assert tests.refused($x$select public.attach_project(tests.id('c1'), null)$x$, '42501'), 'anon books';
  perform tests.reset();
end $$;
