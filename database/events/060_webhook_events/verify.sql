-- The document's own inserts, one claim an event, and work that is tried again, then given up.
select tests.two_agencies();
do $$
declare
  taken uuid;
  door record;
begin
  insert into public.processed_webhook_events (agency_id, event_id, processed_at)
  values (tests.id('a'), 'vapi-event-123', now()), (tests.id('b'), 'vapi-event-123', now());
  assert (select bool_and(status = 'processed') from public.processed_webhook_events), 'done and not done';
  assert tests.refused($x$insert into public.processed_webhook_events (agency_id, event_id, processed_at)
    values (tests.id('a'), 'vapi-event-123', now())$x$, '23505'), 'the same event twice';
  assert tests.refused($x$insert into public.processed_webhook_events (event_id) values ('x')$x$, '23502'),
    'an event of nobody';

  taken := public.claim_webhook_event(tests.id('a'), 'phone', 'e1', 'call.ended', '{"id": 1}');
  assert taken is not null, 'not claimed';
  assert public.claim_webhook_event(tests.id('a'), 'phone', 'e1', 'call.ended', '{"id": 1}') is null, 'claimed twice';
  assert public.claim_webhook_event(tests.id('a'), 'booking', 'e1') is not null, 'another provider''s event is taken';
  assert (select count(*) = 2 from atrium.take_webhook_events()), 'not what waits';
  perform atrium.settle_webhook_event(taken, false, 'no such call');
  assert (select status = 'failed' and attempts = 1 and next_attempt_at > now() and last_error = 'no such call'
    from public.processed_webhook_events where id = taken), 'not tried again';
  assert not exists (select from atrium.take_webhook_events() e where e.id = taken), 'tried again at once';
  update public.processed_webhook_events set attempts = 7 where id = taken;
  perform atrium.settle_webhook_event(taken, false, 'no such call');
  assert (select status = 'dead' from public.processed_webhook_events where id = taken), 'tried for ever';
  perform tests.act('owner');
  perform tests.named('in', (select id from public.create_webhook_endpoint('In', provider => 'phone')));
  perform public.rotate_webhook_secret(tests.id('in'));
  perform tests.reset();
  select d.* into door from public.webhook_endpoints e, atrium.webhook_door(e.endpoint_key) d
  where e.id = tests.id('in');
  assert door.agency_id = tests.id('a') and door.provider = 'phone' and cardinality(door.secrets) = 2, 'the door';
end $$;
