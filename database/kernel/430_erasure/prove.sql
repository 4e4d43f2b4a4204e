-- Nobody redacts, and nobody but owner and admin sees who asked for what.
select tests.two_agencies();
do $$
declare
  caller text;
  helper text;
begin
  insert into public.erasure_requests (agency_id, person_id) values (tests.id('a'), gen_random_uuid());
  assert tests.may_do('select from public.erasure_requests', 'owner', 'admin');
  assert tests.may_not('select from public.erasure_requests', 'leadership', 'customer', 'stranger');
  assert tests.may_not('insert into public.erasure_requests (person_id) values (gen_random_uuid())', 'owner');
  assert tests.may_not('update public.erasure_requests set due_at = now()', 'owner');
  assert tests.may_not('delete from public.erasure_requests', 'owner');
  foreach helper in array array['atrium.redact_audit(uuid, text, text, text[])',
    'atrium.erase_account(uuid, text)'] loop
    foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth'] loop
      assert not has_function_privilege(caller, helper, 'execute'), format('%s may run %s', caller, helper);
    end loop;
  end loop;
end $$;
