-- Hours and money to try the changes of this module on, and its rows for the checks of populated databases.

create function tests.hours(name text, employee text, campaign text, day date, hours numeric, state text)
returns uuid language plpgsql as $$
declare
  made uuid := tests.named(name, gen_random_uuid());
begin
  insert into public.timesheet_entries (id, agency_id, employee_id, campaign_id, entry_date, hours, billable, status,
    submitted_at, approved_at, approved_by, rejection_reason)
  select made, m.agency_id, m.user_id, tests.id(campaign), day, hours, campaign is not null, state,
    case when state <> 'draft' then now() end, case when state in ('approved', 'rejected') then now() end,
    case when state in ('approved', 'rejected') then gen_random_uuid() end,
    case when state = 'rejected' then 'Which phase?' end
  from public.memberships m where m.user_id = tests.id(employee);
  return made;
end $$;
comment on function tests.hours(text, text, text, date, numeric, text) is
  'An entry of somebody of tests.studio(), remembered by its first argument; campaign null is internal work.';

create function tests.time() returns void language plpgsql as $$
begin
  perform tests.studio();
  insert into public.employee_rates (agency_id, employee_id, valid_from, internal_cost_rate, client_billing_rate)
  select agency_id, user_id, '2020-01-01', 40, 90 from public.memberships
  where client_id is null and agency_id in (tests.id('a'), tests.id('b'));
  perform tests.hours('mine', 'creative', 'c1', '2026-06-01', 6, 'draft'),
    tests.hours('asked', 'creative', 'c1', '2026-06-02', 7.5, 'submitted'),
    tests.hours('other', 'creative', 'c2', '2026-06-02', 1, 'submitted'),
    tests.hours('inside', 'creative', null, '2026-06-03', 2, 'submitted'),
    tests.hours('done', 'creative', 'c1', '2026-05-04', 8, 'approved'),
    tests.hours('pms', 'pm', 'c1', '2026-06-02', 3, 'submitted'),
    tests.hours('far', 'stranger', 'cb', '2026-06-02', 4, 'submitted');
end $$;
comment on function tests.time() is
  'tests.studio with hours in it, every person''s costing 40 and worth 90: creative''s mine (draft), asked (submitted),'
  ' done (approved) in c1, other (submitted) in c2, inside (submitted, of no campaign); pms, the pm''s own (submitted)'
  ' in c1; far in agency b.';

create function tests.populate_time() returns void language plpgsql as $$
declare
  agency uuid;
  loud uuid;
  quiet uuid;
  sample uuid;
  hidden uuid;
  clients uuid[];
begin
  if to_regclass('public.timesheet_rates') is null then
    return;
  end if;
  for agency, loud, quiet in
    select a.id, l.id, q.id from public.agencies a
    join public.campaigns l on l.agency_id = a.id and l.campaign_name = 'Loud'
    join public.campaigns q on q.agency_id = a.id and q.campaign_name = 'Quiet'
    where a.name in ('Alder', 'Birch')
  loop
    sample := overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid;
    hidden := overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid;
    insert into public.employees (agency_id, user_id)
    select agency, m.user_id from public.memberships m where m.agency_id = agency and m.role in ('creative', 'pm');
    insert into public.employee_rates (agency_id, employee_id, valid_from, internal_cost_rate, client_billing_rate)
    select agency, m.user_id, '2025-01-01', 40, 90 from public.memberships m
    where m.agency_id = agency and m.client_id is null;
    insert into public.timesheet_entries (agency_id, employee_id, campaign_id, entry_date, hours)
    select agency, m.user_id, loud, '2026-01-05', 1 from public.memberships m
    where m.agency_id = agency and m.client_id is null;
    insert into public.timesheet_entries (id, agency_id, employee_id, campaign_id, entry_date, hours)
    values (sample, agency, tests.person_of(agency, 'creative'), loud, '2026-01-06', 1),
      (hidden, agency, tests.person_of(agency, 'creative'), quiet, '2026-01-06', 1);
    continue when to_regclass('public.team_allocations') is null;
    insert into public.team_allocations (id, agency_id, employee_id, campaign_id, allocation_start_date,
      allocation_end_date, planned_hours)
    values (sample, agency, tests.person_of(agency, 'creative'), loud, '2026-01-05', '2026-01-18', 20),
      (gen_random_uuid(), agency, tests.person_of(agency, 'pm'), quiet, '2026-01-05', '2026-01-18', 20),
      (hidden, agency, tests.person_of(agency, 'creative'), quiet, '2026-01-05', '2026-01-18', 20);
    continue when to_regprocedure('public.attach_project(uuid, uuid)') is null;
    clients := array(select c.client_id from public.campaigns c where c.id in (loud, quiet) order by c.id = quiet);
    perform tests.populate_sales(agency, clients, loud, quiet, sample, hidden),
      tests.populate_spending(agency, clients, loud, quiet, sample, hidden);
  end loop;
end $$;
comment on function tests.populate_time() is 'Rows in every table of time and money, for Alder and Birch.';

-- plpgsql, whose bodies are looked at when they run: the helpers are there before the tables are
create function tests.populate_sales(agency uuid, clients uuid[], loud uuid, quiet uuid, sample uuid, hidden uuid)
returns void language plpgsql as $$
begin
  insert into public.rate_cards (id, agency_id, role_name, discipline, seniority_level, market, client_rate,
    effective_from, state) values
    (hidden, agency, 'Writer', 'creative', 'senior', 'PH', 200, '2026-01-01', 'draft'),
    (sample, agency, 'Editor', 'post', 'senior', 'PH', 300, '2026-01-01', 'active');
  insert into public.rate_card_costs (agency_id, rate_card_id, cost_rate) values (agency, sample, 150);
  insert into public.project_quotes (id, agency_id, client_id, quote_name, quote_code, created_by) values
    (hidden, agency, clients[2], 'Hidden', 'HIDDEN', tests.person_of(agency, 'owner')),
    (gen_random_uuid(), agency, clients[1], 'Own', 'OWN', tests.person_of(agency, 'account')),
    (sample, agency, clients[1], 'Sold', 'SOLD', tests.person_of(agency, 'account'));
  update public.campaigns set procure_quote_id = sample where id = loud;
  insert into public.quote_lines (id, agency_id, quote_id, rate_card_id, quantity)
  select case when q.id = sample then sample else gen_random_uuid() end, agency, q.id, sample, 1
  from public.project_quotes q where q.agency_id = agency;
  insert into public.projects (id, agency_id, client_id, project_name, project_code) values
    (hidden, agency, clients[2], 'Hidden', 'HIDDEN'), (sample, agency, clients[1], 'Booked', 'BOOKED');
  update public.campaigns set finance_ppm_project_id = sample where id = loud;
  insert into public.project_financials (id, agency_id, project_id, period_month, revenue) values
    (hidden, agency, hidden, '2026-01-01', 1), (sample, agency, sample, '2026-01-01', 1);
  insert into public.project_costs (id, agency_id, project_id, period_month, actual_cost) values
    (hidden, agency, hidden, '2026-01-01', 1), (sample, agency, sample, '2026-01-01', 1);
end $$;
comment on function tests.populate_sales(uuid, uuid[], uuid, uuid, uuid, uuid) is
  'The part of tests.populate_time about rates, quotes and projects.';

create function tests.populate_spending(agency uuid, clients uuid[], loud uuid, quiet uuid, sample uuid, hidden uuid)
returns void language plpgsql as $$
begin
  insert into public.expense_reports (agency_id, employee_id, purpose)
  select agency, m.user_id, m.role from public.memberships m where m.agency_id = agency and m.client_id is null;
  insert into public.expense_lines (agency_id, employee_id, report_id, tx_date, amount, campaign_id)
  select r.agency_id, r.employee_id, r.id, '2026-01-05', 1, loud from public.expense_reports r
  where r.agency_id = agency;
  insert into public.expense_reports (id, agency_id, employee_id, purpose) values
    (hidden, agency, tests.person_of(agency, 'owner'), 'Hidden');
  insert into public.expense_lines (id, agency_id, employee_id, report_id, tx_date, amount, campaign_id)
  values (hidden, agency, tests.person_of(agency, 'owner'), hidden, '2026-01-05', 1, quiet);
  insert into public.equipment (id, agency_id, name, item_code) values
    (hidden, agency, 'Light', 'LIGHT'), (sample, agency, 'Camera', 'CAMERA');
  insert into public.equipment_checkouts (agency_id, equipment_id, user_id, campaign_id, purpose, checked_out_at,
    due_at, returned_at, status)
  select agency, sample, m.user_id, loud, m.role, d, d + interval '1 hour', d + interval '1 hour', 'returned'
  from (select m.*, '2026-01-05'::timestamptz + make_interval(days => row_number() over ()::int) as d
    from public.memberships m where m.agency_id = agency and m.client_id is null) m;
  insert into public.equipment_checkouts (id, agency_id, equipment_id, user_id, campaign_id, purpose, checked_out_at,
    due_at) values (hidden, agency, hidden, tests.person_of(agency, 'owner'), quiet, 'Hidden', '2026-01-05',
      '2026-01-06');
end $$;
comment on function tests.populate_spending(uuid, uuid[], uuid, uuid, uuid, uuid) is
  'The part of tests.populate_time about expenses and equipment.';
