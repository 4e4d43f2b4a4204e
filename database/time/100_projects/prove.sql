-- Revenue is for owner, finance, leadership, pm and account; costs for the first three; finance writes.
select tests.studio();
do $$
declare
  p uuid := gen_random_uuid();
begin
  insert into public.projects (id, agency_id, client_id, project_name) values (p, tests.id('a'), tests.id('a1'),
    'Film');
  insert into public.project_financials (agency_id, project_id, period_month, revenue)
  values (tests.id('a'), p, '2026-06-01', 100);
  insert into public.project_costs (agency_id, project_id, period_month, actual_cost)
  values (tests.id('a'), p, '2026-06-01', 60);
  assert tests.may_do('select from public.project_financials', 'owner', 'finance', 'leadership', 'pm', 'account');
  assert tests.may_not('select from public.project_financials', 'admin', 'creative', 'member', 'customer', 'stranger');
  assert tests.may_do('select from public.project_costs', 'owner', 'finance', 'leadership');
  assert tests.may_not('select from public.project_costs', 'pm', 'account', 'admin', 'creative', 'stranger');
  assert tests.may_do('update public.project_costs set actual_cost = 1', 'finance');
  assert tests.may_not('update public.project_costs set actual_cost = 1', 'leadership', 'pm');
  assert tests.may_not('update public.project_financials set revenue = 1', 'leadership', 'pm', 'account');
  assert tests.may_not($x$insert into public.projects (client_id, project_name) values (tests.id('b1'), 'x')$x$,
    'finance');
  assert tests.may_not('delete from public.projects', 'owner', 'finance');
  perform tests.become_anon();
  assert tests.refused('select from public.project_costs', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.project_financials', 0), 'nobody reads';
  perform tests.reset();
end $$;
