-- Everybody sees the same hours and counts of a campaign; money by right; nobody a part of a sum.
select tests.figures();
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'finance', 'leadership', 'pm', 'creative', 'admin', 'member'] loop
    perform tests.act(person);
    assert (select artifact_count = 2 and total_hours_logged = 8 and phase_count = 1
        and (actual_cost is not null) = (person in ('owner', 'finance', 'leadership'))
        and (margin_health is not null) = (person in ('owner', 'finance', 'leadership'))
        and (revenue is not null) = (person in ('owner', 'finance', 'leadership', 'pm'))
      from public.v_campaign_overview where id = tests.id('c1')), format('%s: a campaign', person);
    assert (select (contract_value is not null) = (person in ('owner', 'finance', 'leadership'))
        and (total_wip is not null) = (person in ('owner', 'finance', 'leadership'))
        and (revenue_ytd is not null) = (person in ('owner', 'finance', 'leadership', 'pm'))
      from public.v_client_360 where id = tests.id('a1')), format('%s: a client', person);
    assert (select (monthly_margin_pct is not null) = (person in ('owner', 'finance', 'leadership'))
        and (campaign_revenue_ytd is not null) = (person in ('owner', 'finance', 'leadership', 'pm'))
        and (top_client_name is not null) = (person in ('owner', 'finance', 'leadership', 'pm'))
        and artifacts_this_month = 5 from public.v_dashboard_kpis), format('%s: the tiles', person);
    assert (select count(*) = (select count(*) from public.campaigns) from public.v_campaign_overview), person;
  end loop;
  perform tests.act('customer');
  assert tests.sees('select from public.v_dashboard_kpis', 0), 'tiles for a contact user';
  assert (select artifact_count is null and total_hours_logged is null and revenue is null
    from public.v_campaign_overview where id = tests.id('c1')) and tests.sees('select from public.v_client_360', 1),
    'a contact user';
  perform tests.reset();
  update public.memberships set client_scope = 'some' where user_id = tests.id('finance');
  insert into public.client_access (agency_id, user_id, client_id)
  values (tests.id('a'), tests.id('finance'), tests.id('a1'));
  perform tests.act('finance');
  assert (select campaign_revenue_ytd is null and monthly_margin_pct is null and total_budget is null
    and top_client_name is null from public.v_dashboard_kpis), 'one client passes for the agency';
  perform tests.become_anon();
  assert tests.refused('select from public.v_dashboard_kpis', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.sees('select from public.v_dashboard_kpis', 0) and tests.sees('select from public.v_client_360', 0)
    and tests.sees('select from public.v_campaign_overview', 0), 'nobody';
  perform tests.reset();
end $$;
