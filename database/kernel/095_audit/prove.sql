-- Callers can't write an event, nor attach the trigger's function to something of theirs.
do $$
declare
  caller text;
begin
  foreach caller in array array['anon', 'authenticated', 'atrium_gateway'] loop
    assert not has_function_privilege(caller,
      'atrium.log_event(text,text,text,text,text,jsonb,uuid,uuid)', 'execute'), caller || ' may write events';
    assert not has_function_privilege(caller, 'atrium.audit()', 'execute'), caller || ' may attach the audit';
  end loop;
end $$;
