-- Hours over hours; empty weeks are there; plans are spread over working days.
select tests.time();
do $$
declare
  here date := atrium.monday((now() at time zone 'UTC')::date);
begin
  assert (select bool_and(atrium.working_days(d, d + n) = (select count(*) from generate_series(0, n) i
      where extract(isodow from d + i) < 6)) from generate_series(0, 16) n,
      unnest(array['2026-06-01', '2026-06-06', '1999-12-30']::date[]) d) and atrium.working_days('2026-06-02',
    '2026-06-01') = 0, 'working days';
  perform tests.hours('little', 'creative', null, '2026-05-05', 1, 'approved'),
    tests.hours('much', 'creative', 'c2', '2026-05-18', 24, 'approved'),
    tests.hours('next', 'creative', 'c1', '2026-05-19', 24, 'approved'),
    tests.hours('more', 'creative', 'c1', '2026-05-20', 1, 'approved');
  insert into public.employees (agency_id, user_id, weekly_capacity_hours) values (tests.id('a'), tests.id('pm'), 20);
  perform tests.act('finance');
  assert (select total_hours = 9 and billable_hours = 8 and non_billable_hours = 1 and capacity_pct = 22.5
      and billable_pct = 88.9 and campaign_count = 1 and utilization_status = 'normal'
    from public.v_employee_utilization
    where employee_id = tests.id('creative') and week_start_date = '2026-05-04'), 'a week';
  assert (select total_hours = 0 and billable_pct is null and utilization_status = 'underutilized'
    from public.v_employee_utilization
    where employee_id = tests.id('creative') and week_start_date = '2026-05-11'), 'an empty week';
  assert (select capacity_pct = 122.5 and utilization_status = 'overallocated' and campaign_count = 2
    from public.v_employee_utilization
    where employee_id = tests.id('creative') and week_start_date = '2026-05-18'), 'too much';
  assert (select count(*) = 1 and min(capacity_hours) = 20 and min(week_start_date) = here
    from public.v_employee_utilization where employee_id = tests.id('pm')), 'somebody without hours';
  assert (select total_hours = 49 and people >= 1 and billable_pct = 100 from public.v_utilization_by_role
    where week_start_date = '2026-05-18' and job_title = 'creative'), 'by role';
  assert (select total_hours = 16.5 and draft_hours = 6 and submitted_hours = 10.5 and status = 'draft'
    from public.v_timesheet_summary where employee_id = tests.id('creative') and week_start_date = '2026-06-01'),
    'a week as it stands';
  perform tests.reset();
  insert into public.team_allocations (agency_id, employee_id, campaign_id, allocation_start_date,
    allocation_end_date, planned_hours) values
    (tests.id('a'), tests.id('pm'), tests.id('c1'), here + 3, here + 11, 28),
    (tests.id('a'), tests.id('pm'), tests.id('c2'), here + 7, here + 7, 6);
  perform tests.act('creative');
  -- Thursday to the Friday after next: 2 and 5 working days
  assert (select array_agg(planned_hours order by week_start_date) = array[8, 26]::numeric[]
      and array_agg(load order by week_start_date) = array['free', 'over'] from public.v_weekly_allocations
    where employee_id = tests.id('pm') and load <> 'bench'), 'spread';
  assert (select jsonb_array_length(campaigns) = 2 and campaigns #>> '{0,campaign_name}' = 'Summer'
    from public.v_weekly_allocations where employee_id = tests.id('pm') and week_start_date = here + 7), 'campaigns';
  assert (select people = 10 and bench_count = 9 and over_allocated_count = 1 and planned_hours = 26
    and capacity_hours = 380 from public.v_capacity_summary where week_start_date = here + 7), 'capacity';
  assert (select planned_hours = 28 and part like '%project manager%' from public.v_campaign_team
    where campaign_id = tests.id('c1') and user_id = tests.id('pm')), 'a team';
  perform tests.reset();
end $$;
