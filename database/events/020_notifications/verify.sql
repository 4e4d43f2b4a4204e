-- What a notification may hold, read_at in step with status, and no row across agencies.
select tests.two_agencies();
do $$
declare
  made public.notifications;
  wrong text;
begin
  insert into public.notifications (agency_id, user_id, type, title, message)
  values (tests.id('a'), tests.id('pm'), 'assigned', 'One', 'Yours') returning * into made;
  assert made.status = 'unread' and made.read_at is null and made.priority = 'normal' and made.channels = '["in_app"]'
    and made.expires_at = made.created_at + interval '30 days', 'not the defaults of the document';
  update public.notifications set status = 'read' where id = made.id;
  assert (select read_at is not null from public.notifications where id = made.id), 'read without a time';
  update public.notifications set status = 'archived' where id = made.id;
  assert (select read_at is not null from public.notifications where id = made.id), 'forgotten when it was read';
  update public.notifications set status = 'unread', read_at = now() where id = made.id;
  assert (select read_at is null from public.notifications where id = made.id), 'unread with a time';
  foreach wrong in array array['title = '' ''', 'title = repeat(''x'', 201)', 'message = ''''',
    'action_url = ''javascript:alert(1)''', 'action_url = ''//evil.test''', 'action_url = ''/\evil.test''',
    'action_url = ''https://evil.test''', 'channels = ''{"in_app": 1}''', 'channels = ''["pigeon"]''',
    'channels = ''[]''', 'channels = ''[["email"]]''', 'type = ''sms''', 'status = ''seen''', 'priority = ''huge''',
    'expires_at = ''infinity'''] loop
    assert tests.refused('update public.notifications set ' || wrong, '23514'), wrong;
  end loop;
  update public.notifications set action_url = '/clients?tab=alerts', channels = '["email", "push"]';
  assert tests.refused('update public.notifications set user_id = tests.id(''owner'')', 'ATIMM'), 'handed over';
  assert tests.refused('update public.notifications set agency_id = tests.id(''b'')', 'ATIMM'), 'moved away';
  assert tests.refused($x$insert into public.notifications (agency_id, user_id, type, title, message)
    values (tests.id('b'), tests.id('pm'), 'assigned', 'x', 'x')$x$, '23503'), 'to nobody of that agency';
  assert tests.refused($x$insert into public.notifications (agency_id, user_id, client_id, type, title, message)
    values (tests.id('a'), tests.id('pm'), tests.id('b1'), 'assigned', 'x', 'x')$x$, '23503'), 'of another''s client';
  assert tests.refused($x$insert into public.notification_deliveries (agency_id, user_id, notification_id, channel)
    select agency_id, tests.id('owner'), id, 'email' from public.notifications$x$, '23503'), 'to somebody else';
end $$;
