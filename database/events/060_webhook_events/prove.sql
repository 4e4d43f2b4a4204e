-- Owner and admin read what came in; taking in and working off are the operator's.
select tests.two_agencies();
do $$
declare
  caller text;
  job text;
begin
  insert into public.processed_webhook_events (agency_id, event_id) values (tests.id('a'), 'e1');
  assert tests.may_do('select from public.processed_webhook_events', 'owner', 'admin');
  assert tests.may_not('select from public.processed_webhook_events', 'leadership', 'agent', 'customer', 'stranger');
  assert tests.may_not('insert into public.processed_webhook_events (event_id) values (''e2'')', 'owner');
  assert tests.may_not('update public.processed_webhook_events set status = ''received''', 'owner');
  assert tests.may_not('delete from public.processed_webhook_events', 'owner');
  foreach job in array array['public.claim_webhook_event(uuid, text, text, text, jsonb, text)',
    'atrium.take_webhook_events(integer)', 'atrium.settle_webhook_event(uuid, boolean, text)',
    'atrium.webhook_door(text)'] loop
    foreach caller in array array['anon', 'authenticated', 'atrium_auth', 'atrium_gateway'] loop
      assert not has_function_privilege(caller, job, 'execute'), format('%s may run %s', caller, job);
    end loop;
    assert has_function_privilege('service_role', job, 'execute'), job;
  end loop;
end $$;
