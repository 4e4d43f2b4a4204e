-- Empty, malformed and forged claims, a removed or suspended member and a revoked session are nobody; nobody else
-- enters.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  person uuid := tests.create_user('enter@prove.test');
  stranger uuid := tests.create_user('stranger@enter.test');
  sign_in uuid := gen_random_uuid();
  forged jsonb;
begin
  perform tests.add_member(agency, tests.create_user('first@enter.test'), 'owner'),
    tests.add_member(agency, person, 'pm');
  foreach forged in array array[null, '{}', '[]', '1', '"x"', '{"sub":null}', '{"sub":"x","role":"authenticated"}',
    jsonb_build_object('sub', person, 'agency_id', agency),
    jsonb_build_object('sub', person, 'role', 'anon', 'agency_id', agency),
    jsonb_build_object('sub', person, 'role', 'authenticated', 'agency_id', 'nonsense'),
    jsonb_build_object('sub', person, 'role', 'authenticated', 'agency_id', gen_random_uuid()),
    jsonb_build_object('sub', stranger, 'role', 'authenticated', 'agency_id', agency),
    jsonb_build_object('sub', person, 'role', 'authenticated', 'agency_id', agency, 'session_id', 'nonsense'),
    jsonb_build_object('sub', person, 'role', 'authenticated', 'agency_id', agency, 'session_id', sign_in),
    jsonb_build_object('sub', person, 'role', 'authenticated', 'agency_id', agency, 'api_key_id', sign_in)]::jsonb[]
  loop
    perform atrium.enter(jsonb_build_object('sub', person, 'agency_id', agency, 'role', 'authenticated'));
    perform atrium.enter(forged);
    assert atrium.current_agency_id() is null and atrium.current_agency_role() is null
      and not atrium.may('memberships:select'), format('%s is somebody', forged);
  end loop;

  update public.memberships set status = 'suspended' where user_id = person;
  perform tests.become(person, agency);
  assert tests.sees('select 1 from public.agencies', 0), 'a suspended member';
  perform tests.reset();
  delete from public.memberships where user_id = person;
  perform tests.become(person, agency);
  assert tests.sees('select 1 from public.agencies', 0), 'a removed member';
  assert tests.refused('select atrium.enter(''{}''::jsonb)', '42501'), 'a caller enters with claims of its own';
  assert tests.refused('select 1 from atrium.session_agencies', '42501'), 'a caller reads the choices of others';
  perform tests.reset();
end $$;
