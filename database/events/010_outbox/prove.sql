-- The outbox is nobody's to read or write, and its trigger nobody's to attach.
do $$
declare
  caller text;
begin
  foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth'] loop
    assert not has_table_privilege(caller, 'atrium.outbox', 'select, insert, update, delete, truncate'),
      caller || ' reaches the outbox';
    assert not has_function_privilege(caller, 'atrium.publish()', 'execute'), caller || ' may attach the trigger';
    assert caller = 'service_role' or not has_function_privilege(caller, 'atrium.clean_outbox()', 'execute'),
      caller || ' may clean the outbox';
  end loop;
end $$;
