create or replace function public.resend_invitation(invitation_id uuid)
returns table (token text, expires_at timestamptz)
language plpgsql
as $$
#variable_conflict use_column
begin
  perform atrium.lock_invitation(invitation_id);
  update public.invitations i set expires_at = now() + interval '7 days'
  where i.id = resend_invitation.invitation_id
  returning i.expires_at into expires_at;
  token := atrium.new_token();
  update atrium.invitation_tokens t set token_hash = sha256(convert_to(token, 'UTF8')), updated_at = now()
  where t.invitation_id = resend_invitation.invitation_id;
  return next;
end
$$;
comment on function public.resend_invitation(uuid) is
  'Gives an open invitation a new token and seven more days; the old link ends. Refuses with ATNOM, ATNOF,'
  ' ATRNK.';
call atrium.own_as_definer('public.resend_invitation(uuid)'::regprocedure);


drop function atrium.link_invitation(uuid, bytea);
drop trigger invitation_tokens_mail on atrium.invitation_tokens;
drop function atrium.mail_invitation();
alter table atrium.mails no force row level security;
delete from atrium.mails where kind = 'invitation';
alter table atrium.mails force row level security;
alter table atrium.mails
  drop constraint mails_invitation,
  drop constraint mails_sealed,
  drop constraint mails_kind,
  drop column invitation_id,
  add constraint mails_kind check (kind in ('signup', 'magiclink', 'recovery', 'invite', 'email_change_new',
    'email_change_current', 'reauthentication')),
  add constraint mails_sealed check ((state = 'waiting') = (sealed is not null));
-- the links that were mailed end; the one that was shown stays
delete from atrium.invitation_tokens where mailed;
drop index atrium.invitation_tokens_invitation;
alter table atrium.invitation_tokens
  drop constraint invitation_tokens_pkey,
  drop column mailed,
  add constraint invitation_tokens_pkey primary key (invitation_id),
  add constraint invitation_tokens_hash unique (token_hash);
comment on table atrium.invitation_tokens is 'What an invitation''s link is recognised by. Not exposed.';
