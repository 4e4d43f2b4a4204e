-- Nobody reads or writes the blocks; sealing is the operator's; not even the helpers change a block.
do $$
declare
  caller text;
  job text;
begin
  foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth'] loop
    assert not has_table_privilege(caller, 'atrium.audit_blocks', 'select, insert, update, delete, truncate'), caller;
    continue when caller = 'service_role';
    foreach job in array array['atrium.seal_audit_logs(timestamptz)', 'atrium.seal_audit_chain(uuid, timestamptz)'] loop
      assert not has_function_privilege(caller, job, 'execute'), format('%s may run %s', caller, job);
    end loop;
  end loop;
  assert not has_table_privilege('atrium_definer', 'atrium.audit_blocks', 'update, delete, truncate'), 'helpers';
end $$;
