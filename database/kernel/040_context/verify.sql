-- Unset, empty and malformed settings are nobody; readers are stable and inlinable.
do $$
declare
  bad text;
begin
  foreach bad in array array['', 'nonsense', '00000000-0000-0000-0000-00000000000', '9999999999999999999', '{}'] loop
    perform set_config('atrium.user_id', bad, true), set_config('atrium.agency_id', bad, true),
      set_config('atrium.client_id', bad, true), set_config('atrium.role', '', true),
      set_config('atrium.client_scope', bad, true), set_config('atrium.rights', bad, true),
      set_config('atrium.list_key', bad, true), set_config('atrium.session_id', bad, true);
    assert atrium.current_user_id() is null and atrium.current_agency_id() is null
      and atrium.home_client_id() is null and atrium.current_agency_role() is null
      and atrium.current_list_key() is null and atrium.current_session_id() is null, format('%L is somebody', bad);
    assert not atrium.sees_all_clients() and not atrium.is_contact() and not atrium.may('clients:select'),
      format('%L has a scope or a right', bad);
  end loop;
  assert (select bool_and(provolatile in ('s', 'i') and not prosecdef and proconfig is null)
      from pg_proc p join pg_language l on l.oid = p.prolang
      where p.pronamespace = 'atrium'::regnamespace and l.lanname = 'sql'
        and proname ~ '^(current_|may$|is_contact|sees_all|home_client|as_uuid)'), 'a reader can''t be inlined';
end $$;
