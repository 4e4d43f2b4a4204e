-- Hours of campaigns for staff, hours of people for who reads timesheets, money for who reads rates.
select tests.time();
update public.timesheet_entries set status = 'approved', approved_at = now(), approved_by = tests.id('owner')
where status = 'submitted';
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'finance', 'pm', 'creative', 'admin', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert tests.refused('select from atrium.hour_totals', '42501')
      and tests.refused('select from atrium.campaign_totals', '42501')
      and tests.refused('select from atrium.week_totals', '42501'), person;
    assert tests.refused('select atrium.recount_all_hours()', '42501'), person;
    assert (select coalesce(sum(hours), 0) = case person when 'customer' then 0 when 'stranger' then 4 else 19.5 end
      from atrium.campaign_hours()), format('%s: hours of campaigns', person);
    assert (select count(distinct employee_id) = case when person in ('owner', 'finance', 'pm') then 2
        when person in ('creative', 'stranger') then 1 else 0 end from atrium.person_weeks()),
      format('%s: hours of people', person);
    assert (select count(*) = case when person in ('owner', 'finance') then 2 when person = 'stranger' then 1 else 0 end
      from atrium.campaign_amounts()), format('%s: money', person);
  end loop;
  perform tests.become_nobody();
  assert tests.sees('select from atrium.campaign_hours()', 0) and tests.sees('select from atrium.person_weeks()', 0)
    and tests.sees('select from atrium.team_weeks()', 0), 'nobody';
  perform tests.reset();
end $$;
