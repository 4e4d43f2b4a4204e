-- Made, found, changed, banned, deleted; one address, one account.
do $$
declare
  answer jsonb;
  person uuid;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  set local role atrium_auth;
  answer := atrium.put_user(null, '{"email": "Made@verify.test", "password": "correct horse", "email_confirm": true,
    "app_metadata": {"plan": "a"}}');
  person := (answer ->> 'id')::uuid;
  assert answer #>> '{app_metadata,plan}' = 'a' and answer #>> '{app_metadata,provider}' = 'email',
    format('made: %s', answer);
  assert atrium.put_user(null, '{"email": "made@verify.test", "password": "x"}') ->> 'error' = 'email_exists', 'twice';
  assert atrium.sign_in('made@verify.test', 'correct horse', 'a0', '', '') ? 'session_id', 'the account can''t sign in';
  answer := atrium.list_users(0, 1000);
  assert exists (select from jsonb_array_elements(answer -> 'users') u where u ->> 'id' = person::text),
    'it is not listed';

  answer := atrium.put_user(person, '{"ban_duration": "24h", "email": "other@verify.test"}');
  assert answer ->> 'email' = 'other@verify.test' and answer ? 'banned_until', format('changed: %s', answer);
  assert not exists (select from auth.sessions where user_id = person), 'a banned person is still signed in';
  assert not atrium.put_user(person, '{"ban_duration": "none"}') ? 'banned_until', 'a ban is not lifted';
  assert atrium.delete_user(person) ->> 'id' = person::text, 'the deleted one is not answered';
  assert atrium.delete_user(person) ->> 'error' = 'user_not_found', 'deleted twice';
  assert atrium.put_user(person, '{}') ->> 'error' = 'user_not_found', 'a deleted user is changed';
end $$;
