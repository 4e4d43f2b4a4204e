-- Once forward; again within ten seconds the same; later the end of the family, for its newest member too.
do $$
declare
  person uuid;
  answer jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('again@verify.test');
  set local role atrium_auth;
  perform atrium.open_session(person, 't0', 'password', '', '');
  answer := atrium.refresh('t0', array['t1', 't2'], 'agent', null);
  assert answer ->> 'generation' = '1' and answer #>> '{user,id}' = person::text, format('no successor: %s', answer);
  assert atrium.refresh('t0', array['t1', 't2'], 'agent', null) ->> 'generation' = '1', 'two tabs are not served alike';
  perform atrium.refresh('t1', array['t2', 't3'], 'agent', null);
  assert atrium.refresh('t0', array['t1', 't2'], 'agent', null) ->> 'generation' = '2', 'a slow tab is not served';
  reset role;
  assert (select count(*) from auth.refresh_tokens where user_id = person) = 3, 'a repeated token has made another';

  update auth.refresh_tokens set updated_at = now() - interval '11 seconds' where token = 't0';
  answer := atrium.refresh('t0', array['t1', 't2'], 'agent', null);
  assert answer ->> 'error' = 'refresh_token_already_used', format('a stolen token is not noticed: %s', answer);
  assert not exists (select from auth.sessions where user_id = person), 'the session outlives its stolen token';
  assert atrium.refresh('t2', array['t3'], 'agent', null) ->> 'error' = 'refresh_token_not_found',
    'a descendant lives on';
end $$;

-- A session that is over, and a person who is banned, go no further.
do $$
declare
  person uuid;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('over@verify.test');
  perform atrium.open_session(person, 'o0', 'password', '', '');
  update auth.users set banned_until = now() + interval '1 hour' where id = person;
  assert atrium.refresh('o0', array['o1'], '', null) ->> 'error' = 'user_banned', 'a banned person stays in';
  update auth.sessions set not_after = now() - interval '1 second' where user_id = person;
  assert atrium.refresh('o0', array['o1'], '', null) ->> 'error' = 'session_expired', 'a session never ends';
  assert not exists (select from auth.sessions where user_id = person), 'a session that is over stays';
end $$;
