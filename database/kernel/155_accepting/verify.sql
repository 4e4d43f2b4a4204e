-- An invited person becomes what the invitation says, once, and is audited as its author's guest.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  owner uuid := tests.create_user('owner@accepting.test');
  guest uuid := tests.create_user('guest@accepting.test');
  sent record;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.become(owner, agency);
  select * into sent from public.invite_member('Guest@accepting.test', 'member', null, 'Gwen Guest');
  perform tests.become_anon();
  assert tests.sees(format('select 1 from public.invitation_by_token(%L) where state = ''open'' and has_account',
    sent.token), 1),
    'the bearer learns nothing';
  perform tests.become(guest);
  assert public.accept_invitation(sent.token) = agency, 'the agency';
  assert tests.refused(format('select public.accept_invitation(%L)', sent.token), 'ATEXP'), 'twice';
  perform tests.reset();
  assert (select role = 'member' and client_scope = 'some' and created_by = owner from public.memberships
      where user_id = guest), 'the membership is not as invited';
  assert (select full_name = 'Gwen Guest' from public.users where id = guest), 'the name is lost';
end $$;
