-- A member enters with what holds now; settings end with the transaction.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  second uuid := tests.create_agency('Second');
  person uuid := tests.create_user('enter@verify.test');
  claims jsonb;
begin
  perform tests.add_member(agency, person, 'owner'), tests.add_member(second, person, 'pm');
  claims := jsonb_build_object('sub', person, 'agency_id', agency, 'role', 'authenticated', 'request_id', 'r-1');
  perform atrium.enter(claims);
  assert atrium.current_user_id() = person and atrium.current_agency_id() = agency, 'who and where';
  assert atrium.current_agency_role() = 'owner' and atrium.sees_all_clients() and not atrium.is_contact(), 'what';
  assert atrium.may('memberships:delete') and not atrium.may('memberships:fly'), 'rights';
  assert atrium.current_list_key() = hashtextextended(agency::text, 0), 'list key';
  assert current_setting('atrium.request_id') = 'r-1' and auth.uid() = person, 'claims';

  perform atrium.enter(claims || jsonb_build_object('agency_id', second));
  assert atrium.current_agency_role() = 'pm' and not atrium.may('memberships:delete'),
    'rights of the first agency stay';
  perform atrium.enter(claims - 'agency_id');
  assert atrium.current_agency_id() in (agency, second), 'without an agency in the claims there is none';
  update public.memberships set permissions = '{memberships:fly}' where user_id = person and agency_id = agency;
  perform atrium.enter(claims);
  assert atrium.may('memberships:fly') and atrium.may('memberships:delete'), 'extra rights';
end $$;
