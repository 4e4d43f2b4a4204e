-- Inviting lays down one mail; its link opens the same invitation; a new link ends those from before; what is withdrawn
-- or taken is not mailed; nothing secret waits.
do $$
declare
  agency uuid := tests.create_agency('Mailed');
  owner uuid := tests.create_user('owner@mailed.test');
  sent record;
  again record;
  mail record;
  hash bytea := sha256('mailed'::bytea);
begin
  perform tests.add_member(agency, owner, 'owner'), tests.become(owner, agency);
  select * into sent from public.invite_member('New@Mailed.test', 'pm');
  perform tests.reset();
  select * into mail from atrium.mails m where m.invitation_id = sent.invitation_id;
  assert mail.kind = 'invitation' and mail.recipient = 'new@mailed.test' and mail.sealed is null,
    'the mail';
  assert position(sent.token in mail::text) = 0, 'a secret waits';

  assert atrium.link_invitation(mail.id, hash) ->> 'agency' = 'Mailed', 'the link of the mail';
  assert (select state = 'open' and email = 'new@mailed.test' from public.invitation_by_token(sent.token)), 'shown';
  assert (select count(*) = 2 from atrium.invitation_tokens t where t.invitation_id = sent.invitation_id), 'two links';
  perform tests.become(owner, agency);
  select * into again from public.resend_invitation(sent.invitation_id);
  perform tests.reset();
  assert not exists (select from atrium.invitation_tokens t where t.token_hash = hash), 'the mailed link from before';
  assert (select state = 'open' from public.invitation_by_token(again.token)), 'the new link';
  assert (select count(*) = 1 from atrium.mails m where m.invitation_id = sent.invitation_id), 'two wait';

  update atrium.mails set attempts = 1 where id = mail.id;
  perform tests.become(owner, agency), public.resend_invitation(sent.invitation_id);
  perform tests.reset();
  assert (select count(*) = 2 from atrium.mails m where m.invitation_id = sent.invitation_id), 'none after the first';
  update public.invitations set revoked_at = now() where id = sent.invitation_id;
  assert atrium.link_invitation(mail.id, hash) is null, 'a withdrawn invitation is mailed';
  assert not exists (select from atrium.invitation_tokens t where t.token_hash = hash), 'a link to nothing';
end $$;
