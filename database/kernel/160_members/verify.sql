-- A change of role, scope or status holds with the next request.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  owner uuid := tests.create_user('owner@members.test');
  person uuid := tests.create_user('person@members.test');
begin
  perform tests.add_member(agency, owner, 'owner'), tests.add_member(agency, person, 'pm');
  perform tests.become(owner, agency), public.set_member_role(person, 'member');
  perform tests.become(person, agency);
  assert atrium.current_agency_role() = 'member' and not atrium.sees_all_clients(), 'a member sees all clients';
  perform tests.become(owner, agency), public.set_member_scope(person, 'all'),
    public.set_member_permissions(person, '{memberships:update}');
  perform tests.become(person, agency);
  assert atrium.sees_all_clients() and atrium.may('memberships:update'), 'scope or permissions';
  perform tests.become(owner, agency), public.suspend_member(person);
  perform tests.become(person, agency);
  assert atrium.current_agency_id() is null, 'a suspended member is let in';
  perform tests.become(owner, agency), public.restore_member(person);
  perform tests.become(person, agency);
  assert atrium.current_agency_role() = 'member', 'a restored member is shut out';
  perform tests.reset();
end $$;
