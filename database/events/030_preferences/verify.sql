-- Quiet hours by the clock of the person, also across midnight and changes of the clock; urgent things and digests.
select tests.two_agencies();
do $$
declare
  a uuid := tests.id('a');
  pm uuid := tests.id('pm');
begin
  assert atrium.after_quiet('2026-03-10 12:00+00', 'UTC', '22:00', '07:00') = '2026-03-10 12:00+00', 'by day';
  assert atrium.after_quiet('2026-03-10 23:00+00', 'UTC', '22:00', '07:00') = '2026-03-11 07:00+00', 'by night';
  assert atrium.after_quiet('2026-03-11 06:59+00', 'UTC', '22:00', '07:00') = '2026-03-11 07:00+00', 'by morning';
  assert atrium.after_quiet('2026-03-11 07:00+00', 'UTC', '22:00', '07:00') = '2026-03-11 07:00+00', 'at its end';
  assert atrium.after_quiet('2026-03-10 12:30+00', 'UTC', '12:00', '14:00') = '2026-03-10 14:00+00', 'at noon';
  assert atrium.after_quiet('2026-03-28 22:30+00', 'Europe/Zurich', '22:00', '07:00') = '2026-03-29 05:00+00',
    'the night the clock goes forward';
  assert atrium.after_quiet('2026-10-24 21:30+00', 'Europe/Zurich', '22:00', '07:00') = '2026-10-25 06:00+00',
    'the night it goes back';
  assert atrium.after_quiet('2026-03-10 23:00+00', 'UTC', null, null) = '2026-03-10 23:00+00', 'without quiet';

  assert atrium.channels_of(a, pm, 'assigned', null) = '{in_app,email}', 'defaults';
  insert into public.notification_preferences (agency_id, user_id, type, channel, is_enabled, timing) values
    (a, pm, 'assigned', 'email', true, 'digest'), (a, pm, 'assigned', 'in_app', false, 'at_once'),
    (a, pm, 'shared', 'push', true, 'at_once');
  assert atrium.channels_of(a, pm, 'assigned', null) = '{email}', 'the own preference';
  assert atrium.channels_of(a, pm, 'shared', null) = '{in_app,push}', 'a way more';
  assert atrium.channels_of(a, pm, 'assigned', '["in_app", "sms"]') = '{sms}', 'what the sender wants';
  update public.users set timezone = 'Europe/Zurich' where id = pm;
  insert into public.notification_settings (agency_id, user_id, quiet_from, quiet_until, digest_at)
  values (a, pm, '22:00', '07:00', '09:00');
  assert (select due = '2026-03-11 08:00+00' and is_digest
    from atrium.delivery_time(a, pm, 'assigned', 'email', 'normal', '2026-03-10 12:00+00')), 'the next digest';
  assert (select due = '2026-03-10 22:30+00' and not is_digest
    from atrium.delivery_time(a, pm, 'assigned', 'email', 'urgent', '2026-03-10 22:30+00')), 'urgent waits';
  assert (select due = '2026-03-11 06:00+00'
    from atrium.delivery_time(a, pm, 'shared', 'email', 'high', '2026-03-10 22:30+00')), 'quiet is not kept';
  assert (select due = '2026-03-10 22:30+00' from atrium.delivery_time(a, tests.id('owner'), 'shared', 'email', 'low',
    '2026-03-10 22:30+00')), 'quiet without wish';
  assert tests.refused('update public.notification_settings set quiet_until = null', '23514'), 'half a quiet time';
  assert tests.refused('update public.notification_preferences set timing = ''digest'' where channel = ''in_app''',
    '23514'), 'a digest in the app';
end $$;
