-- Identity in GoTrue's shapes, so that its users can be brought over as they are. Where schema auth is somebody else's
-- (Supabase) it has these tables and functions already, and nothing here runs.
do $$ begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;

  create table auth.users (
    instance_id                 uuid,
    id                          uuid primary key default gen_random_uuid(),
    aud                         text not null default 'authenticated',
    role                        text not null default 'authenticated',
    email                       extensions.citext,
    encrypted_password          text,
    email_confirmed_at          timestamptz,
    invited_at                  timestamptz,
    confirmation_token          text not null default '',
    confirmation_sent_at        timestamptz,
    recovery_token              text not null default '',
    recovery_sent_at            timestamptz,
    email_change_token_new      text not null default '',
    email_change                text not null default '',
    email_change_sent_at        timestamptz,
    last_sign_in_at             timestamptz,
    raw_app_meta_data           jsonb not null default '{}',
    raw_user_meta_data          jsonb not null default '{}',
    is_super_admin              boolean,
    created_at                  timestamptz not null default now(),
    updated_at                  timestamptz not null default now(),
    phone                       text,
    phone_confirmed_at          timestamptz,
    phone_change                text not null default '',
    phone_change_token          text not null default '',
    phone_change_sent_at        timestamptz,
    confirmed_at                timestamptz generated always as (least(email_confirmed_at, phone_confirmed_at)) stored,
    email_change_token_current  text not null default '',
    email_change_confirm_status smallint not null default 0,
    banned_until                timestamptz,
    reauthentication_token      text not null default '',
    reauthentication_sent_at    timestamptz,
    is_sso_user                 boolean not null default false,
    deleted_at                  timestamptz,
    is_anonymous                boolean not null default false,
    constraint users_phone_key unique (phone),
    constraint users_email_change_confirm_status_check check (email_change_confirm_status between 0 and 2)
  );
  create unique index users_email_partial_key on auth.users (email) where not is_sso_user;
  create unique index confirmation_token_idx on auth.users (confirmation_token) where confirmation_token <> '';
  create unique index recovery_token_idx on auth.users (recovery_token) where recovery_token <> '';
  create index users_instance_id_idx on auth.users (instance_id);

  create table auth.identities (
    id              uuid primary key default gen_random_uuid(),
    provider_id     text not null,
    user_id         uuid not null references auth.users on delete cascade,
    identity_data   jsonb not null,
    provider        text not null,
    last_sign_in_at timestamptz,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    email           extensions.citext generated always as ((identity_data ->> 'email')::extensions.citext) stored,
    constraint identities_provider_id_provider_unique unique (provider_id, provider)
  );
  create index identities_user_id_idx on auth.identities (user_id);
  create index identities_email_idx on auth.identities (email);

  create function auth.jwt() returns jsonb language sql stable
  as 'select coalesce(nullif(current_setting(''request.jwt.claims'', true), ''''), ''{}'')::jsonb';
  create function auth.uid() returns uuid language sql stable
  as 'select atrium.as_uuid(auth.jwt() ->> ''sub'')';
  create function auth.role() returns text language sql stable as 'select auth.jwt() ->> ''role''';
  create function auth.email() returns text language sql stable as 'select auth.jwt() ->> ''email''';

  comment on table auth.users is 'A person who can sign in. Passwords are bcrypt. Reached by sign-in only.';
  comment on table auth.identities is 'The ways a person signs in: e-mail, or an account elsewhere.';
  comment on function auth.jwt() is 'The claims of the request; an empty object without any.';
  comment on function auth.uid() is 'The subject of the claims; null for nobody.';
  comment on function auth.role() is 'The role of the claims: anon, authenticated or service_role.';
  comment on function auth.email() is 'The e-mail address of the claims, where they carry one.';
end $$;

do $$
declare
  person text;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  grant usage on schema auth to anon, authenticated, service_role, atrium_auth;
  grant execute on function auth.jwt(), auth.uid(), auth.role(), auth.email()
    to anon, authenticated, service_role, atrium_auth;
  alter default privileges for role atrium_owner in schema auth
    grant select, insert, update, delete on tables to atrium_auth;
  grant select, insert, update, delete on auth.users, auth.identities to atrium_auth;
  foreach person in array array['service_role', 'atrium_definer'] loop
    execute format('grant usage on schema auth to %I', person);
    execute format('grant execute on all functions in schema auth to %I', person);
    execute format('alter default privileges for role atrium_owner in schema auth'
      ' grant select, insert, update, delete on tables to %I', person);
    execute format('grant select, insert, update, delete on auth.users, auth.identities to %I', person);
  end loop;
end $$;
