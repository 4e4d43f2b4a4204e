-- The positional call of the document, values refused, bursts in one row, expiry, and a delivery from claim to end.
select tests.two_agencies();
do $$
declare
  made uuid;
  claimed record;
begin
  made := public.create_notification(tests.id('a'), tests.id('pm'), 'hot_lead'::notification_type, 'Hot Lead Alert',
    'A new hot lead was detected', null, null, '/dashboard/leads', 'high'::notification_priority,
    '["in_app", "email"]'::jsonb);
  assert (select n.action_url = '/dashboard/leads' and n.priority = 'high' and n.channels = '["in_app", "email"]'
    from public.notifications n where n.id = made), 'the order of the arguments';
  assert tests.refused($x$select public.create_notification(tests.id('a'), tests.id('stranger'), 'hot_lead', 'x',
    'x')$x$, 'ATNOF'), 'to nobody of the agency';
  assert tests.refused($x$select public.create_notification(tests.id('a'), tests.id('pm'), 'hot_lead', ' ', 'x')$x$,
    'ATVAL'), 'without a title';
  assert tests.refused($x$select public.create_notification(tests.id('a'), tests.id('pm'), 'hot_lead', 'x', 'x', null,
    null, 'javascript:alert(1)')$x$, 'ATVAL'), 'an address that runs';

  select * into strict claimed from atrium.claim_deliveries();
  assert claimed.address = 'pm@alpha.test' and claimed.title = 'Hot Lead Alert', 'not claimed';
  assert not exists (select from atrium.claim_deliveries()), 'claimed twice';
  perform atrium.settle_delivery(claimed.delivery_id, 'failed', null, 'mailbox full');
  assert (select status = 'pending' and attempts = 1 and next_attempt_at > clock_timestamp() + interval '50 seconds'
    from public.notification_deliveries), 'not tried again';
  update public.notification_deliveries set next_attempt_at = now(), attempts = 4;
  select * into strict claimed from atrium.claim_deliveries();
  perform atrium.settle_delivery(claimed.delivery_id, 'failed', null, 'mailbox full');
  assert (select status = 'failed' from public.notification_deliveries), 'tried for ever';
  assert tests.refused(format('select atrium.settle_delivery(%L, ''delivered'')', claimed.delivery_id), 'ATSTA'),
    'settled twice';

  perform public.create_notification(tests.id('a'), tests.id('pm'), 'replied', 'Reply ' || i, 'x', tests.id('a1'),
    'client') from generate_series(1, 3) i;
  perform tests.act('pm');
  assert (select how_many = 3 from public.notification_digest() where type = 'replied'), 'a burst is three rows';
  assert public.mark_notifications('read', 'replied') = 3 and public.mark_notifications('read') = 1, 'not marked';
  assert not exists (select from public.notification_digest()), 'what was read is told again';
  perform tests.reset();
  assert public.expire_old_notifications() = 0, 'expired too early';
  insert into public.notifications (agency_id, user_id, type, title, message, status, created_at, expires_at)
  select tests.id('a'), tests.id('pm'), 'shared', 'Old', 'x', s, now() - interval '1 year', now() - interval '61 days'
  from unnest(array['unread', 'read', 'archived']) s;
  assert public.expire_old_notifications() = 2, 'not expired';
  assert (select count(*) = 2 from public.notifications where title = 'Old'), 'kept for ever';
end $$;
