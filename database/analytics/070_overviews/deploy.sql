-- A campaign, a client and the agency at a glance. Every child is added up by itself before it is joined; what a caller
-- may not see is null, and so is a sum of which he sees a part.
create function atrium.pieces_since(since timestamptz) returns bigint
language sql stable
as $$
  select count(*) from public.artifacts a
  where a.agency_id = (select atrium.current_agency_id()) and a.created_at >= since
    and not (select atrium.is_contact())
$$;
comment on function atrium.pieces_since(timestamptz) is
  'How many pieces the agency has made since then, for its staff.';
call atrium.own_as_definer('atrium.pieces_since(timestamptz)'::regprocedure);
grant execute on function atrium.pieces_since(timestamptz) to authenticated, service_role;

create view public.v_campaign_overview with (security_invoker = true) as
with people as materialized (
  select * from atrium.named_people()
)
select k.id, k.agency_id, k.campaign_code, k.campaign_name, k.campaign_type, k.status, k.start_date, k.end_date,
  k.duration_weeks, k.client_id, c.name as client_name, c.code as client_code, k.brand_id, b.brand_name,
  k.budget_amount, k.budget_currency, k.account_director_id, d.full_name as account_director_name,
  k.project_manager_id, m.full_name as project_manager_name, k.creative_director_id,
  r.full_name as creative_director_name,
  case when not v.contact then coalesce(a.artifact_count, 0) end as artifact_count,
  case when not v.contact then coalesce(a.approved_artifact_count, 0) end as approved_artifact_count,
  case when not v.contact then coalesce(a.unresolved_comment_count, 0) end as unresolved_comment_count,
  case when not v.contact then coalesce(h.hours, 0) end as total_hours_logged,
  case when not v.contact then coalesce(h.billable_hours, 0) end as billable_hours_logged,
  coalesce(p.phase_count, 0) as phase_count, p.avg_phase_completion,
  case when k.status in ('completed', 'cancelled') then k.status::text
    when k.end_date < (select atrium.agency_today()) then 'overdue' else 'on_track' end as health_status,
  case when k.status in ('completed', 'cancelled') then k.status::text
    when k.end_date < (select atrium.agency_today()) then 'overdue' else 'on_track' end as schedule_health,
  case when (select atrium.may('project_costs:select')) then coalesce(f.margin_health, 'unknown') end as margin_health,
  f.revenue, f.actual_cost, f.margin_pct, k.created_at, k.updated_at
from public.campaigns k
  cross join (select (select atrium.is_contact()) as contact) v
  left join atrium.named_clients() c on c.id = k.client_id
  left join atrium.named_brands() b on b.id = k.brand_id
  left join people d on d.id = k.account_director_id
  left join people m on m.id = k.project_manager_id
  left join people r on r.id = k.creative_director_id
  left join (select s.campaign_id, count(*) as phase_count, round(avg(s.completion_pct), 1) as avg_phase_completion
    from public.campaign_phases s group by s.campaign_id) p on p.campaign_id = k.id
  left join atrium.campaign_pieces() a on a.campaign_id = k.id
  left join atrium.campaign_hours() h on h.campaign_id = k.id
  left join atrium.campaign_books() f on f.campaign_id = k.id;
comment on view public.v_campaign_overview is
  'A campaign with its names, counts, approved hours and state. Hours and counts are those of everybody, for staff;'
  ' revenue for whoever reads the books, cost and margin for whoever reads costs.';

create view public.v_client_360 with (security_invoker = true) as
select c.id, c.agency_id, c.code, c.name, c.name_short, c.sector, c.industry, c.region, c.retention_type, c.status,
  c.health_status, c.contract_start_date, c.contract_end_date, t.contract_value, t.currency as contract_currency,
  coalesce(b.brands, 0) as brand_count, coalesce(k.total, 0) as total_campaigns,
  coalesce(k.active, 0) as active_campaigns, coalesce(k.completed, 0) as completed_campaigns,
  case when coalesce(k.currencies, 0) < 2 then coalesce(k.budget, 0) end as total_budget,
  case when k.currencies = 1 then k.currency end as budget_currency, coalesce(k.budgets, '{}') as budgets,
  case when not (select atrium.is_contact()) then coalesce(a.artifact_count, 0) end as artifact_count,
  k.last_update as last_campaign_update,
  case when (select atrium.may('project_financials:select')) and coalesce(f.currencies, 0) < 2
    then coalesce(f.revenue_ytd, 0) end as revenue_ytd,
  case when f.currencies = 1 then f.currency end as revenue_currency,
  case when f.currencies = 1 then f.margin_pct end as avg_margin_pct,
  case when f.currencies = 1 then f.total_wip end as total_wip,
  case when f.currencies = 1 then f.total_ar end as total_ar, c.created_at, c.updated_at
from public.clients c
  left join public.client_terms t on t.client_id = c.id
  left join (select n.client_id, count(*) as brands from public.brands n group by n.client_id) b on b.client_id = c.id
  left join (
    select s.client_id, sum(s.total)::bigint as total, sum(s.active)::bigint as active,
      sum(s.completed)::bigint as completed, sum(s.budget) as budget,
      count(*) filter (where s.budget is not null) as currencies,
      min(s.currency) filter (where s.budget is not null) as currency,
      jsonb_object_agg(s.currency, s.budget) filter (where s.budget is not null) as budgets,
      max(s.last_update) as last_update
    from (select x.client_id, x.budget_currency as currency, count(*) as total,
        count(*) filter (where x.status = 'active') as active,
        count(*) filter (where x.status = 'completed') as completed, sum(x.budget_amount) as budget,
        max(x.updated_at) as last_update
      from public.campaigns x group by x.client_id, x.budget_currency) s group by s.client_id) k on k.client_id = c.id
  left join atrium.client_pieces() a on a.client_id = c.id
  left join (
    select v.client_id, count(*) as currencies, min(v.currency) as currency, sum(v.revenue_ytd) as revenue_ytd,
      max(v.margin_pct_ytd) as margin_pct, max(v.total_wip) as total_wip, max(v.total_ar) as total_ar
    from public.v_revenue_by_client v group by v.client_id) f on f.client_id = c.id
where not c.is_house;
comment on view public.v_client_360 is
  'A client with its work and its books. Budgets and amounts of several currencies are not added up: see budgets, and'
  ' v_revenue_by_client. Contract, margin, WIP and AR for whoever may read them.';

create view public.v_dashboard_kpis with (security_invoker = true) as
with day as (
  select (select atrium.agency_today()) as today,
    date_trunc('month', (select atrium.agency_today())::timestamp)::date as month,
    (date_trunc('month', (select atrium.agency_today())::timestamp) - interval '1 month')::date as last_month
), by_client as materialized (
  select r.client_id, r.client_name, r.currency, r.revenue_ytd, r.revenue_ytd_prev from public.v_revenue_by_client r
), weeks as materialized (
  select * from atrium.team_weeks()
), books as (
  select case when count(distinct r.currency) < 2 then coalesce(sum(r.revenue_ytd), 0) end as ytd,
    case when count(distinct r.currency) < 2 then coalesce(sum(r.revenue_ytd_prev), 0) end as ytd_prev,
    count(distinct r.currency) as currencies, min(r.currency) as currency,
    (select jsonb_object_agg(s.currency, s.total) from (select x.currency, sum(x.revenue_ytd) as total
      from by_client x group by x.currency) s) as by_currency
  from by_client r
), top as (
  select r.client_name, r.revenue_ytd from by_client r where r.revenue_ytd > 0
  order by r.revenue_ytd desc, r.client_id limit 1
), margin as (
  select t.period_month, case when count(*) = 1 then max(t.margin_pct) end as pct
  from public.v_margin_trend t, day d where t.period_month in (d.month, d.last_month) group by t.period_month
), campaign as (
  select count(*) filter (where k.status in ('active', 'planning')) as active,
    case when count(distinct k.budget_currency) filter (where k.status in ('pipeline', 'planning', 'active', 'review',
        'on_hold') and k.budget_amount is not null) < 2 then
      coalesce(sum(k.budget_amount) filter (where k.status in ('pipeline', 'planning', 'active', 'review', 'on_hold')),
        0) end as budget,
    count(*) filter (where k.status = 'completed' and k.end_date >= date_trunc('year', d.today::timestamp)) as delivered
  from public.campaigns k, day d
)
select g.id as agency_id,
  (select count(*) from public.clients c where c.status = 'active' and not c.is_house) as active_clients,
  (select count(*) from public.clients c where not c.is_house and c.created_at < d.month
    and (c.status = 'active' or c.churn_date >= d.month)) as active_clients_prev,
  k.active as active_campaigns, case when v.books then b.ytd end as campaign_revenue_ytd,
  case when v.books then b.ytd_prev end as campaign_revenue_ytd_prev,
  case when v.books then coalesce(b.currency, g.currency) end as revenue_currency,
  case when v.books then coalesce(b.by_currency, '{}') end as revenue_ytd_by_currency,
  (select m.pct from margin m where m.period_month = d.month) as monthly_margin_pct,
  (select m.pct from margin m where m.period_month = d.last_month) as monthly_margin_pct_prev,
  coalesce((select round(w.billable_hours / nullif(w.hours, 0) * 100, 1) from weeks w
    where w.week_start_date = atrium.monday(d.today)), 0) as team_utilization_pct,
  coalesce((select round(w.billable_hours / nullif(w.hours, 0) * 100, 1) from weeks w
    where w.week_start_date = atrium.monday(d.today) - 7), 0) as team_utilization_pct_prev,
  case when v.books and b.currencies = 1 then (select t.client_name from top t) end as top_client_name,
  case when v.books and b.currencies = 1 then (select t.revenue_ytd from top t) end as top_client_revenue,
  case when (select atrium.sees_all_clients()) then k.budget end as total_budget,
  atrium.pieces_since(d.month::timestamp at time zone g.timezone) as artifacts_this_month,
  k.delivered as campaigns_delivered, d.today as as_of
from public.agencies g
  cross join day d cross join books b cross join campaign k
  cross join (select (select atrium.may('project_financials:select')) and (select atrium.sees_all_clients()) as books) v
where g.id = (select atrium.current_agency_id()) and not (select atrium.is_contact());
comment on view public.v_dashboard_kpis is
  'One row, the caller''s agency: its tiles with what they were before. Revenue for whoever reads the books of all'
  ' clients, margin for whoever reads costs too; several currencies are told apart and not added up. Staff.';

create view public.v_agency_kpis with (security_invoker = true) as select * from public.v_dashboard_kpis;
comment on view public.v_agency_kpis is 'v_dashboard_kpis by its other name.';
grant select on public.v_campaign_overview, public.v_client_360, public.v_dashboard_kpis, public.v_agency_kpis
  to authenticated;
