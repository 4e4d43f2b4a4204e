-- Owner and admin of the agency; and nobody reads a secret.
select tests.two_agencies();
do $$
declare
  caller text;
begin
  perform tests.act('owner');
  perform tests.named('e', (select id from public.create_webhook_endpoint('Out', 'https://example.org/hook')));
  perform tests.reset();
  assert tests.may_do('select from public.webhook_endpoints', 'owner', 'admin');
  assert tests.may_do('update public.webhook_endpoints set is_enabled = false', 'admin');
  assert tests.may_not('select from public.webhook_endpoints', 'leadership', 'agent', 'customer', 'stranger');
  assert tests.may_not('update public.webhook_endpoints set is_enabled = false', 'leadership', 'stranger');
  assert tests.may_not('delete from public.webhook_endpoints', 'leadership', 'stranger');
  assert tests.may_not('update public.webhook_endpoints set failures = 0', 'owner');
  assert tests.may_not('select public.create_webhook_endpoint(''x'', ''https://example.org/'')', 'pm', 'customer');
  assert tests.may_not('select public.rotate_webhook_secret(tests.id(''e''))', 'pm', 'stranger');
  foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth'] loop
    assert not has_any_column_privilege(caller, 'atrium.webhook_secrets', 'select'), caller || ' reads secrets';
  end loop;
end $$;
