-- One person's session does nothing for another's account.
do $$
declare
  attack record;
  mine uuid;
  theirs uuid;
  my_session uuid;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.own_account(uuid, uuid)', 'atrium.change_account(uuid, uuid, text, jsonb)',
        'atrium.sign_out(uuid, uuid, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  mine := tests.create_user('mine@prove.test');
  theirs := tests.create_user('theirs@prove.test');
  my_session := (atrium.open_session(mine, 'pm0', 'password', '', '') ->> 'session_id')::uuid;
  perform atrium.open_session(theirs, 'pt0', 'password', '', '');
  assert atrium.own_account(theirs, my_session) ->> 'error' = 'session_not_found', 'a foreign account is shown';
  assert atrium.change_account(theirs, my_session, 'taken over', null) ->> 'error' = 'session_not_found', 'taken over';
  perform atrium.sign_out(mine, my_session, 'global');
  assert exists (select from auth.sessions where user_id = theirs), 'a sign-out ends a stranger''s session';
end $$;
