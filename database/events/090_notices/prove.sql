-- Rules run for the job alone.
do $$
declare
  caller text;
  rule regprocedure;
begin
  for rule in select p.oid from pg_proc p where p.pronamespace = 'atrium'::regnamespace
    and p.proname like 'notices\_of\_%' loop
    foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_auth', 'atrium_gateway'] loop
      assert not has_function_privilege(caller, rule, 'execute'), format('%s may ask %s', caller, rule);
    end loop;
    assert has_function_privilege('atrium_definer', rule, 'execute'), 'the job can''t ask ' || rule;
  end loop;
end $$;
