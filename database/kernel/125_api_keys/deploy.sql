-- Keys of programs that work for an agency: principals under row security, with a role and never more than its maker
-- has. The hash lies in schema atrium, where no caller can read, so that select * on the table stays allowed.
create table public.api_keys (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null references public.agencies on delete cascade,
  name         text not null,
  role         public.agency_role not null,
  prefix       text not null,
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint api_keys_agency_id unique (agency_id, id),
  constraint api_keys_name check (length(btrim(name)) between 1 and 100),
  constraint api_keys_role check (role not in ('owner', 'customer')),
  constraint api_keys_prefix check (prefix ~ '^[0-9a-f]{8}$'),
  constraint api_keys_expires_at check (expires_at > created_at)
);
comment on table public.api_keys is
  'Scope: agency. Keys of programs that work for the agency under row security, with a role.';
comment on column public.api_keys.id is 'Identifier.';
comment on column public.api_keys.agency_id is 'The agency; never changes.';
comment on column public.api_keys.name is 'What the key is for, 1 to 100 characters.';
comment on column public.api_keys.role is 'What the key may do; neither owner nor customer. Never changes.';
comment on column public.api_keys.prefix is 'The eight characters after atr_, to recognise a key by.';
comment on column public.api_keys.expires_at is 'From then on it lets nothing through; null for never.';
comment on column public.api_keys.last_used_at is 'When it was last used, to the minute.';
comment on column public.api_keys.revoked_at is 'When it was revoked; that is final.';
comment on column public.api_keys.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.api_keys.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.api_keys.created_at is 'When it was made; UTC.';
comment on column public.api_keys.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index api_keys_agency on public.api_keys (agency_id, created_at desc);

create table atrium.api_key_secrets (
  api_key_id uuid not null references public.api_keys on delete cascade,
  key_hash   bytea not null,
  created_at timestamptz not null default now(),
  constraint api_key_secrets_pkey primary key (api_key_id),
  constraint api_key_secrets_hash unique (key_hash),
  constraint api_key_secrets_length check (octet_length(key_hash) = 32)
);
comment on table atrium.api_key_secrets is 'What an API key is recognised by. Not exposed.';
comment on column atrium.api_key_secrets.api_key_id is 'The key.';
comment on column atrium.api_key_secrets.key_hash is 'SHA-256 of the whole key.';
comment on column atrium.api_key_secrets.created_at is 'When the key was made; UTC.';

create trigger api_keys_touch before insert or update on public.api_keys
  for each row execute function atrium.touch();
create trigger api_keys_immutable before update on public.api_keys
  for each row execute function atrium.immutable('id', 'agency_id', 'role', 'prefix', 'created_by', 'created_at');
create trigger api_keys_by_function before update on public.api_keys
  for each row execute function atrium.by_function('expires_at', 'last_used_at', 'revoked_at');
-- not of last_used_at: use is no change
create trigger api_keys_audit after insert or update of name, expires_at, revoked_at or delete on public.api_keys
  for each row execute function atrium.audit();

alter table public.api_keys enable row level security;
alter table public.api_keys force row level security;
create policy api_keys_select on public.api_keys for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('api_keys:select')));
create policy api_keys_update on public.api_keys for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('api_keys:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('api_keys:update')));
grant select on public.api_keys to authenticated;
grant update (name) on public.api_keys to authenticated;

call atrium.allow('api_keys', 'select', 'all', 'owner', 'admin');
call atrium.allow('api_keys', 'insert', 'all', 'owner', 'admin');
call atrium.allow('api_keys', 'update', 'all', 'owner', 'admin');
