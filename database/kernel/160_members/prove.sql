-- Lesser roles, strangers and nobody change no member; an admin reaches no owner and makes none.
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
    tests.add_member(agency, lesser, 'leadership'), tests.add_member(other, stranger, 'owner');
  perform tests.become(admin, agency);
  assert tests.refused(format('select public.set_member_role(%L, ''pm'')', owner), 'ATRNK'), 'demotes an owner';
  assert tests.refused(format('select public.suspend_member(%L)', owner), 'ATRNK'), 'suspends an owner';
  assert tests.refused(format('select public.set_member_role(%L, ''owner'')', admin), 'ATRNK'), 'promotes itself';
  assert tests.refused(format('select public.set_member_permissions(%L, ''{agencies:delete}'')', lesser), 'ATVAL'),
    'a right that is none';
  assert tests.refused(format('select public.suspend_member(%L)', admin), 'ATSTA'), 'suspends itself';
  assert tests.refused(format('select public.set_member_role(%L, ''pm'')', stranger), 'ATNOF'), 'reaches a stranger';
  assert tests.refused(format('select public.set_member_role(%L, ''customer'')', lesser), 'ATVAL'),
    'customer of nothing';
  assert tests.works(format('select public.set_member_role(%L, ''agent'')', lesser)), 'an admin can''t do its work';
  perform tests.become(owner, agency);
  assert tests.refused(format('select public.set_member_role(%L, ''pm'')', owner), 'ATLST'),
    'the last owner steps down';
  perform tests.become(lesser, agency);
  assert tests.refused(format('select public.set_member_role(%L, ''owner'')', lesser), 'ATNOM'), 'a lesser role rises';
  assert tests.refused(format('select public.set_member_permissions(%L, ''{memberships:update}'')', lesser), 'ATNOM'),
    'rights';
  assert tests.refused(format('select public.suspend_member(%L)', admin), 'ATNOM'), 'a lesser role suspends';
  assert tests.refused(format('select atrium.member_to_change(%L, ''users:update'')', owner), '42501'),
    'the inner function';
  perform tests.become(stranger, other);
  assert tests.refused(format('select public.set_member_role(%L, ''customer'')', owner), 'ATNOF'), 'a stranger demotes';
  perform tests.become_nobody();
  assert tests.refused(format('select public.suspend_member(%L)', owner), 'ATNOM'), 'nobody suspends';
  perform tests.become_anon();
  assert tests.refused(format('select public.suspend_member(%L)', owner), '42501'), 'anon suspends';
  perform tests.reset();
end $$;
