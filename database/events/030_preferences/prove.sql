-- Each person the own ones, and nobody anybody else's.
select tests.two_agencies();
do $$
begin
  assert tests.may_do($x$insert into public.notification_preferences (type, channel) values ('shared', 'sms')$x$,
    'pm', 'customer');
  assert tests.may_not(format($x$insert into public.notification_preferences (user_id, type, channel)
    values (%L, 'shared', 'sms')$x$, tests.id('member')), 'owner', 'stranger');
  insert into public.notification_preferences (agency_id, user_id, type, channel)
  values (tests.id('a'), tests.id('pm'), 'shared', 'sms');
  insert into public.notification_settings (agency_id, user_id) values (tests.id('a'), tests.id('pm'));
  assert tests.may_do('update public.notification_preferences set is_enabled = false', 'pm');
  assert tests.may_do('delete from public.notification_settings', 'pm');
  assert tests.may_not('update public.notification_preferences set is_enabled = false', 'owner', 'stranger');
  assert tests.may_not('select from public.notification_preferences', 'owner', 'stranger');
  assert tests.may_not('select from public.notification_settings', 'owner', 'stranger');
  assert tests.may_not('delete from public.notification_settings', 'owner', 'stranger');
end $$;
