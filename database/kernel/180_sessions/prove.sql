-- Sessions of others are neither seen nor ended, not even by an owner of the agency.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  owner uuid := tests.create_user('owner@prove.test');
  person uuid := tests.create_user('person@prove.test');
  sign_in uuid;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.add_member(agency, person, 'member');
  insert into auth.sessions (id, user_id) values (gen_random_uuid(), person) returning id into sign_in;
  perform tests.become(owner, agency);
  assert tests.sees('select 1 from public.my_sessions()', 0), 'an owner sees the sessions of others';
  assert tests.refused(format('select public.revoke_session(%L)', sign_in), 'ATNOF'), 'an owner ends them';
  perform tests.become_nobody();
  assert tests.sees('select 1 from public.my_sessions()', 0), 'nobody sees sessions';
  perform tests.become_anon();
  assert tests.refused('select 1 from public.my_sessions()', '42501'), 'anon sees sessions';
  perform tests.reset();
end $$;
