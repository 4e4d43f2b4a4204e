-- Rules run for the job alone.
do $$
declare
  caller text;
begin
  foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_auth', 'atrium_gateway'] loop
    assert not has_function_privilege(caller, 'atrium.notices_of_call(atrium.outbox)', 'execute')
      and not has_function_privilege(caller, 'atrium.notices_of_appointment(atrium.outbox)', 'execute'), caller;
  end loop;
end $$;
