-- The job is the operator's, and what it is made of nobody's.
do $$
declare
  caller text;
  job text;
begin
  foreach job in array array['atrium.dispatch_outbox(integer)', 'atrium.outbox_state()', 'atrium.tell(atrium.outbox)',
    'atrium.notify(uuid, uuid, text, text, text, uuid, text, text, text, jsonb, uuid, uuid, bigint)'] loop
    foreach caller in array array['anon', 'authenticated', 'atrium_auth', 'atrium_gateway'] loop
      assert not has_function_privilege(caller, job, 'execute'), format('%s may run %s', caller, job);
    end loop;
  end loop;
end $$;
