-- Owner and admin read, replay and test; sending is the operator's.
select tests.two_agencies();
do $$
declare
  caller text;
  job text;
begin
  perform tests.act('owner');
  perform tests.named('e', (select id from public.create_webhook_endpoint('Out', 'https://example.org/')));
  perform tests.named('d', public.test_webhook_endpoint(tests.id('e')));
  perform tests.reset();
  update public.webhook_deliveries set status = 'dead';
  assert tests.may_do('select from public.webhook_deliveries', 'owner', 'admin');
  assert tests.may_do('select public.replay_webhook_delivery(tests.id(''d''))', 'admin');
  assert tests.may_not('select from public.webhook_deliveries', 'leadership', 'customer', 'stranger');
  assert tests.may_not('select public.replay_webhook_delivery(tests.id(''d''))', 'leadership', 'stranger');
  assert tests.may_not('select public.test_webhook_endpoint(tests.id(''e''))', 'leadership', 'stranger');
  assert tests.may_not('update public.webhook_deliveries set status = ''pending''', 'owner');
  assert tests.may_not('delete from public.webhook_deliveries', 'owner');
  foreach job in array array['atrium.plan_webhooks(atrium.outbox)', 'atrium.clean_webhooks()',
    'atrium.claim_webhook_deliveries(integer, interval)',
    'atrium.settle_webhook_delivery(uuid, integer, text, integer)'] loop
    foreach caller in array array['anon', 'authenticated', 'atrium_auth', 'atrium_gateway'] loop
      assert not has_function_privilege(caller, job, 'execute'), format('%s may run %s', caller, job);
    end loop;
  end loop;
end $$;
