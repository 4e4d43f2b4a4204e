-- The recipient sees and marks it; nobody else, of whatever role, sees that it is there.
select tests.two_agencies();
do $$
begin
  insert into public.notifications (id, agency_id, user_id, client_id, type, title, message) values
    (tests.named('n', gen_random_uuid()), tests.id('a'), tests.id('pm'), tests.id('a1'), 'assigned', 'One', 'Yours'),
    (gen_random_uuid(), tests.id('a'), tests.id('member'), tests.id('a2'), 'shared', 'Two', 'Not any more');
  insert into public.notification_deliveries (agency_id, user_id, notification_id, channel)
  values (tests.id('a'), tests.id('pm'), tests.id('n'), 'email');
  assert tests.may_do('select from public.notifications', 'pm');
  assert tests.may_do('select from public.notification_deliveries', 'pm');
  assert tests.may_do('update public.notifications set status = ''read''', 'pm');
  assert tests.may_not('select from public.notifications', 'owner', 'member', 'stranger');
  assert tests.may_not('select from public.notification_deliveries', 'owner', 'stranger');
  assert tests.may_not('update public.notifications set status = ''read''', 'owner', 'stranger');
  assert tests.may_not('update public.notifications set title = ''mine''', 'pm');
  assert tests.may_not('update public.notifications set read_at = now()', 'pm');
  assert tests.may_not('update public.notification_deliveries set status = ''delivered''', 'pm');
  assert tests.may_not('delete from public.notifications', 'pm', 'owner');
  assert tests.may_not('truncate public.notifications', 'pm');
  insert into public.notifications (agency_id, user_id, type, title, message, created_at, expires_at) values
    (tests.id('a'), tests.id('agent'), 'assigned', 'Old', 'Gone', now() - interval '2 days', now() - interval '1 day');
  assert tests.may_not('select from public.notifications', 'agent');
  perform tests.become_anon();
  assert tests.refused('select from public.notifications', '42501'), 'anon';
  perform tests.become_nobody();
  assert tests.sees('select from public.notifications', 0), 'nobody';
  perform tests.reset();
end $$;
