-- A view shows the rows of its table and no more; money to whoever reads rates.
select tests.time();
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'finance', 'pm', 'creative', 'member', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert (select array_agg(id order by id) from public.v_artifact_library)
      is not distinct from (select array_agg(id order by id) from public.artifacts), person;
    assert (select count(total_internal_cost) = case when person in ('owner', 'finance') then 1 else 0 end
      and count(*) = case person when 'customer' then 0 else (select count(*) from public.campaigns) end
      from public.v_timesheet_summary_by_campaign), format('%s: hours and money', person);
  end loop;
  perform tests.become_anon();
  assert tests.refused('select from public.v_artifact_library', '42501')
    and tests.refused('select from public.v_timesheet_summary_by_campaign', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.sees('select from public.v_artifact_library', 0)
    and tests.sees('select from public.v_timesheet_summary_by_campaign', 0), 'nobody';
  perform tests.reset();
end $$;
