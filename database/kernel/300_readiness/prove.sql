-- Only the server's own role learns what is deployed, and it learns it by the function only.
do $$
declare
  caller text;
begin
  foreach caller in array array['anon', 'authenticated', 'service_role'] loop
    assert not has_function_privilege(caller, 'atrium.deployed_changes()', 'execute'),
      format('%s may list what is deployed', caller);
  end loop;
  assert not has_table_privilege('atrium_auth', 'atrium.changes', 'select'), 'sign-in may read the ledger';
end $$;
