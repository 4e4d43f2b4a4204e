-- The right password of a confirmed account opens a session; every other case gets its code, and unknown accounts the
-- code of a wrong password. Hashes are cheap here, where dear ones prove no more.
do $$
declare
  person uuid;
  answer jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('In@verify.test');
  update auth.users set encrypted_password = extensions.crypt('correct horse', extensions.gen_salt('bf', 4))
    where id = person;

  set local role atrium_auth;
  perform atrium.begin_attempt('in@verify.test', '192.0.2.1');
  assert atrium.sign_in('in@verify.test', 'wrong horse', repeat('c', 64), '', '192.0.2.1')
    = atrium.sign_in('nobody@verify.test', '', repeat('d', 64), '', '192.0.2.1'), 'unknown accounts stand out';
  assert atrium.sign_in('in@verify.test', '', repeat('c', 64), '', '') ->> 'error' = 'invalid_credentials',
    'empty passes';
  answer := atrium.sign_in('in@Verify.test', 'correct horse', repeat('b', 64), 'agent', '192.0.2.1');
  assert answer #>> '{user,id}' = person::text, format('the right password is refused: %s', answer);
  assert answer ->> 'session_id' is not null, 'there is no session';
  reset role;
  assert (select count(*) from auth.sessions where user_id = person) = 1, 'a refused sign-in leaves a session';
  assert not exists (select from atrium.sign_in_attempts where kind = 'account'), 'a success does not forgive';
  -- an imported hash is made dear, and is still that of the password
  assert (select encrypted_password like '$2a$10$%' and atrium.password_matches('correct horse', encrypted_password)
    from auth.users where id = person), 'the cheap hash stays, or becomes another password''s';
end $$;

-- Bcrypt stops reading at 72 bytes; a longer text doesn't pass for its beginning. Who may not enter is told so.
do $$
declare
  cheap text := extensions.crypt(repeat('x', 72), extensions.gen_salt('bf', 4));
  person uuid;
begin
  assert not atrium.password_matches(repeat('x', 73), cheap), 'a longer password passes for its beginning';
  assert atrium.password_matches(repeat('x', 72), cheap), 'an imported hash is refused';
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('long@verify.test');
  update auth.users set encrypted_password = cheap, banned_until = now() + interval '1 hour' where id = person;
  assert atrium.sign_in('long@verify.test', repeat('x', 72), 'g', '', '') ->> 'error' = 'user_banned', 'banned, and in';
  update auth.users set banned_until = null, email_confirmed_at = null where id = person;
  assert atrium.sign_in('long@verify.test', repeat('x', 72), 'h', '', '') ->> 'error' = 'email_not_confirmed',
    'unconfirmed';
end $$;
