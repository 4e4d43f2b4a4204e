-- Side by side, no child multiplies another; several currencies are told apart; days are the agency's.
select tests.figures();
do $$
declare
  k record;
begin
  insert into public.campaign_phases (agency_id, campaign_id, phase_name, phase_order, status, completion_pct)
  select tests.id('a'), tests.id('c1'), 'Phase ' || n, n, 'in_progress', 20 * n from generate_series(2, 4) n;
  insert into public.brands (agency_id, client_id, brand_name) values (tests.id('a'), tests.id('a1'), 'Second');
  perform tests.act('finance');
  assert (select artifact_count = 2 and phase_count = 4 and avg_phase_completion = 45 and total_hours_logged = 8
      and billable_hours_logged = 8 and revenue = 1499 and margin_pct = 50 and margin_health = 'healthy'
      and budget_amount = 100000 and client_name = 'Acme' and brand_name = 'Acme Cola'
    from public.v_campaign_overview where id = tests.id('c1')), 'a campaign';
  assert (select count(*) = 3 from public.v_campaign_overview), 'each campaign once';
  assert (select brand_count = 2 and total_campaigns = 2 and active_campaigns = 1 and total_budget = 100000
      and artifact_count = 2 and revenue_ytd = 1000 and avg_margin_pct = 50 and total_wip = 30 and total_ar = 60
      and contract_value = 5000 and last_campaign_update is not null
    from public.v_client_360 where id = tests.id('a1')), 'a client';
  select * into k from public.v_dashboard_kpis;
  assert k.active_clients = 2 and k.active_campaigns = 2 and k.campaign_revenue_ytd = 4000
    and k.campaign_revenue_ytd_prev = 400 and k.revenue_currency = 'EUR' and k.monthly_margin_pct = 20
    and k.top_client_name = 'Apex' and k.top_client_revenue = 3000 and k.total_budget = 150000
    and k.artifacts_this_month = 5, format('the tiles: %s', k);
  perform tests.reset();
  perform tests.hours('now', 'creative', 'c1', atrium.monday((now() at time zone 'UTC')::date), 3, 'approved'),
    tests.hours('idle', 'creative', null, atrium.monday((now() at time zone 'UTC')::date), 1, 'approved');
  update public.campaigns set budget_currency = 'USD' where id = tests.id('lead');
  update public.campaigns set budget_amount = 70 where id = tests.id('lead');
  insert into public.projects (id, agency_id, client_id, project_name, currency)
  values (tests.named('dollars', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Dollars', 'USD');
  insert into public.project_financials (agency_id, project_id, period_month, revenue)
  values (tests.id('a'), tests.id('dollars'), date_trunc('month', now() at time zone 'UTC'), 50);
  perform tests.act('finance');
  select * into k from public.v_dashboard_kpis;
  assert k.campaign_revenue_ytd is null and k.top_client_name is null and k.total_budget is null
    and k.revenue_ytd_by_currency = '{"EUR": 4000, "USD": 50}', 'euros and dollars are added up';
  assert k.team_utilization_pct = 75 and k.team_utilization_pct_prev = 0, 'utilization';
  assert (select total_budget is null and budgets = '{"EUR": 100000, "USD": 70}' and revenue_ytd is null
    from public.v_client_360 where id = tests.id('a1')), 'budgets in two currencies';
  perform tests.reset();
  update public.campaigns set end_date = (now() at time zone 'UTC')::date where id = tests.id('c1');
  update public.agencies set timezone = 'Etc/GMT+12' where id = tests.id('a');
  perform tests.act('finance');
  assert (select health_status = 'on_track' from public.v_campaign_overview where id = tests.id('c1')), 'its last day';
  perform tests.reset();
  update public.campaigns set end_date = (now() at time zone 'UTC')::date - 2 where id = tests.id('c1');
  perform tests.act('finance');
  assert (select schedule_health = 'overdue' from public.v_campaign_overview where id = tests.id('c1')), 'overdue';
  perform tests.reset();
end $$;
