-- Nobody learns of agencies they are no member of, or moves a session there.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  person uuid := tests.create_user('person@prove.test');
  sign_in uuid;
begin
  perform tests.add_member(agency, tests.create_user('owner@prove.test'), 'owner');
  insert into auth.sessions (id, user_id) values (gen_random_uuid(), person) returning id into sign_in;
  perform tests.become(person);
  assert tests.refused(format('select public.switch_agency(%L)', agency), 'ATSTA'), 'a switch without a session';
  perform set_config('atrium.session_id', sign_in::text, true);
  assert tests.refused(format('select public.switch_agency(%L)', agency), 'ATNOF'), 'a switch to a foreign agency';
  assert tests.sees('select 1 from public.my_agencies()', 0), 'a foreign agency is listed';
  assert tests.refused('select public.create_agency(''  '')', 'ATVAL'), 'an agency without a name';
  assert tests.refused(format('select atrium.found_agency(''x'', %L)', person), '42501'), 'the inner function';
  perform tests.become_nobody();
  assert tests.refused('select public.create_agency(''x'')', 'ATNOM'), 'nobody founds an agency';
  assert public.whoami() ->> 'role' is null and public.whoami() ->> 'user' is null, 'nobody is somebody';
  perform tests.become_anon();
  assert tests.refused('select public.whoami()', '42501'), 'anon asks who it is';
  perform tests.reset();
end $$;
