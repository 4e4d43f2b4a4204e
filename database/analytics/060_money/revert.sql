drop view public.v_pending_approvals;
drop view public.v_margin_trend;
drop view public.v_revenue_by_client;
drop function atrium.campaign_books();
drop view public.v_campaign_profitability;
drop view public.v_campaign_financials;
drop function atrium.margin_health(numeric);
