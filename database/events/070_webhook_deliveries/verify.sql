-- Planned once for whoever wants it, in order, tried for a day and more, given up, replayed; an endpoint switched off.
select tests.two_agencies();
do $$
declare
  entry atrium.outbox;
  first record;
  second record;
  waited interval := '0';
  again uuid;
begin
  perform tests.act('owner');
  perform tests.named('e',
    (select id from public.create_webhook_endpoint('Out', 'https://example.org/', '{client.*}')));
  perform public.create_webhook_endpoint('Other', 'https://example.org/', '{alert.created}');
  update public.clients set name = 'Acme 2' where id = tests.id('a1');
  update public.clients set name = 'Acme 3' where id = tests.id('a1');
  perform tests.reset();
  for entry in select * from atrium.outbox o where o.record_id = tests.id('a1') and o.topic = 'client.updated'
    order by o.position
  loop
    assert atrium.plan_webhooks(entry) = 1 and atrium.plan_webhooks(entry) = 0, 'not planned once';
  end loop;
  select * into strict first from atrium.claim_webhook_deliveries();
  assert first.payload #>> '{data,name}' = 'Acme 2' and first.payload #>> '{data,was,name}' = 'Acme'
    and first.secret ~ '^whsec_' and first.url = 'https://example.org/', 'not the first';
  assert not exists (select from atrium.claim_webhook_deliveries()), 'the second overtakes the first';
  for i in 1..7 loop
    assert atrium.settle_webhook_delivery(first.delivery_id, 503, 'busy', 20) = 'pending', 'given up too early';
    select waited + d.next_attempt_at - clock_timestamp() into waited from public.webhook_deliveries d
    where d.id = first.delivery_id;
    update public.webhook_deliveries d set next_attempt_at = now() where d.id = first.delivery_id;
    select * into strict first from atrium.claim_webhook_deliveries();
  end loop;
  assert waited > interval '24 hours', 'tried for less than a day';
  assert atrium.settle_webhook_delivery(first.delivery_id, null, 'no route') = 'dead', 'tried for ever';
  select * into strict second from atrium.claim_webhook_deliveries();
  assert second.payload #>> '{data,name}' = 'Acme 3', 'not the second';
  assert (select failures = 1 from public.webhook_endpoints where id = tests.id('e')), 'not counted';
  assert atrium.settle_webhook_delivery(second.delivery_id, 204, null, 12) = 'delivered', 'not delivered';
  assert (select failures = 0 from public.webhook_endpoints where id = tests.id('e')), 'still counted';
  assert tests.refused(format('select atrium.settle_webhook_delivery(%L, 200)', second.delivery_id), 'ATSTA'), 'twice';

  perform tests.act('owner');
  again := public.replay_webhook_delivery(first.delivery_id);
  assert tests.refused(format('select public.replay_webhook_delivery(%L)', again), 'ATSTA'), 'replayed while pending';
  perform tests.reset();
  select * into strict second from atrium.claim_webhook_deliveries();
  assert second.message_id = first.message_id and second.payload = first.payload, 'another message';
  assert atrium.settle_webhook_delivery(second.delivery_id, 410, 'gone') = 'dead', 'who is gone is tried again';
  assert (select not is_enabled and disabled_reason is not null from public.webhook_endpoints
    where id = tests.id('e')), 'not switched off';
  perform tests.act('owner');
  perform public.test_webhook_endpoint(tests.id('e'));
  perform tests.reset();
  assert not exists (select from atrium.claim_webhook_deliveries()), 'who is switched off is told';
end $$;
