-- Counts and sums are those of the base tables, however many children stand side by side.
select tests.time();
do $$
begin
  insert into public.artifact_comments (agency_id, artifact_id, comment_text, commenter_id, visibility)
  select tests.id('a'), tests.id('shared'), 'x', tests.id('pm'), v from unnest(array['client', 'internal',
    'internal']) v;
  insert into public.artifact_stats (agency_id, artifact_id, view_count) values (tests.id('a'), tests.id('shared'), 7);
  update public.artifacts set due_date = current_date - 5 where id = tests.id('shared');
  perform tests.act('owner');
  assert (select comment_count = 3 and unresolved_comment_count = 3 and view_count = 7 and schedule_flag = 'overdue'
      and campaign_name = 'Summer' and client_name = 'Acme' from public.v_artifact_library
    where id = tests.id('shared')),
    'a piece with its counts';
  assert (select count(*) = 5 from public.v_artifact_library), 'each piece once';
  assert (select total_hours = 8 and billable_hours = 8 and non_billable_hours = 0 and team_member_count = 1
      and total_internal_cost = 320 and total_client_value = 720 and currency = 'EUR'
      and first_timesheet_date = '2026-05-04' from public.v_timesheet_summary_by_campaign
    where campaign_id = tests.id('c1')), 'hours of three people, three artifacts and two phases';
  assert (select total_hours = 0 and total_internal_cost is null from public.v_timesheet_summary_by_campaign
    where campaign_id = tests.id('c2')), 'a campaign without hours';
  assert (select artifact_count = 2 and unresolved_comment_count = 3 from atrium.campaign_pieces()
    where campaign_id = tests.id('c1')), 'pieces of a campaign';
  perform tests.act('customer');
  assert (select comment_count = 1 and view_count is null from public.v_artifact_library), 'a contact user';
  perform tests.reset();
end $$;
