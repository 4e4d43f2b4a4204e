-- Sessions and what hangs on them, in GoTrue's shapes. A revoked session is a deleted row: atrium.enter looks for it
-- with every request. A refresh token is stored as its SHA-256 in hex, never as itself.
do $$ begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;

  create table auth.sessions (
    id           uuid primary key default gen_random_uuid(),
    user_id      uuid not null references auth.users on delete cascade,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    factor_id    uuid,
    aal          text not null default 'aal1',
    not_after    timestamptz,
    refreshed_at timestamptz,
    user_agent   text,
    ip           inet,
    tag          text,
    constraint sessions_aal check (aal in ('aal1', 'aal2', 'aal3'))
  );
  create index sessions_user_id_idx on auth.sessions (user_id, created_at desc);

  create table auth.refresh_tokens (
    id          bigint generated always as identity primary key,
    instance_id uuid,
    token       text not null,
    user_id     uuid not null references auth.users on delete cascade,
    revoked     boolean not null default false,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now(),
    parent      text,
    session_id  uuid references auth.sessions on delete cascade,
    constraint refresh_tokens_token_unique unique (token)
  );
  create index refresh_tokens_session_id_revoked_idx on auth.refresh_tokens (session_id, revoked);
  create index refresh_tokens_user_id_idx on auth.refresh_tokens (user_id);
  create index refresh_tokens_parent_idx on auth.refresh_tokens (parent);

  create table auth.one_time_tokens (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid not null references auth.users on delete cascade,
    token_type text not null,
    token_hash text not null,
    relates_to text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint one_time_tokens_token_type check (token_type in ('confirmation_token', 'reauthentication_token',
      'recovery_token', 'email_change_token_new', 'email_change_token_current', 'phone_change_token')),
    constraint one_time_tokens_token_hash check (length(token_hash) > 0)
  );
  create unique index one_time_tokens_user_id_token_type_key on auth.one_time_tokens (user_id, token_type);
  create index one_time_tokens_token_hash_idx on auth.one_time_tokens (token_hash);

  create table auth.mfa_factors (
    id                 uuid primary key default gen_random_uuid(),
    user_id            uuid not null references auth.users on delete cascade,
    friendly_name      text,
    factor_type        text not null,
    status             text not null default 'unverified',
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    secret             text,
    last_challenged_at timestamptz,
    constraint mfa_factors_factor_type check (factor_type in ('totp', 'webauthn', 'phone')),
    constraint mfa_factors_status check (status in ('unverified', 'verified'))
  );
  create unique index mfa_factors_user_friendly_name_unique on auth.mfa_factors (user_id, friendly_name)
    where friendly_name <> '';
  alter table auth.sessions add constraint sessions_factor_id_fkey
    foreign key (factor_id) references auth.mfa_factors on delete set null;
  create index sessions_factor_id_idx on auth.sessions (factor_id);

  create table auth.mfa_challenges (
    id          uuid primary key default gen_random_uuid(),
    factor_id   uuid not null references auth.mfa_factors on delete cascade,
    created_at  timestamptz not null default now(),
    verified_at timestamptz,
    ip_address  inet not null,
    otp_code    text
  );
  create index mfa_challenges_factor_id_idx on auth.mfa_challenges (factor_id);
  create index mfa_challenge_created_at_idx on auth.mfa_challenges (created_at desc);

  create table auth.mfa_amr_claims (
    id                    uuid primary key default gen_random_uuid(),
    session_id            uuid not null references auth.sessions on delete cascade,
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now(),
    authentication_method text not null,
    constraint mfa_amr_claims_session_id_authentication_method_pkey unique (session_id, authentication_method)
  );

  comment on table auth.sessions is 'One sign-in on one device. Deleting the row revokes it with the next request.';
  comment on table auth.refresh_tokens is 'Refresh tokens of a session, each usable once; token is the SHA-256 in hex.';
  comment on table auth.one_time_tokens is
    'Links for confirming, recovering and changing an address; hashed, one of a kind.';
  comment on table auth.mfa_factors is 'Second factors of a person.';
  comment on table auth.mfa_challenges is 'Attempts to prove a second factor.';
  comment on table auth.mfa_amr_claims is 'How a session was authenticated.';
end $$;
