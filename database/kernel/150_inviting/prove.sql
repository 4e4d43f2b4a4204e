-- Who may not invite is refused, and so is a role above the own; another agency's invitations are out of reach.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  other uuid := tests.create_agency('Other');
  owner uuid := tests.create_user('owner@prove.test');
  admin uuid := tests.create_user('admin@prove.test');
  lesser uuid := tests.create_user('lesser@prove.test');
  stranger uuid := tests.create_user('stranger@prove.test');
  sent uuid;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.add_member(agency, admin, 'admin'),
    tests.add_member(agency, lesser, 'leadership'), tests.add_member(other, stranger, 'owner');
  perform tests.become(owner, agency);
  select invitation_id into sent from public.invite_member('second@prove.test', 'owner');
  perform tests.become(admin, agency);
  assert tests.refused('select * from public.invite_member(''x@prove.test'', ''owner'')', 'ATRNK'),
    'above the own rank';
  assert tests.refused(format('select * from public.resend_invitation(%L)', sent), 'ATRNK'),
    'an owner''s link to an admin';
  assert tests.refused(format('select public.revoke_invitation(%L)', sent), 'ATRNK'), 'an admin shuts an owner out';
  assert tests.refused('select * from public.invite_member(''nonsense'', ''pm'')', 'ATVAL'), 'no address';
  assert tests.refused('select * from public.invite_member(''x@prove.test'', ''emperor'')', 'ATVAL'), 'no role';
  assert tests.refused('select * from public.invite_member(''x@prove.test'', ''customer'')', 'ATVAL'), 'no client';
  assert tests.refused('select * from public.invite_member(''LESSER@prove.test'', ''pm'')', 'ATDUP'), 'a member';
  perform tests.become(lesser, agency);
  assert tests.refused('select * from public.invite_member(''x@prove.test'', ''member'')', 'ATNOM'), 'a lesser role';
  assert tests.refused(format('select public.revoke_invitation(%L)', sent), 'ATNOM'), 'a lesser role revokes';
  perform tests.become(stranger, other);
  assert tests.refused(format('select public.revoke_invitation(%L)', sent), 'ATNOF'), 'a stranger revokes';
  assert tests.refused(format('select * from public.resend_invitation(%L)', sent), 'ATNOF'), 'a stranger sends again';
  perform tests.become_nobody();
  assert tests.refused('select * from public.invite_member(''x@prove.test'', ''member'')', 'ATNOM'), 'nobody invites';
  perform tests.become_anon();
  assert tests.refused('select * from public.invite_member(''x@prove.test'', ''member'')', '42501'), 'anon invites';
  perform tests.reset();
end $$;
