-- How everybody but the founder comes into an agency: by a link to an address, usable once, for seven days. The token
-- itself is shown once and stored as its hash, in schema atrium, where no caller can read.
create table public.invitations (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null references public.agencies on delete cascade,
  email       extensions.citext not null,
  role        public.agency_role not null,
  client_id   uuid,
  full_name   text,
  expires_at  timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at  timestamptz,
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint invitations_agency_id unique (agency_id, id),
  constraint invitations_email check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
  constraint invitations_home_client check ((client_id is not null) = (role = 'customer')),
  constraint invitations_full_name check (length(full_name) <= 200),
  constraint invitations_end check (accepted_at is null or revoked_at is null),
  constraint invitations_accepted check ((accepted_at is null) = (accepted_by is null))
);
comment on table public.invitations is
  'Scope: agency. Invitations to the agency; the token of the link is stored as its hash.';
comment on column public.invitations.id is 'Identifier.';
comment on column public.invitations.agency_id is 'The agency; never changes.';
comment on column public.invitations.email is 'Who is invited; the account that accepts must have this address.';
comment on column public.invitations.role is 'The role it gives; never changes.';
comment on column public.invitations.client_id is 'Home client of an invited customer; null for staff. Never changes.';
comment on column public.invitations.full_name is 'Name to greet with, and of the account where it has none.';
comment on column public.invitations.expires_at is 'From then on it can''t be accepted; seven days after it was sent.';
comment on column public.invitations.accepted_at is 'When it was accepted; it can be once.';
comment on column public.invitations.accepted_by is
  'The person who accepted it. Not a reference: it outlives the account.';
comment on column public.invitations.revoked_at is 'When it was revoked, or replaced after it had run out.';
comment on column public.invitations.created_by is 'Who invited. Not a reference: it outlives the account.';
comment on column public.invitations.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.invitations.created_at is 'When it was first sent; UTC.';
comment on column public.invitations.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index invitations_one_open on public.invitations (agency_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_agency on public.invitations (agency_id, created_at desc);
create index invitations_client on public.invitations (agency_id, client_id) where client_id is not null;

create table atrium.invitation_tokens (
  invitation_id uuid not null references public.invitations on delete cascade,
  token_hash    bytea not null,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint invitation_tokens_pkey primary key (invitation_id),
  constraint invitation_tokens_hash unique (token_hash),
  constraint invitation_tokens_length check (octet_length(token_hash) = 32)
);
comment on table atrium.invitation_tokens is 'What an invitation''s link is recognised by. Not exposed.';
comment on column atrium.invitation_tokens.invitation_id is 'The invitation.';
comment on column atrium.invitation_tokens.token_hash is 'SHA-256 of the token.';
comment on column atrium.invitation_tokens.created_at is 'When the invitation was first sent; UTC.';
comment on column atrium.invitation_tokens.updated_at is 'When it was sent last; UTC.';

create trigger invitations_touch before insert or update on public.invitations
  for each row execute function atrium.touch();
create trigger invitations_immutable before update on public.invitations
  for each row execute function
    atrium.immutable('id', 'agency_id', 'email', 'role', 'client_id', 'created_by', 'created_at');
create trigger invitations_audit after insert or update or delete on public.invitations
  for each row execute function atrium.audit();

alter table public.invitations enable row level security;
alter table public.invitations force row level security;
create policy invitations_select on public.invitations for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('invitations:select')));
grant select on public.invitations to authenticated;

call atrium.allow('invitations', 'select', 'all', 'owner', 'admin');
call atrium.allow('invitations', 'insert', 'all', 'owner', 'admin');
call atrium.allow('invitations', 'update', 'all', 'owner', 'admin');
