-- The token is stored as its hash only; sending again ends the old link; an invitation that ran out bars no new one.
do $$
declare
  agency uuid := tests.create_agency('Verify');
  owner uuid := tests.create_user('owner@inviting.test');
  sent record;
  again record;
begin
  perform tests.add_member(agency, owner, 'owner'), tests.become(owner, agency);
  select * into sent from public.invite_member(' New@Inviting.test ', 'pm');
  select * into again from public.resend_invitation(sent.invitation_id);
  assert tests.refused('select * from public.invite_member(''new@inviting.test'', ''pm'')', 'ATDUP'), 'twice';
  perform tests.reset();
  assert length(sent.token) = 64 and sent.token <> again.token, 'tokens';
  assert (select email::text = 'new@inviting.test' and created_by = owner from public.invitations
      where id = sent.invitation_id), 'address or author';
  assert (select token_hash = sha256(convert_to(again.token, 'UTF8')) from atrium.invitation_tokens
      where invitation_id = sent.invitation_id), 'the old link works';
  update public.invitations set expires_at = now() - interval '1 hour' where id = sent.invitation_id;
  perform tests.become(owner, agency);
  assert tests.works('select * from public.invite_member(''new@inviting.test'', ''agent'')'), 'one that ran out bars';
  perform tests.reset();
end $$;
