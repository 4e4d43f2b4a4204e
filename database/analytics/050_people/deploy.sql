-- Who works how much and who is free. Hours of people are for whoever reads their timesheets, plans are for all staff;
-- a percentage is always hours over hours, never a mean of percentages.
create function atrium.working_days(first date, last date) returns integer
language sql immutable parallel safe
as $$
  -- weekdays since a Monday, up to the last day less those before the first
  select case when last < first then 0 else
    ((last - date '1900-01-01' + 1) / 7) * 5 + least((last - date '1900-01-01' + 1) % 7, 5)
    - ((first - date '1900-01-01') / 7) * 5 - least((first - date '1900-01-01') % 7, 5) end
$$;
comment on function atrium.working_days(date, date) is 'Mondays to Fridays between two days, both counted.';
grant execute on function atrium.working_days(date, date) to authenticated, service_role;

create function atrium.monday(day date) returns date
language sql immutable parallel safe
as $$ select day - (extract(isodow from day)::integer - 1) $$;
comment on function atrium.monday(date) is 'The Monday of the day''s week.';
grant execute on function atrium.monday(date) to authenticated, service_role;

create view public.v_employee_utilization with (security_invoker = true) as
with worked as materialized (
  select * from atrium.person_weeks()
), span as (
  select w.employee_id, min(w.week_start_date) as first, max(w.week_start_date) as last from worked w
  group by w.employee_id
)
select m.agency_id, m.user_id as employee_id, u.full_name as employee_name, m.job_title, m.role, e.department,
  weeks.week_start_date, coalesce(w.hours, 0) as total_hours, coalesce(w.billable_hours, 0) as billable_hours,
  coalesce(w.hours - w.billable_hours, 0) as non_billable_hours, capacity.hours as capacity_hours,
  round(coalesce(w.hours, 0) / nullif(capacity.hours, 0) * 100, 1) as capacity_pct,
  round(w.billable_hours / nullif(w.hours, 0) * 100, 1) as billable_pct, coalesce(w.campaigns, 0) as campaign_count,
  case when coalesce(w.hours, 0) > 1.2 * capacity.hours then 'overallocated'
    when coalesce(w.hours, 0) < 0.2 * capacity.hours then 'underutilized' else 'normal' end as utilization_status
from public.memberships m
  left join public.users u on u.id = m.user_id
  left join public.employees e on e.agency_id = m.agency_id and e.user_id = m.user_id
  left join span s on s.employee_id = m.user_id
  cross join lateral (select coalesce(e.weekly_capacity_hours, 40) as hours) capacity
  cross join lateral (
    select week::date as week_start_date
    from generate_series(coalesce(s.first, atrium.monday((select atrium.agency_today())))::timestamp,
      greatest(s.last, least(atrium.monday((select atrium.agency_today())), atrium.monday(e.left_on)))::timestamp,
      interval '7 days') week) weeks
  left join worked w on w.employee_id = m.user_id and w.week_start_date = weeks.week_start_date
where m.client_id is null and not (select atrium.is_contact())
  and ((select atrium.may('timesheet_entries:select_any')) or m.user_id = (select atrium.current_user_id()));
comment on view public.v_employee_utilization is
  'A person and an ISO week from the first with approved hours to the present, empty weeks too: everybody for whoever'
  ' reads all timesheets, else the caller.';

create view public.v_utilization_by_role with (security_invoker = true) as
select v.agency_id, v.week_start_date, coalesce(v.job_title, v.role::text) as job_title, count(*) as people,
  sum(v.total_hours) as total_hours, sum(v.billable_hours) as billable_hours, sum(v.capacity_hours) as capacity_hours,
  round(sum(v.total_hours) / nullif(sum(v.capacity_hours), 0) * 100, 1) as utilization_pct,
  round(sum(v.billable_hours) / nullif(sum(v.total_hours), 0) * 100, 1) as billable_pct
from public.v_employee_utilization v
where (select atrium.may('timesheet_entries:select_any'))
group by v.agency_id, v.week_start_date, coalesce(v.job_title, v.role::text);
comment on view public.v_utilization_by_role is
  'A job title, or a role where there is none, and a week with its hours; for whoever reads all timesheets.';

create view public.v_timesheet_summary with (security_invoker = true) as
select t.agency_id, t.employee_id, u.full_name as employee_name, t.week_start_date, t.total_hours, t.billable_hours,
  t.draft_hours, t.submitted_hours, t.approved_hours, t.rejected_hours,
  case when t.draft_hours > 0 then 'draft' when t.rejected_hours > 0 then 'rejected'
    when t.submitted_hours > 0 then 'submitted' else 'approved' end as status, t.submitted_at
from (
  select e.agency_id, e.employee_id, e.week_start_date, sum(e.hours) as total_hours,
    coalesce(sum(e.hours) filter (where e.billable), 0) as billable_hours,
    coalesce(sum(e.hours) filter (where e.status = 'draft'), 0) as draft_hours,
    coalesce(sum(e.hours) filter (where e.status = 'submitted'), 0) as submitted_hours,
    coalesce(sum(e.hours) filter (where e.status = 'approved'), 0) as approved_hours,
    coalesce(sum(e.hours) filter (where e.status = 'rejected'), 0) as rejected_hours,
    max(e.submitted_at) as submitted_at
  from public.timesheet_entries e group by e.agency_id, e.employee_id, e.week_start_date) t
  left join public.users u on u.id = t.employee_id;
comment on view public.v_timesheet_summary is
  'A person''s week as it stands: its hours by state, and the state furthest back. Ask for one week or one person.';

create view public.v_weekly_allocations with (security_invoker = true) as
with weeks as (
  select atrium.monday((select atrium.agency_today())) + 7 * n as week_start_date from generate_series(-26, 26) n
), spread as (
  select a.employee_id, w.week_start_date, a.campaign_id, a.planned_hours * case
      when atrium.working_days(a.allocation_start_date, a.allocation_end_date) > 0 then
        atrium.working_days(greatest(a.allocation_start_date, w.week_start_date),
          least(a.allocation_end_date, w.week_start_date + 6))::numeric
        / atrium.working_days(a.allocation_start_date, a.allocation_end_date)
      -- a weekend alone is shared out by its days
      else (least(a.allocation_end_date, w.week_start_date + 6) - greatest(a.allocation_start_date, w.week_start_date)
        + 1)::numeric / (a.allocation_end_date - a.allocation_start_date + 1) end as hours
  from public.team_allocations a join weeks w
    on w.week_start_date between atrium.monday(a.allocation_start_date) and a.allocation_end_date
  where a.status <> 'cancelled'
), planned as (
  select s.employee_id, s.week_start_date, sum(s.hours) as hours,
    jsonb_agg(jsonb_build_object('campaign_id', s.campaign_id, 'campaign_code', k.campaign_code, 'campaign_name',
      k.campaign_name, 'hours', round(s.hours, 2)) order by s.hours desc, s.campaign_id) as campaigns
  from spread s left join public.campaigns k on k.id = s.campaign_id group by s.employee_id, s.week_start_date
)
select m.agency_id, m.user_id as employee_id, u.full_name as employee_name, m.job_title, w.week_start_date,
  round(coalesce(p.hours, 0), 2) as planned_hours, c.hours as capacity_hours,
  round(coalesce(p.hours, 0) / nullif(c.hours, 0) * 100, 1) as pct_of_capacity,
  case when coalesce(p.hours, 0) = 0 then 'bench' when p.hours > c.hours then 'over'
    when p.hours > 0.8 * c.hours then 'full' else 'free' end as load, coalesce(p.campaigns, '[]') as campaigns
from public.memberships m
  cross join weeks w
  left join public.users u on u.id = m.user_id
  left join public.employees e on e.agency_id = m.agency_id and e.user_id = m.user_id
  cross join lateral (select coalesce(e.weekly_capacity_hours, 40) as hours) c
  left join planned p on p.employee_id = m.user_id and p.week_start_date = w.week_start_date
where m.client_id is null and m.status = 'active' and (select atrium.may('team_allocations:select'))
  and (e.left_on is null or w.week_start_date <= e.left_on)
  and (e.hired_on is null or w.week_start_date + 6 >= e.hired_on);
comment on view public.v_weekly_allocations is
  'A person and a week, from 26 before the present one to 26 after it, with what is planned: the hours of an allocation'
  ' spread over its working days. Staff.';

create view public.v_capacity_summary with (security_invoker = true) as
select v.agency_id, v.week_start_date, count(*) as people, sum(v.planned_hours) as planned_hours,
  sum(v.capacity_hours) as capacity_hours,
  round(sum(v.planned_hours) / nullif(sum(v.capacity_hours), 0) * 100, 1) as planned_utilization_pct,
  count(*) filter (where v.load = 'bench') as bench_count,
  count(*) filter (where v.load = 'over') as over_allocated_count,
  coalesce(max(h.hours), 0) as logged_hours, coalesce(max(h.billable_hours), 0) as billable_hours,
  round(max(h.hours) / nullif(sum(v.capacity_hours), 0) * 100, 1) as team_utilization_pct,
  round(max(h.billable_hours) / nullif(max(h.hours), 0) * 100, 1) as billable_pct
from public.v_weekly_allocations v left join atrium.team_weeks() h on h.week_start_date = v.week_start_date
group by v.agency_id, v.week_start_date;
comment on view public.v_capacity_summary is
  'A week of the whole agency: planned and approved hours over capacity, how many are free and how many have too much.';

create view public.v_campaign_team with (security_invoker = true) as
select t.campaign_id, t.agency_id, t.user_id, u.full_name, m.job_title, string_agg(distinct t.part, ', ') as part,
  sum(t.planned_hours) as planned_hours, min(t.first_day) as first_day, max(t.last_day) as last_day
from (
  select k.id as campaign_id, k.agency_id, l.user_id, l.part, null::numeric as planned_hours, null::date as first_day,
    null::date as last_day
  from public.campaigns k, lateral (values (k.account_director_id, 'account director'),
    (k.project_manager_id, 'project manager'), (k.creative_director_id, 'creative director')) as l (user_id, part)
  where l.user_id is not null
  union all
  select c.campaign_id, c.agency_id, c.user_id, coalesce(c.role_on_campaign, 'member'), null, null, null
  from public.campaign_members c
  union all
  select a.campaign_id, a.agency_id, a.employee_id, coalesce(a.role_on_campaign, 'planned'), a.planned_hours,
    a.allocation_start_date, a.allocation_end_date
  from public.team_allocations a where a.status <> 'cancelled') t
  join public.memberships m on m.agency_id = t.agency_id and m.user_id = t.user_id
  left join public.users u on u.id = t.user_id
where not (select atrium.is_contact())
group by t.campaign_id, t.agency_id, t.user_id, u.full_name, m.job_title;
comment on view public.v_campaign_team is 'A person on a campaign: as lead, on its team, or planned for it. Staff.';
grant select on public.v_employee_utilization, public.v_utilization_by_role, public.v_timesheet_summary,
  public.v_weekly_allocations, public.v_capacity_summary, public.v_campaign_team to authenticated;
