-- The books of campaigns and clients. Revenue is for whoever reads the books, cost and margin for whoever reads costs.
-- An amount is a whole sum in one currency: where a month lacks its cost, currencies differ, or somebody sees only some
-- clients of what is asked for, it is null.
create function atrium.margin_health(margin_pct numeric) returns text
language sql immutable parallel safe
as $$
  select case when margin_pct is null then 'unknown' when margin_pct < 15 then 'critical'
    when margin_pct < 20 then 'warning' else 'healthy' end
$$;
comment on function atrium.margin_health(numeric) is
  'critical under 15 percent, warning under 20, else healthy; unknown.';
grant execute on function atrium.margin_health(numeric) to authenticated, service_role;

create view public.v_campaign_financials with (security_invoker = true) as
select f.campaign_id, f.agency_id, k.campaign_code, k.campaign_name, f.client_id, c.name as client_name, f.project_id,
  f.period_month, f.currency, f.budget_amount, f.forecast_amount, f.actual_cost, f.revenue, f.margin_amount,
  f.margin_pct, f.wip_amount as wip, f.ar_amount as ar, atrium.margin_health(f.margin_pct) as margin_health
from public.v_project_financials f
  join public.campaigns k on k.id = f.campaign_id
  left join public.clients c on c.id = f.client_id
where (select atrium.may('project_costs:select'));
comment on view public.v_campaign_financials is
  'A campaign and a month: planned, earned, spent. Its rows are for owner, finance and leadership.';

create view public.v_campaign_profitability with (security_invoker = true) as
select k.id as campaign_id, k.agency_id, k.campaign_code, k.campaign_name, k.client_id, c.name as client_name, k.status,
  k.duration_weeks, f.currency, f.budget_amount, f.forecast_amount, f.revenue, f.actual_cost,
  f.revenue - f.actual_cost as margin_amount,
  round((f.revenue - f.actual_cost) / nullif(f.revenue, 0) * 100, 2) as margin_pct, f.wip_amount, f.ar_amount,
  case when (select atrium.may('project_costs:select')) then
    atrium.margin_health(round((f.revenue - f.actual_cost) / nullif(f.revenue, 0) * 100, 2)) end as margin_health
from (
  select p.campaign_id, min(p.currency) as currency, sum(p.budget_amount) as budget_amount,
    sum(p.forecast_amount) as forecast_amount, sum(p.revenue) as revenue,
    case when bool_and(p.actual_cost is not null) then sum(p.actual_cost) end as actual_cost,
    case when bool_and(p.wip_amount is not null) then sum(p.wip_amount) end as wip_amount,
    case when bool_and(p.ar_amount is not null) then sum(p.ar_amount) end as ar_amount
  from public.v_project_financials p where p.campaign_id is not null group by p.campaign_id) f
  join public.campaigns k on k.id = f.campaign_id
  left join public.clients c on c.id = k.client_id;
comment on view public.v_campaign_profitability is
  'A campaign that has books, over all its months: revenue for whoever reads the books, cost and margin for whoever'
  ' reads costs, and null where a month lacks its cost.';

create function atrium.campaign_books()
returns table (campaign_id uuid, revenue numeric, actual_cost numeric, margin_pct numeric, margin_health text)
language plpgsql stable rows 1000
set search_path = pg_catalog, pg_temp
as $$
begin
  return query select v.campaign_id, v.revenue, v.actual_cost, v.margin_pct, v.margin_health
  from public.v_campaign_profitability v;
end
$$;
comment on function atrium.campaign_books() is
  'What v_campaign_profitability says of each campaign, for views that join it: a function for the planner''s sake.';
grant execute on function atrium.campaign_books() to authenticated;

create view public.v_revenue_by_client with (security_invoker = true) as
with years as (
  select date_trunc('year', (select atrium.agency_today())::timestamp)::date as this,
    (date_trunc('year', (select atrium.agency_today())::timestamp) - interval '1 year')::date as last,
    ((select atrium.agency_today())::timestamp - interval '1 year')::date as last_until
)
select c.agency_id, f.client_id, c.name as client_name, f.currency,
  coalesce(sum(f.revenue) filter (where f.period_month >= y.this), 0) as revenue_ytd,
  coalesce(sum(f.revenue) filter (where f.period_month >= y.last and f.period_month <= y.last_until), 0)
    as revenue_ytd_prev,
  case when bool_and(f.actual_cost is not null or f.period_month < y.this) then
    coalesce(sum(f.actual_cost) filter (where f.period_month >= y.this), 0) end as actual_cost_ytd,
  case when bool_and(f.actual_cost is not null or f.period_month < y.this) then
    round((sum(f.revenue) filter (where f.period_month >= y.this)
      - sum(f.actual_cost) filter (where f.period_month >= y.this))
      / nullif(sum(f.revenue) filter (where f.period_month >= y.this), 0) * 100, 2) end as margin_pct_ytd,
  case when bool_and(f.wip_amount is not null) then sum(f.wip_amount) end as total_wip,
  case when bool_and(f.ar_amount is not null) then sum(f.ar_amount) end as total_ar
from public.v_project_financials f join public.clients c on c.id = f.client_id cross join years y
where f.period_month <= (select atrium.agency_today())
group by c.agency_id, f.client_id, c.name, f.currency;
comment on view public.v_revenue_by_client is
  'A client and a currency: earned in this calendar year to date and in the same part of the last, with what it cost;'
  ' for whoever reads the books, cost and margin for whoever reads costs.';

create view public.v_margin_trend with (security_invoker = true) as
select f.agency_id, f.period_month, f.currency, sum(f.revenue) as revenue, sum(f.budget_amount) as budget_amount,
  case when bool_and(f.actual_cost is not null) then sum(f.actual_cost) end as actual_cost,
  case when bool_and(f.actual_cost is not null) then
    round((sum(f.revenue) - sum(f.actual_cost)) / nullif(sum(f.revenue), 0) * 100, 2) end as margin_pct
from public.v_project_financials f
where (select atrium.may('project_costs:select')) and (select atrium.sees_all_clients())
group by f.agency_id, f.period_month, f.currency;
comment on view public.v_margin_trend is
  'A month and a currency of the whole agency with its margin; for whoever reads costs and sees all clients.';
grant select on public.v_campaign_financials, public.v_campaign_profitability, public.v_revenue_by_client,
  public.v_margin_trend to authenticated;

create view public.v_pending_approvals with (security_invoker = true) as
select 'artifact' as kind, a.id, a.agency_id, a.title, a.artifact_type::text as detail, a.client_id, a.campaign_id,
  coalesce(a.submitted_by, a.owner_id) as asked_by, u.full_name as asked_by_name, a.updated_at as asked_at,
  null::numeric as amount, null::text as currency
from public.artifacts a left join public.users u on u.id = coalesce(a.submitted_by, a.owner_id)
where a.status = 'review' and (select atrium.may('artifacts:decide'))
  and coalesce((select atrium.current_user_id()) not in (a.owner_id, a.content_by, a.submitted_by), true)
  and ((select atrium.may('artifacts:decide_any')) or a.approver_id = (select atrium.current_user_id())
    or ((select atrium.may('artifacts:decide_team')) and a.campaign_id = any (array(
      select m from atrium.my_campaigns() m))))
union all
select 'budget', k.id, k.agency_id, k.campaign_name, k.campaign_type::text, k.client_id, k.id, k.submitted_by,
  u.full_name, k.updated_at, k.budget_amount, k.budget_currency
from public.campaigns k left join public.users u on u.id = k.submitted_by
where k.approval_status = 'pending' and (select atrium.may('campaigns:decide_budget'))
  and k.submitted_by is distinct from (select atrium.current_user_id())
union all
select 'timesheet', e.employee_id, e.agency_id, 'Week of ' || e.week_start_date, count(*) || ' entries', null, null,
  e.employee_id, u.full_name, max(e.submitted_at), sum(e.hours), 'hours'
from public.timesheet_entries e left join public.users u on u.id = e.employee_id
where e.status = 'submitted' and (select atrium.may('timesheet_entries:decide'))
  and e.employee_id <> (select atrium.current_user_id())
  and ((select atrium.may('timesheet_entries:decide_any')) or e.campaign_id = any (array(
    select m from atrium.my_campaigns() m)))
group by e.agency_id, e.employee_id, e.week_start_date, u.full_name
union all
select 'quote', q.id, q.agency_id, q.quote_name, q.quote_code, q.client_id, null, q.submitted_by, u.full_name,
  q.submitted_at, q.total_client_amount, q.currency
from public.project_quotes q left join public.users u on u.id = q.submitted_by
where q.status = 'submitted' and (select atrium.may('project_quotes:decide'))
  and coalesce((select atrium.current_user_id()) not in (q.submitted_by, q.created_by), true)
union all
select 'expenses', r.id, r.agency_id, r.purpose, r.line_count || ' lines', null, null, r.employee_id, r.employee_name,
  r.submitted_at, r.total_amount, r.currency
from public.v_expense_reports r
where r.status = 'submitted' and (select atrium.may('expense_reports:decide'))
  and r.employee_id <> (select atrium.current_user_id());
comment on view public.v_pending_approvals is
  'What waits for the caller''s own decision: pieces in review, budgets, weeks of hours (amount: hours; id: the'
  ' person), quotes, expenses. Nothing of one''s own.';
grant select on public.v_pending_approvals to authenticated;
