-- A session lets its person in until it is revoked or runs out.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  person uuid := tests.create_user('person@sessions.test');
  sign_in uuid;
  claims jsonb;
begin
  perform tests.add_member(agency, person, 'owner');
  insert into auth.sessions (id, user_id) values (gen_random_uuid(), person) returning id into sign_in;
  claims := jsonb_build_object('sub', person, 'agency_id', agency, 'role', 'authenticated', 'session_id', sign_in);
  perform atrium.enter(claims);
  assert (select is_current from public.my_sessions() where id = sign_in), 'the current session is not told';
  perform public.revoke_session(sign_in);
  perform atrium.enter(claims);
  assert atrium.current_user_id() is null and atrium.current_agency_id() is null, 'a revoked session enters';
  insert into auth.sessions (id, user_id, not_after) values (sign_in, person, now() - interval '1 second');
  perform atrium.enter(claims);
  assert atrium.current_user_id() is null, 'a session that ran out enters';
end $$;
