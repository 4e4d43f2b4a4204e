-- A link and a code work once, for an hour; a newer one ends the older; ten wrong codes end the code, not the link.
do $$
declare
  person uuid;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('once@verify.test');
  set local role atrium_auth;
  perform atrium.issue_token(person, 'recovery_token', 'Once@verify.test', '{"token": "t1", "code": "c1"}', '{}');
  perform atrium.issue_token(person, 'recovery_token', 'once@verify.test', '{"token": "t2", "code": "c2"}', '{}');
  assert atrium.use_token('{recovery_token}', 't1') is null, 'the older link works';
  assert atrium.use_token('{confirmation_token}', 't2') is null, 'a link works for something else';
  assert atrium.use_code('{recovery_token}', 'else@verify.test', 'c2') is null, 'a code of another address works';
  assert atrium.use_code('{recovery_token}', 'ONCE@verify.test', 'c2') ->> 'user_id' = person::text, 'the code';
  assert atrium.use_token('{recovery_token}', 't2') is null, 'the link works after its code was used';

  perform atrium.issue_token(person, 'recovery_token', 'once@verify.test', '{"token": "t3", "code": "c3"}', '{}');
  for i in 1..10 loop
    assert atrium.use_code('{recovery_token}', 'once@verify.test', 'wrong') is null, 'a wrong code works';
  end loop;
  assert atrium.use_code('{recovery_token}', 'once@verify.test', 'c3') is null, 'codes can be guessed for ever';
  assert atrium.use_token('{recovery_token}', 't3') is not null, 'wrong codes end the link';

  perform atrium.issue_token(person, 'recovery_token', 'once@verify.test', '{"token": "t4", "code": "c4"}', '{}');
  update auth.one_time_tokens set expires_at = clock_timestamp();
  assert atrium.use_token('{recovery_token}', 't4') is null, 'a link never ends';
  assert atrium.use_code('{recovery_token}', 'once@verify.test', 'c4') is null, 'a code never ends';
end $$;
