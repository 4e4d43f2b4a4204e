-- A token that is unknown, meant for another, revoked or run out lets nobody in; the inner functions are closed.
do $$
declare
  agency uuid := tests.create_agency('Prove');
  owner uuid := tests.create_user('owner@prove.test');
  guest uuid := tests.create_user('guest@prove.test');
  thief uuid := tests.create_user('thief@prove.test');
  sent record;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.become(owner, agency);
  select * into sent from public.invite_member('guest@prove.test', 'pm');
  perform tests.become(thief);
  assert tests.refused(format('select public.accept_invitation(%L)', sent.token), 'ATNOM'), 'another address';
  assert tests.refused('select public.accept_invitation(''00'')', 'ATINV'), 'an unknown token';
  assert tests.refused('select public.accept_invitation(null)', 'ATINV'), 'no token';
  assert tests.sees('select 1 from public.invitation_by_token(''00'')', 0), 'an unknown token shows something';
  assert tests.refused(format('select atrium.accept_open_invitation(%L, %L)', sent.invitation_id, thief), '42501'),
    'inner';
  assert tests.refused(format('select atrium.accept_token(%L, %L)', sent.token, guest), '42501'), 'for another';
  perform tests.become_nobody();
  assert tests.refused(format('select public.accept_invitation(%L)', sent.token), 'ATNOM'), 'nobody accepts';
  perform tests.become(owner, agency);
  perform public.revoke_invitation(sent.invitation_id);
  perform tests.become(guest);
  assert tests.refused(format('select public.accept_invitation(%L)', sent.token), 'ATEXP'), 'a revoked invitation';
  perform tests.reset();
  update public.invitations set revoked_at = null, expires_at = now() - interval '1 second'
  where id = sent.invitation_id;
  perform tests.become(guest);
  assert tests.refused(format('select public.accept_invitation(%L)', sent.token), 'ATEXP'), 'one that ran out';
  perform tests.become_anon();
  assert tests.refused(format('select public.accept_invitation(%L)', sent.token), '42501'), 'anon accepts';
  perform tests.reset();
  assert not exists (select from public.memberships where user_id in (guest, thief)), 'somebody got in';
end $$;
