-- Owner and admin check the own chain; chains of others are the operator's.
select tests.two_agencies();
do $$
declare
  caller text;
begin
  perform atrium.seal_audit_logs(clock_timestamp());
  assert tests.may_do('select public.audit_chain_state()', 'owner', 'admin');
  assert tests.may_not('select public.audit_chain_state()', 'leadership', 'customer');
  assert tests.may_not('select public.verify_audit_chain()', 'leadership', 'customer');
  insert into public.audit_logs (agency_id, action, event_type, created_at)
  values (tests.id('a'), 'event', 'forged', now() - interval '2 hours');
  assert tests.may_do('select public.verify_audit_chain()', 'owner');
  assert tests.may_not('select public.verify_audit_chain()', 'stranger');
  foreach caller in array array['anon', 'authenticated', 'atrium_gateway', 'atrium_auth'] loop
    assert not has_function_privilege(caller, 'atrium.audit_faults(uuid)', 'execute'), caller;
  end loop;
end $$;
