-- One agency with 1,500 campaigns, 1,000,000 entries and 200,000 tickets (times :scale), and a hundred others that
-- have as much together. Triggers are off: only the reading is measured; what they keep is added up at the end.
\timing off
begin;
set local session_replication_role = replica;
insert into public.agencies (id, name, slug)
select md5('agency' || a)::uuid, 'Agency ' || a, 'agency-' || a from generate_series(0, 100) a;
insert into public.client_stages (id, agency_id, name, position, purpose)
select md5('stage' || a)::uuid, md5('agency' || a)::uuid, 'Live', 0, 'live' from generate_series(0, 100) a;
insert into public.clients (id, agency_id, code, name, stage_id)
select md5('client' || a || '-' || c)::uuid, md5('agency' || a)::uuid, 'C' || c, 'Client ' || c, md5('stage' || a)::uuid
from generate_series(0, 100) a, lateral generate_series(1, case a when 0 then 100 else 5 end) c;
insert into auth.users (id, email)
select md5('person' || a || '-' || p)::uuid, a || '-' || p || '@bench.test'
from generate_series(0, 100) a, lateral generate_series(1, case a when 0 then 100 else 5 end) p;
insert into public.users (id, email) select id, email from auth.users;
insert into public.memberships (agency_id, user_id, role, job_title)
select md5('agency' || a)::uuid, md5('person' || a || '-' || p)::uuid,
  case when p = 1 then 'owner' when p < 5 then 'pm' else 'creative' end, 'Title ' || p % 8
from generate_series(0, 100) a, lateral generate_series(1, case a when 0 then 100 else 5 end) p;
insert into public.employee_rates (agency_id, employee_id, valid_from, internal_cost_rate, client_billing_rate)
select agency_id, user_id, '2020-01-01', 40, 90 from public.memberships;

insert into public.projects (id, agency_id, client_id, project_code, project_name)
select md5('campaign' || n)::uuid, md5('agency' || a)::uuid, md5('client' || a || '-' || 1 + n % k)::uuid,
  'P' || n, 'P' || n
from generate_series(1, (3000 * :scale)::int) n,
  lateral (select case when n <= 1500 * :scale then 0 else 1 + n % 100 end as a) w,
  lateral (select case a when 0 then 100 else 5 end as k) s;
insert into public.campaigns (id, agency_id, client_id, campaign_code, campaign_name, campaign_type,
  start_date, end_date,
  status, budget_amount, finance_ppm_project_id, project_manager_id)
select p.id, p.agency_id, p.client_id, p.project_code, 'Campaign ' || p.project_code, 'launch', d.day, d.day + 60,
  case when d.day + 60 < current_date then 'completed' else 'active' end, 100000, p.id, null
from public.projects p, lateral (select current_date - (abs(hashtext(p.id::text)) % 540) as day) d;
insert into public.campaign_phases (agency_id, campaign_id, phase_name, phase_order, planned_start_date,
  planned_end_date)
select agency_id, id, 'Phase ' || n, n, start_date, end_date from public.campaigns, generate_series(1, 4) n;
insert into public.artifacts (agency_id, client_id, campaign_id, title, artifact_type, status, approved_at)
select agency_id, client_id, id, 'Piece ' || n, 'brief', 'published', now()
from public.campaigns, generate_series(1, 7) n;
insert into public.artifact_comments (agency_id, artifact_id, comment_text, is_resolved, resolved_at)
select agency_id, id, 'words', n < 4, case when n < 4 then now() end from public.artifacts, generate_series(1, 4) n;
insert into public.project_financials (agency_id, project_id, period_month, revenue)
select agency_id, id, date_trunc('month', current_date - n * 30), 1000 from public.projects, generate_series(0, 8, 2) n;
insert into public.project_costs (agency_id, project_id, period_month, actual_cost)
select agency_id, project_id, period_month, 700 from public.project_financials;

-- ten rows a person and day of the large agency at most, each day of three years
insert into public.timesheet_entries (agency_id, employee_id, campaign_id, entry_date, hours, task_category, status,
  submitted_at, approved_at, approved_by)
select md5('agency' || a)::uuid, md5('person' || a || '-' || 1 + n % k)::uuid,
  md5('campaign' || c)::uuid, current_date - (n / k % 1000)::int, 0.75, 'T' || n / (k * 1000), 'approved', now(), now(),
  md5('boss')::uuid
from generate_series(1, (2000000 * :scale)::int) n,
  lateral (select case when n <= 1000000 * :scale then 0 else 1 + n % 100 end as a) w,
  lateral (select case a when 0 then 100 else 5 end as k) s,
  lateral (select case a when 0 then 1 + (n / 400 + n % 100 * 7) % (1500 * :scale)::int
    else (1500 * :scale)::int + 1 + n % (1500 * :scale)::int end as c) m;
insert into public.timesheet_rates (agency_id, id, entry_date, internal_cost_rate, client_billing_rate, currency)
select agency_id, id, entry_date, 40, 90, 'EUR' from public.timesheet_entries;
insert into public.team_allocations (agency_id, employee_id, campaign_id, allocation_start_date, allocation_end_date,
  planned_hours)
select m.agency_id, m.user_id, k.id, current_date + n * 7, current_date + n * 7 + 11, 40
from public.memberships m, generate_series(-4, 8, 2) n,
  lateral (select c.id from public.campaigns c where c.agency_id = m.agency_id limit 1) k;

insert into public.tickets (id, client_id, number, title, status, assigned_agent_id, created_at, updated_at,
  resolved_at)
select md5('ticket' || n)::uuid, md5('client' || a || '-' || 1 + n % k)::uuid, n, 'Ticket ' || n,
  case when n % 20 = 0 then 'open' else 'resolved' end,
    md5('person' || a || '-' || 1 + n % least(k, 30))::uuid, d.at, d.at,
  case when n % 20 > 0 then d.at + interval '5 hours' end
from generate_series(1, (400000 * :scale)::int) n,
  lateral (select case when n <= 200000 * :scale then 0 else 1 + n % 100 end as a) w,
  lateral (select case a when 0 then 100 else 5 end as k) s,
  lateral (select now() - make_interval(mins => n % 780000) as at) d;
-- a creative, who sees no ticket else, is copied on some of the 200,000
insert into public.ticket_followers (client_id, ticket_id, user_id)
select client_id, id, md5('person0-50')::uuid from public.tickets
where number % 250 = 0 and number <= 200000 * :scale;
insert into public.messages (client_id, ticket_id, content)
select client_id, id, 'words' from public.tickets, generate_series(1, 2) n;
commit;
analyze;
select atrium.recount_all_hours();
set role service_role;
select public.refresh_analytics_views();
reset role;
vacuum analyze;
