-- Ownership moves whole: the heir owns, the giver is admin, and the agency had an owner throughout.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  owner uuid := tests.create_user('owner@ownership.test');
  heir uuid := tests.create_user('heir@ownership.test');
begin
  perform tests.add_member(agency, owner, 'owner'), tests.add_member(agency, heir, 'member');
  perform tests.become(owner, agency);
  assert tests.refused('select public.leave_agency()', 'ATLST'), 'the last owner leaves';
  perform public.transfer_ownership(heir), tests.become(heir, agency);
  assert atrium.current_agency_role() = 'owner' and atrium.sees_all_clients(), 'the heir is no owner';
  perform public.remove_member(owner), tests.become(owner, agency);
  assert atrium.current_agency_id() is null, 'a removed member is let in';
  perform tests.reset();
  assert (select count(*) = 1 from public.audit_logs where event_type = 'ownership.transferred' and actor_id = owner),
    'log';
end $$;
