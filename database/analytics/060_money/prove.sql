-- Revenue for whoever reads the books, cost for whoever reads costs, each in his own agency and clients.
select tests.figures();
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'leadership', 'finance', 'pm', 'account', 'creative', 'admin', 'member',
    'customer'] loop
    perform tests.act(person);
    assert (select count(*) = case when person in ('owner', 'leadership', 'finance') then 4 else 0 end
      from public.v_campaign_financials), person;
    assert (select count(revenue) = case when person in ('owner', 'leadership', 'finance', 'pm', 'account') then 2
        else 0 end and count(actual_cost) = case when person in ('owner', 'leadership', 'finance') then 2 else 0 end
      from public.v_campaign_profitability), person;
    assert (select count(*) > 0 from public.v_margin_trend) = (person in ('owner', 'leadership', 'finance')), person;
    assert (select count(*) > 0 from public.v_revenue_by_client)
      = (person in ('owner', 'leadership', 'finance', 'pm', 'account')), person;
  end loop;
  perform tests.reset();
  -- a pm of one client: his revenue, and no margin of the whole agency though he may read costs
  update public.memberships set client_scope = 'some', permissions = '{project_costs:select}'
  where user_id = tests.id('pm');
  insert into public.client_access (agency_id, user_id, client_id)
  values (tests.id('a'), tests.id('pm'), tests.id('a1'));
  perform tests.act('pm');
  assert (select count(*) = 1 from public.v_campaign_profitability) and tests.sees('select from public.v_margin_trend',
    0), 'a part of the agency passes for the whole';
  perform tests.become_anon();
  assert tests.refused('select from public.v_campaign_financials', '42501')
    and tests.refused('select from public.v_pending_approvals', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.sees('select from public.v_campaign_profitability', 0)
    and tests.sees('select from public.v_pending_approvals', 0), 'nobody';
  perform tests.reset();
end $$;
