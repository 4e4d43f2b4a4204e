-- Hours of others for whoever reads their timesheets, the own ones for everybody; plans for staff.
select tests.time();
select tests.hours('own', 'pm', 'c1', '2026-05-05', 2, 'approved');
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'finance', 'pm', 'creative', 'admin', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert (select coalesce(sum(total_hours), 0) = case when person in ('owner', 'finance', 'pm') then 10
        when person = 'creative' then 8 else 0 end
      and count(distinct employee_id) = case when person in ('owner', 'finance', 'pm') then 10
        when person = 'customer' then 0 else 1 end from public.v_employee_utilization), person;
    assert (select count(*) > 0 from public.v_utilization_by_role) = (person in ('owner', 'finance', 'pm', 'stranger')),
      format('%s: roles', person);
    assert (select count(distinct employee_id) = case person when 'customer' then 0 when 'stranger' then 1 else 10 end
      from public.v_weekly_allocations), format('%s: plans', person);
    assert (select count(*) > 0 from public.v_campaign_team) = (person <> 'customer'), format('%s: teams', person);
  end loop;
  perform tests.become_anon();
  assert tests.refused('select from public.v_employee_utilization', '42501')
    and tests.refused('select from public.v_weekly_allocations', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.sees('select from public.v_employee_utilization', 0)
    and tests.sees('select from public.v_capacity_summary', 0) and tests.sees('select from public.v_campaign_team', 0),
    'nobody';
  perform tests.reset();
end $$;
