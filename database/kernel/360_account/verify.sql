-- A new password ends the other sessions; each way of signing out ends just those it says.
do $$
declare
  person uuid;
  here uuid;
  there uuid;
  answer jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  perform tests.cheap_passwords();
  person := tests.create_user('own@verify.test');
  update auth.users set encrypted_password = atrium.hash_password('old password') where id = person;
  set local role atrium_auth;
  here := (atrium.open_session(person, 'own0', 'password', '', '') ->> 'session_id')::uuid;
  there := (atrium.open_session(person, 'own1', 'password', '', '') ->> 'session_id')::uuid;
  assert atrium.change_account(person, here, 'old password', null) ->> 'error' = 'same_password', 'the same again';
  answer := atrium.change_account(person, here, 'new password', '{"theme": "dark", "gone": null}');
  assert answer -> 'user_metadata' = '{"theme": "dark"}', format('metadata: %s', answer -> 'user_metadata');
  assert atrium.own_account(person, there) ->> 'error' = 'session_not_found', 'another session survives a new password';
  assert atrium.own_account(person, here) ? 'email', 'this session does not survive a new password';
  assert atrium.sign_in('own@verify.test', 'new password', 'own2', '', '') ? 'session_id',
    'the new password does not hold';

  perform atrium.sign_out(person, here, 'others');
  assert (select array_agg(id) from auth.sessions where user_id = person) = array[here], 'others ends this one';
  perform atrium.open_session(person, 'own3', 'password', '', '');
  perform atrium.sign_out(person, here, 'local');
  assert (select count(*) from auth.sessions where user_id = person) = 1, 'local ends more than this one';
  perform atrium.sign_out(person, here, 'global');
  assert not exists (select from auth.sessions where user_id = person), 'global leaves a session';
  assert atrium.change_account(person, here, 'newer password', null) ->> 'error' = 'session_not_found',
    'a token whose session is over changes the password';
end $$;
