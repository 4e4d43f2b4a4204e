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
  end loop;
end $$;
comment on function tests.populate_time() is 'Rows in every table of time and money, for Alder and Birch.';
