-- No key above the own rank, none for another agency, none revoked by a stranger; nobody turns a key into claims but
-- sign-in.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  other uuid := tests.create_agency('Other');
  owner uuid := tests.create_user('owner@prove.test');
  lesser uuid := tests.create_user('lesser@prove.test');
  stranger uuid := tests.create_user('stranger@prove.test');
  made record;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.add_member(agency, lesser, 'leadership'),
    tests.add_member(other, stranger, 'owner');
  perform tests.become(owner, agency);
  select * into made from public.create_api_key('Ours', 'pm');
  assert tests.refused('select * from public.create_api_key(''x'', ''owner'')', 'ATVAL'), 'a key that owns';
  assert tests.refused('select * from public.create_api_key(''x'', ''customer'')', 'ATVAL'), 'a key of a client';
  assert tests.refused('select * from public.create_api_key('''', ''pm'')', 'ATVAL'), 'a key without a name';
  assert tests.refused('select * from public.create_api_key(''x'', ''pm'', now() - interval ''1 day'')', 'ATVAL'),
    'past';
  perform tests.become(lesser, agency);
  assert tests.refused('select * from public.create_api_key(''x'', ''member'')', 'ATNOM'), 'a lesser role makes keys';
  assert tests.refused(format('select public.revoke_api_key(%L)', made.id), 'ATNOM'), 'a lesser role revokes keys';
  perform tests.become(stranger, other);
  assert tests.refused(format('select public.revoke_api_key(%L)', made.id), 'ATNOF'), 'a stranger revokes';
  assert tests.refused(format('select atrium.api_key_claims(%L)', made.key), '42501'), 'a caller makes claims';
  perform tests.become_anon();
  assert tests.refused('select * from public.create_api_key(''x'', ''pm'')', '42501'), 'anon makes keys';
  perform tests.reset();
  perform atrium.enter(jsonb_build_object('role', 'authenticated', 'agency_id', other, 'api_key_id', made.id));
  assert atrium.current_agency_id() is null, 'a key enters another agency';
end $$;
