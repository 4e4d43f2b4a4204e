-- A founder owns what they found; a switch holds for the session's next token.
do $$
declare
  person uuid := tests.create_user('person@whoami.test');
  sign_in uuid;
  first public.agencies;
  second public.agencies;
  claims jsonb;
begin
  insert into auth.sessions (id, user_id) values (gen_random_uuid(), person) returning id into sign_in;
  claims := jsonb_build_object('sub', person, 'role', 'authenticated', 'session_id', sign_in, 'aal', 'aal1');
  perform atrium.enter(claims);
  assert public.whoami() ->> 'agency' is null and public.whoami() -> 'user' ->> 'email' = 'person@whoami.test', 'alone';
  first := public.create_agency('First & Finest');
  second := public.create_agency('First & Finest');
  assert first.slug = 'first-finest' and second.slug like 'first-finest-%', 'slugs';
  perform public.switch_agency(second.id), atrium.enter(claims);
  assert public.whoami() -> 'agency' ->> 'id' = second.id::text and public.whoami() ->> 'role' = 'owner', 'the switch';
  assert (public.whoami() -> 'rights') ? 'memberships:update' and public.whoami() ->> 'aal' = 'aal1', 'rights';
  assert (select count(*) = 2 and count(*) filter (where is_current) = 1 from public.my_agencies()), 'agencies';
  assert (select count(*) > 20 from public.role_matrix()), 'the matrix is empty';
end $$;
