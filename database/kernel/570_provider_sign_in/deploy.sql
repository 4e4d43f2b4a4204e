-- Signing in by way of another server (OpenID Connect). What a way there needs to come back lies here sealed by the
-- server, under the hash of its state, and is taken once. Who comes back is known by the provider's name for them; an
-- account is joined by address only where the provider has verified it, and one whose address nobody ever proved loses
-- the password that somebody else may have set.
create table atrium.provider_ways (
  state_hash text not null,
  sealed     bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint provider_ways_pkey primary key (state_hash),
  constraint provider_ways_length check (octet_length(sealed) <= 8192)
);
comment on table atrium.provider_ways is 'Ways to other servers that somebody has yet to come back from. Not exposed.';
comment on column atrium.provider_ways.state_hash is
  'SHA-256 of the state in hex; "link " before that of a code: what its exchange links.';
comment on column atrium.provider_ways.sealed is
  'Provider, nonce, verifier and way back, encrypted by the server; of a link, the identity.';
comment on column atrium.provider_ways.created_at is 'When it was begun; ten minutes later it is over.';
create index provider_ways_created_at on atrium.provider_ways (created_at);
alter table atrium.provider_ways enable row level security;
alter table atrium.provider_ways force row level security;
revoke all on atrium.provider_ways from service_role;

create function atrium.begin_way(state_hash text, sealed bytea) returns void
language plpgsql
as $$
begin
  delete from atrium.provider_ways w where w.state_hash in (
    select o.state_hash from atrium.provider_ways o where o.created_at < clock_timestamp() - interval '10 minutes'
    order by o.created_at limit 20 for update skip locked);
  insert into atrium.provider_ways (state_hash, sealed) values (begin_way.state_hash, begin_way.sealed);
end
$$;
comment on function atrium.begin_way(text, bytea) is 'Somebody is sent to a provider.';
call atrium.own_as_definer('atrium.begin_way(text, bytea)'::regprocedure);

create function atrium.take_way(state_hash text) returns bytea
language plpgsql
as $$
declare
  taken atrium.provider_ways;
begin
  delete from atrium.provider_ways w where w.state_hash = take_way.state_hash returning * into taken;
  return case when taken.created_at > clock_timestamp() - interval '10 minutes' then taken.sealed end;
end
$$;
comment on function atrium.take_way(text) is 'Somebody came back, once; null: it is over, was taken or never began.';
call atrium.own_as_definer('atrium.take_way(text)'::regprocedure);

create function atrium.is_invited(address text) returns boolean
language plpgsql stable
as $$
begin
  return exists (select from public.invitations i where i.email operator(extensions.=) address::extensions.citext
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now());
end
$$;
comment on function atrium.is_invited(text) is 'Whether an invitation waits for an address.';
call atrium.own_as_definer('atrium.is_invited(text)'::regprocedure);

create function atrium.join_by_address(provider text, subject text, address text, full_name text) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  person uuid;
  is_new boolean;
  -- somebody has shown that the address is theirs; or somebody signed up with it who never did
  is_proved boolean;
  is_trap boolean;
begin
  insert into auth.users (id, aud, role, email, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at,
    updated_at)
  values (gen_random_uuid(), 'authenticated', 'authenticated', lower(address), now(),
    jsonb_build_object('provider', provider, 'providers', jsonb_build_array(provider)),
    jsonb_strip_nulls(jsonb_build_object('full_name', left(full_name, 200))), now(), now())
  on conflict do nothing
  returning id into person;
  is_new := person is not null;
  if not is_new then
    select u.id into person from auth.users u
    where u.email = lower(address)::extensions.citext and not u.is_sso_user and u.deleted_at is null for update;
    if not found then
      return '{"error": "user_not_found"}';
    end if;
    is_proved := exists (select from auth.identities i where i.user_id = person
      and (i.identity_data ->> 'email_verified')::boolean and lower(i.identity_data ->> 'email') = lower(address));
    is_trap := not is_proved and exists (
      select from auth.identities i where i.user_id = person and i.provider = 'email');
    if not is_trap and exists (select from auth.identities i
        where i.user_id = person and i.provider = join_by_address.provider and i.provider_id <> subject) then
      -- the address went to somebody else there; whoever had it before keeps the account
      return '{"error": "identity_already_exists"}';
    elsif not is_proved then
      update auth.users u set encrypted_password = null, updated_at = clock_timestamp() where u.id = person;
      delete from auth.sessions s where s.user_id = person;
      delete from auth.one_time_tokens t where t.user_id = person;
      delete from auth.identities i where i.user_id = person and i.provider <> 'email' and is_trap;
      update auth.identities i set identity_data = i.identity_data || '{"email_verified": true}'
      where i.user_id = person and i.provider = 'email';
    end if;
    update auth.users u set email_confirmed_at = coalesce(u.email_confirmed_at, now()) where u.id = person;
  end if;
  -- whoever founds no agency by this has an invitation to take up
  if not atrium.is_invited(address) then
    perform atrium.found_first_agency(person, atrium.agency_to_found(address, '{}'));
  end if;
  return jsonb_build_object('person', person, 'is_new', is_new);
end
$$;
comment on function atrium.join_by_address(text, text, text, text) is
  'The account of an address that a provider has verified: {"person", "is_new"}, made where there is none; a password'
  ' that was set before anybody proved the address goes, with its sessions and what was linked to it. {"error": code}'
  ' otherwise.';

create function atrium.name_providers(person uuid) returns void
language sql
as $$
  update auth.users u set raw_app_meta_data = coalesce(u.raw_app_meta_data, '{}') || jsonb_build_object(
    'providers', n.names, 'provider',
    case when n.names ? (u.raw_app_meta_data ->> 'provider') then u.raw_app_meta_data -> 'provider'
      else n.names -> 0 end)
  from (select coalesce(jsonb_agg(p.name order by p.name), '[]') as names from (
      select i.provider from auth.identities i where i.user_id = person
      union select 'email' from auth.users e where e.id = person and e.encrypted_password <> '') as p (name)) as n
  where u.id = person
$$;
comment on function atrium.name_providers(uuid) is
  'Writes into an account''s app_metadata which ways of signing in it has; provider stays while it is one of them.';

create function atrium.identity_data(claims jsonb) returns jsonb
language sql immutable
as $$
  select jsonb_strip_nulls(jsonb_build_object('sub', claims -> 'sub', 'iss', claims -> 'iss', 'email',
    lower(claims ->> 'email'), 'email_verified', coalesce((claims ->> 'email_verified')::boolean, false), 'full_name',
    claims -> 'name'))
$$;
comment on function atrium.identity_data(jsonb) is 'What is kept of the claims of a provider''s token.';

create function atrium.sign_in_by_provider(provider text, claims jsonb, flow uuid, flow_code_hash text,
  refresh_hash text, agent text, line text) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  subject text := claims ->> 'sub';
  address text := lower(claims ->> 'email');
  said jsonb := atrium.identity_data(claims);
  joined jsonb;
  person uuid;
begin
  -- who comes back twice at once comes one after the other
  perform pg_advisory_xact_lock(hashtextextended('identity ' || provider || ' ' || subject, 0));
  select i.user_id into person from auth.identities i
  where i.provider = sign_in_by_provider.provider and i.provider_id = subject;
  if person is null then
    if address is null or not (said ->> 'email_verified')::boolean then
      return '{"error": "provider_email_needs_verification"}';
    end if;
    joined := atrium.join_by_address(provider, subject, address, claims ->> 'name');
    if joined ? 'error' then
      return joined;
    end if;
    person := joined ->> 'person';
    insert into auth.identities (id, provider_id, user_id, identity_data, provider, created_at, updated_at)
    values (gen_random_uuid(), subject, person, said, provider, now(), now());
    perform atrium.name_providers(person);
    perform atrium.log_event('identity.linked', 'identities', provider, actor => person,
      agency => atrium.session_agency(null, person));
  end if;
  update auth.identities i set identity_data = said, last_sign_in_at = clock_timestamp(),
    updated_at = clock_timestamp()
  where i.provider = sign_in_by_provider.provider and i.provider_id = subject;
  if exists (select from auth.users u where u.id = person
      and (u.banned_until > clock_timestamp() or u.deleted_at is not null)) then
    return '{"error": "user_banned"}';
  end if;
  perform atrium.forgive_attempt(null, 'way ' || line);
  if flow is not null then
    update auth.flow_state f set user_id = person, auth_code = flow_code_hash, auth_code_issued_at = clock_timestamp(),
      provider_type = provider, authentication_method = 'oauth', updated_at = clock_timestamp()
    where f.id = flow;
    return case when found then '{"flow": true}' else '{"error": "flow_state_expired"}' end::jsonb;
  end if;
  return atrium.open_session(person, refresh_hash, 'oauth', agent, line);
end
$$;
comment on function atrium.sign_in_by_provider(text, jsonb, uuid, text, text, text, text) is
  'Signs in whom a provider names: by its name for them, else by an address that it has verified. claims: sub, iss,'
  ' email, email_verified, name of a checked token. Opens a session, or gives the flow its code; {"error": code}.';

grant execute on function atrium.begin_way(text, bytea), atrium.take_way(text), atrium.is_invited(text),
  atrium.join_by_address(text, text, text, text), atrium.name_providers(uuid), atrium.identity_data(jsonb),
  atrium.sign_in_by_provider(text, jsonb, uuid, text, text, text, text) to atrium_auth;
