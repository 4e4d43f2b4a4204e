-- Everybody on staff sees capacities; rates are for owner, finance and leadership.
select tests.two_agencies();
insert into public.employees (agency_id, user_id) values
  (tests.id('a'), tests.id('creative')), (tests.id('b'), tests.id('stranger'));
insert into public.employee_rates (agency_id, employee_id, valid_from, internal_cost_rate, client_billing_rate) values
  (tests.id('a'), tests.id('creative'), '2026-01-01', 40, 90),
  (tests.id('b'), tests.id('stranger'), '2026-01-01', 1, 2);
do $$ begin
  assert tests.may_do('select from public.employees', 'owner', 'finance', 'creative', 'member');
  assert tests.may_not('select from public.employees where agency_id = tests.id(''a'')', 'customer', 'stranger');
  assert tests.may_do('update public.employees set weekly_capacity_hours = 32', 'admin', 'leadership');
  assert tests.may_not('update public.employees set weekly_capacity_hours = 32', 'pm', 'creative');
  assert tests.may_do('select from public.employee_rates', 'owner', 'finance', 'leadership');
  assert tests.may_not('select from public.employee_rates', 'admin', 'pm', 'account', 'creative', 'member', 'customer');
  assert tests.may_do('update public.employee_rates set internal_cost_rate = 1', 'finance');
  assert tests.may_not('update public.employee_rates set internal_cost_rate = 1', 'leadership', 'creative');
  assert tests.may_not('delete from public.employee_rates', 'owner', 'finance');
  perform tests.become_anon();
  assert tests.refused('select from public.employee_rates', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.employees', 0), 'nobody reads';
  perform tests.reset();
end $$;
