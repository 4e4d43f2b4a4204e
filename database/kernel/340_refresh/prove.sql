-- Only sign-in moves families on, and a token of one session does nothing for another.
do $$
declare
  caller text;
  mine uuid;
  theirs uuid;
begin
  foreach caller in array array['anon', 'authenticated', 'service_role', 'atrium_gateway'] loop
    assert not has_function_privilege(caller, 'atrium.refresh(text, text[], text, text)', 'execute'),
      format('%s may refresh', caller);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  mine := tests.create_user('mine@prove.test');
  theirs := tests.create_user('theirs@prove.test');
  perform atrium.open_session(mine, 'm0', 'password', '', '');
  perform atrium.open_session(theirs, 'x0', 'password', '', '');
  perform atrium.refresh('m0', array['m1'], '', null);
  assert atrium.refresh('m0', array['x0'], '', null) ->> 'error' = 'refresh_token_already_used',
    'a used token is answered with a token of another session';
  assert exists (select from auth.sessions where user_id = theirs), 'the end of one family ends another';
  assert atrium.refresh('', array['m1'], '', null) ->> 'error' = 'refresh_token_not_found', 'an empty token passes';
  assert atrium.refresh(null, array['m1'], '', null) ->> 'error' = 'refresh_token_not_found', 'no token passes';
end $$;
