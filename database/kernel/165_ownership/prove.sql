-- Only an owner hands over, only owners and admins remove, and never above their rank or outside their agency.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  other uuid := tests.create_agency('Other');
  owner uuid := tests.create_user('owner@prove.test');
  admin uuid := tests.create_user('admin@prove.test');
  lesser uuid := tests.create_user('lesser@prove.test');
  stranger uuid := tests.create_user('stranger@prove.test');
begin
  perform tests.add_member(agency, owner, 'owner'), tests.add_member(agency, admin, 'admin'),
    tests.add_member(agency, lesser, 'pm'), tests.add_member(other, stranger, 'owner');
  perform tests.become(admin, agency);
  assert tests.refused(format('select public.remove_member(%L)', owner), 'ATRNK'), 'an admin removes the owner';
  assert tests.refused(format('select public.transfer_ownership(%L)', admin), 'ATNOM'), 'an admin takes over';
  assert tests.refused(format('select public.remove_member(%L)', stranger), 'ATNOF'), 'an admin removes a stranger';
  assert tests.refused(format('select public.remove_member(%L, %L)', lesser, stranger), 'ATNOF'), 'a stranger inherits';
  perform tests.become(lesser, agency);
  assert tests.refused(format('select public.remove_member(%L)', admin), 'ATNOM'), 'a lesser role removes';
  assert tests.refused(format('select public.transfer_ownership(%L)', lesser), 'ATNOM'), 'a lesser role takes over';
  assert tests.works('select public.leave_agency()'), 'a member can''t leave';
  perform tests.become(stranger, other);
  assert tests.refused(format('select public.transfer_ownership(%L)', lesser), 'ATNOF'), 'to somebody outside';
  perform tests.become_nobody();
  assert tests.refused('select public.leave_agency()', 'ATNOF'), 'nobody leaves';
  perform tests.become_anon();
  assert tests.refused('select public.leave_agency()', '42501'), 'anon leaves';
  perform tests.reset();
end $$;
