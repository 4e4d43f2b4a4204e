-- Whole sums or none; what waits for me, and nothing of my own.
select tests.figures();
do $$
begin
  perform tests.act('finance');
  assert (select count(*) = 4 from public.v_campaign_financials), 'each campaign and month once';
  assert (select margin_pct = 10 and margin_health = 'critical' and wip = 10 and ar = 20
    from public.v_campaign_financials where campaign_id = tests.id('c2')), 'a month';
  assert (select revenue = 1499 and actual_cost = 749.5 and margin_pct = 50 and margin_health = 'healthy'
    and wip_amount = 30 and budget_amount = 1500 from public.v_campaign_profitability
    where campaign_id = tests.id('c1')), 'all months';
  assert (select revenue_ytd = 1000 and revenue_ytd_prev = 400 and actual_cost_ytd = 500 and margin_pct_ytd = 50
    and total_ar = 60 from public.v_revenue_by_client where client_id = tests.id('a1')), 'the year to date';
  assert (select revenue = 4000 and margin_pct = 20 from public.v_margin_trend
    where period_month = date_trunc('month', now() at time zone 'UTC')), 'margin is money over money: 3200 of 4000';
  perform tests.act('pm');
  assert (select revenue = 1499 and actual_cost is null and margin_pct is null and margin_health is null
    from public.v_campaign_profitability where campaign_id = tests.id('c1')), 'the pm sees costs';
  perform tests.reset();
  delete from public.project_costs where project_id = tests.id('book1')
    and period_month = date_trunc('month', now() at time zone 'UTC');
  perform tests.act('finance');
  assert (select actual_cost is null and margin_pct is null and revenue = 1499 and margin_health = 'unknown'
    from public.v_campaign_profitability where campaign_id = tests.id('c1')), 'two months pass for three';
  assert (select margin_pct_ytd is null from public.v_revenue_by_client where client_id = tests.id('a1')), 'a client';
  assert (select margin_pct is null from public.v_margin_trend
    where period_month = date_trunc('month', now() at time zone 'UTC')), 'a month of two campaigns';
  -- what waits
  perform tests.reset();
  update public.artifacts set submitted_by = tests.id('creative') where id = tests.id('shared');
  update public.campaigns set approval_status = 'pending', submitted_by = tests.id('pm') where id = tests.id('c1');
  perform tests.act('pm');
  assert (select array_agg(kind || ' ' || coalesce(amount::text, '') order by kind, amount)
    = array['artifact ', 'timesheet 7.50'] from public.v_pending_approvals), 'the pm''s';
  perform tests.act('finance');
  assert (select array_agg(kind || ' ' || coalesce(amount::text, '') order by kind, amount)
    = array['budget 100000.00', 'timesheet 3.00', 'timesheet 10.50'] from public.v_pending_approvals), 'finance''s';
  perform tests.act('creative');
  assert tests.sees('select from public.v_pending_approvals', 0), 'the creative decides';
  perform tests.reset();
end $$;
