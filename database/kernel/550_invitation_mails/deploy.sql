-- An invitation is mailed as well as shown. The row of its link lays the mail down, in the same transaction; what the
-- mail carries is made by the server that sends it, so that nothing secret waits here. Both links lead to the one
-- invitation, until it is taken, withdrawn or given a new link.
alter table atrium.invitation_tokens
  drop constraint invitation_tokens_pkey,
  drop constraint invitation_tokens_hash,
  add column mailed boolean not null default false,
  add constraint invitation_tokens_pkey primary key (token_hash);
comment on table atrium.invitation_tokens is
  'What an invitation''s links are recognised by: the one that was shown, and those that were mailed. Not exposed.';
comment on column atrium.invitation_tokens.mailed is 'The link of a mail; false: the one shown to whoever invited.';
create index invitation_tokens_invitation on atrium.invitation_tokens (invitation_id);

alter table atrium.mails
  drop constraint mails_kind,
  drop constraint mails_sealed,
  add column invitation_id uuid,
  add constraint mails_kind check (kind in ('signup', 'magiclink', 'recovery', 'invite', 'email_change_new',
    'email_change_current', 'reauthentication', 'invitation')),
  add constraint mails_invitation check ((invitation_id is not null) = (kind = 'invitation')),
  add constraint mails_sealed check ((state = 'waiting' and kind <> 'invitation') = (sealed is not null)),
  add constraint mails_invitation_id_fkey foreign key (invitation_id)
    references public.invitations on delete cascade;
comment on column atrium.mails.invitation_id is
  'The invitation that it takes to the invited address; null for other kinds.';
create index mails_invitation_id on atrium.mails (invitation_id, created_at) where invitation_id is not null;

create function atrium.mail_invitation() returns trigger
language plpgsql
as $$
begin
  -- where nobody sends, they don't pile up
  delete from atrium.mails m where m.id in (
    select o.id from atrium.mails o
    where o.invitation_id is not null and o.state = 'waiting' and o.created_at < clock_timestamp() - interval '1 hour'
    limit 20 for update skip locked);
  if exists (select from atrium.mails m where m.invitation_id = new.invitation_id and m.state = 'waiting'
      and m.attempts = 0) then
    return null;
  elsif (select count(*) >= 10 from atrium.mails m where m.invitation_id = new.invitation_id
      and m.created_at > clock_timestamp() - interval '1 day') then
    perform atrium.refuse('ATWEE', 'This invitation was mailed too often.', 'Wait a day, or send its link yourself.');
  end if;
  insert into atrium.mails (kind, recipient, invitation_id)
  select 'invitation', i.email, i.id from public.invitations i
  where i.id = new.invitation_id and i.accepted_at is null and i.revoked_at is null;
  return null;
end
$$;
comment on function atrium.mail_invitation() is
  'Trigger on atrium.invitation_tokens: lays down the mail of a link that was shown, unless one waits already; ten a'
  ' day at most. Raises ATWEE.';
call atrium.own_as_definer('atrium.mail_invitation()'::regprocedure);
create trigger invitation_tokens_mail after insert or update of token_hash on atrium.invitation_tokens
  for each row when (not new.mailed) execute function atrium.mail_invitation();

create function atrium.link_invitation(mail uuid, token_hash bytea) returns jsonb
language plpgsql
as $$
declare
  linked jsonb;
begin
  select jsonb_build_object('id', i.id, 'agency', a.name, 'full_name', i.full_name) into linked
  from atrium.mails m
    join public.invitations i on i.id = m.invitation_id
    join public.agencies a on a.id = i.agency_id
  where m.id = link_invitation.mail and m.state = 'waiting' and i.accepted_at is null and i.revoked_at is null
    and i.expires_at > clock_timestamp();
  insert into atrium.invitation_tokens (invitation_id, token_hash, mailed)
  select (linked ->> 'id')::uuid, link_invitation.token_hash, true where linked is not null;
  return linked;
end
$$;
comment on function atrium.link_invitation(uuid, bytea) is
  'Gives an open invitation the link of its mail: {"id", "agency", "full_name"}; null: the invitation is not open any'
  ' more.';
call atrium.own_as_definer('atrium.link_invitation(uuid, bytea)'::regprocedure);
grant execute on function atrium.link_invitation(uuid, bytea) to atrium_auth;

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
  delete from atrium.invitation_tokens t where t.invitation_id = resend_invitation.invitation_id and t.mailed;
  update atrium.invitation_tokens t set token_hash = sha256(convert_to(token, 'UTF8')), updated_at = now()
  where t.invitation_id = resend_invitation.invitation_id;
  return next;
end
$$;
comment on function public.resend_invitation(uuid) is
  'Gives an open invitation a new token and seven more days; the links from before end. Refuses with ATNOM, ATNOF,'
  ' ATRNK, ATWEE.';
call atrium.own_as_definer('public.resend_invitation(uuid)'::regprocedure);
