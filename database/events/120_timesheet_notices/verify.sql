-- A week handed in is one notice to who decides, and a decision one to whose hours they are.
select tests.time();
do $$
begin
  update atrium.outbox set state = 'done', done_at = now() where state = 'pending';
  update public.timesheet_entries set status = 'submitted', submitted_at = now()
  where status = 'draft' and employee_id = tests.id('creative');
  perform tests.act('pm');
  perform public.decide_timesheets(array[tests.id('asked'), tests.id('mine')], true);
  perform tests.reset();
  perform atrium.dispatch_outbox();
  assert (select array_agg(o.topic order by o.position) = '{timesheet.submitted,timesheet.approved}'
    and bool_and(o.state = 'done') from atrium.outbox o where o.topic like 'timesheet.%'),
    (select string_agg(o.topic || coalesce(o.last_error, ''), ', ') from atrium.outbox o where o.topic like 'time%');
  assert (select array_agg(n.type::text) = '{approval_requested}' from public.notifications n
    where n.user_id = tests.id('pm')), 'who decides';
  assert (select array_agg(n.title || ' ' || n.message) = '{"Your hours are approved Week of 2026-06-01: 13.50 hours."}'
    from public.notifications n where n.user_id = tests.id('creative')), 'whose hours they are';
end $$;
