-- A person's end is the end of sessions and tokens; a session's end is the end of its tokens.
do $$
declare
  person uuid;
  sign_in uuid;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  insert into auth.users (email) values ('session@verify.test') returning id into person;
  insert into auth.sessions (user_id) values (person) returning id into sign_in;
  insert into auth.refresh_tokens (token, user_id, session_id) values ('one', person, sign_in);
  delete from auth.sessions where id = sign_in;
  assert not exists (select from auth.refresh_tokens where user_id = person), 'a revoked session can be refreshed';

  insert into auth.sessions (user_id) values (person);
  insert into auth.mfa_factors (user_id, factor_type) values (person, 'totp');
  delete from auth.users where id = person;
  assert not exists (select from auth.sessions where user_id = person), 'a deleted person is still signed in';
end $$;
