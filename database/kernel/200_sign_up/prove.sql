-- Nobody signs up into an agency without an invitation of the very address; a refused sign-up leaves nothing behind.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  owner uuid := tests.create_user('owner@prove.test');
  thief uuid := gen_random_uuid();
  client uuid := gen_random_uuid();
  sent record;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.become(owner, agency);
  select * into sent from public.invite_member('guest@prove.test', 'pm');
  perform tests.reset();
  assert tests.refused(format('insert into auth.users (id, email, raw_user_meta_data)'
    ' values (%L, ''thief@prove.test'', %L)',
    thief, jsonb_build_object('invitation_token', sent.token)), 'ATNOM'), 'with the token of another';
  assert tests.refused(format('insert into auth.users (id, email, raw_user_meta_data)'
    ' values (%L, ''thief@prove.test'', %L)',
    thief, '{"invitation_token": "00"}'), 'ATINV'), 'with a made-up token';
  assert not exists (select from auth.users where id = thief), 'a refused account stays';

  insert into auth.users (id, email, raw_user_meta_data) values (thief, 'thief@prove.test',
    jsonb_build_object('role', 'owner', 'agency_id', agency, 'client_id', client));
  perform tests.become(thief);
  assert tests.works(format('select 1 from public.users where id = %L', thief)), 'the own row is out of sight';
  insert into public.users (id, email, client_id) values (thief, 'guest@prove.test', client);
  perform tests.reset();
  assert not exists (select from public.memberships where user_id = thief), 'claims of a sign-up are believed';
end $$;
