-- Nobody hears of a piece that he can't open.
select tests.studio();
update public.artifacts set due_date = current_date;
do $$
declare
  person text;
begin
  foreach person in array array['owner', 'pm', 'agent', 'member', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert (select array_agg(distinct entity_id order by entity_id) from public.get_recent_activity(200)
        where entity_type = 'artifact')
      is not distinct from (select array_agg(id order by id) from public.artifacts), person;
    assert not exists (select id from public.v_upcoming_deliverables where kind = 'artifact'
      except select id from public.artifacts), person;
  end loop;
  perform tests.become_anon();
  assert tests.refused('select public.get_recent_activity()', '42501')
    and tests.refused('select from public.v_upcoming_deliverables', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.sees('select from public.get_recent_activity()', 0)
    and tests.sees('select from public.v_upcoming_deliverables', 0), 'nobody';
  perform tests.reset();
end $$;
