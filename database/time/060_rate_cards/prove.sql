-- Who sells sees prices, who keeps the books sees costs.
select tests.two_agencies();
do $$
declare
  card uuid := gen_random_uuid();
begin
  insert into public.rate_cards (id, agency_id, role_name, discipline, seniority_level, market, client_rate,
    effective_from, state) values (card, tests.id('a'), 'Writer', 'creative', 'senior', 'PH', 200, '2026-01-01',
      'active');
  insert into public.rate_card_costs (agency_id, rate_card_id, cost_rate) values (tests.id('a'), card, 150);
  assert tests.may_do('select from public.rate_cards', 'owner', 'finance', 'leadership', 'pm', 'account');
  assert tests.may_not('select from public.rate_cards', 'admin', 'creative', 'member', 'customer', 'stranger');
  assert tests.may_do('update public.rate_cards set client_rate = 1', 'finance');
  assert tests.may_not('update public.rate_cards set client_rate = 1', 'leadership', 'account');
  assert tests.may_not('delete from public.rate_cards', 'finance');
  assert tests.may_do('select from public.v_rate_cards where margin_pct = 25', 'finance', 'leadership');
  assert tests.may_not('select from public.v_rate_cards where coalesce(margin_pct, cost_rate) is not null', 'pm',
    'account');
  assert tests.may_not('select from public.rate_card_costs', 'pm', 'account', 'admin', 'creative', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.rate_cards', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.rate_cards', 0), 'nobody reads';
  perform tests.reset();
end $$;
