-- Accounts are made at the door only; metadata of a newcomer can't claim a role or the product's own metadata.
do $$
declare
  caller text;
  answer jsonb;
begin
  foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_gateway'] loop
    assert not has_function_privilege(caller, 'atrium.sign_up(text, text, jsonb, text, text, text)', 'execute'),
      format('%s may sign people up', caller);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  answer := atrium.sign_up('greedy@prove.test', 'correct horse',
    '{"role": "service_role", "app_metadata": {"role": "admin"}, "agency_id": "x"}', 'p0', '', '');
  assert answer #> '{user,app_metadata}' = '{"provider": "email", "providers": ["email"]}',
    'a newcomer writes app_metadata';
  assert answer #>> '{user,role}' = 'authenticated', 'a newcomer chooses a role';
end $$;
