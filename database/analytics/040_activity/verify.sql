-- Newest first, who did it, and days by the agency's calendar.
select tests.studio();
do $$
begin
  perform tests.act('creative');
  update public.artifacts set content = 'Edited', title = 'Renamed' where id = tests.id('draft');
  insert into public.artifact_comments (artifact_id, comment_text) values (tests.id('draft'), 'Better');
  perform tests.reset();
  update public.artifacts set content_at = clock_timestamp() + interval '1 minute' where id = tests.id('draft');
  perform tests.act('owner');
  assert (select action = 'updated' and entity_name = 'Renamed' and user_id = tests.id('creative')
    from public.get_recent_activity(1)), 'the newest';
  assert (select count(*) = 1 and min(action) = 'commented' from public.get_recent_activity(200, tests.id('creative'))
    where activity_type = 'comment'), 'of one person';
  assert (select count(*) = 3 from public.get_recent_activity(3)), 'as many as asked for';
  assert (select bool_and("timestamp" >= next) from (select "timestamp",
    lead("timestamp", 1, '-infinity') over () as next from public.get_recent_activity(200)) s), 'the order';
  assert (select count(*) = 8 from public.get_recent_activity(200) where action = 'created'), 'campaigns and pieces';
  perform tests.reset();
  update public.agencies set timezone = 'Asia/Tokyo';
  update public.artifacts set due_date = (now() at time zone 'Asia/Tokyo')::date where id = tests.id('draft');
  update public.artifacts set due_date = current_date, status = 'published', approved_at = now()
  where id = tests.id('shared');
  update public.campaign_phases set planned_end_date = (now() at time zone 'Asia/Tokyo')::date - 3,
    planned_start_date = null where id = tests.id('p1');
  perform tests.act('owner');
  assert (select array_agg(kind || ' ' || days_left order by kind) = array['artifact 0', 'phase -3']
    from public.v_upcoming_deliverables where campaign_id = tests.id('c1')), 'what is due';
  perform tests.reset();
end $$;
