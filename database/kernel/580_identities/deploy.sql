-- Linking identities by hand: somebody who is signed in adds a way of signing in, or takes one away. The session that
-- set out must hold when the way ends. Where the client brought a challenge of its own, the link is made when it shows
-- its verifier, so that nobody is led into linking what is theirs to the account of somebody else.
create function atrium.may_change_identities(person uuid, sign_in uuid, fresh interval) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
  refusal text;
begin
  if held ? 'error' then
    return held;
  end if;
  refusal := atrium.may_change_access(person, sign_in, null, fresh);
  return case when refusal is null then '{}' else jsonb_build_object('error', refusal) end;
end
$$;
comment on function atrium.may_change_identities(uuid, uuid, interval) is
  'Whether a session may link and unlink: {}; {"error": code} otherwise. fresh: how long after signing in; null: at any'
  ' time.';

create function atrium.link_identity(person uuid, sign_in uuid, provider text, claims jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  refusal jsonb := atrium.may_change_identities(person, sign_in, null);
  made uuid;
begin
  if refusal ? 'error' then
    return refusal;
  end if;
  -- the constraint decides: of many who link one identity at once, one does
  insert into auth.identities (id, provider_id, user_id, identity_data, provider, created_at, updated_at)
  values (gen_random_uuid(), claims ->> 'sub', person, atrium.identity_data(claims), link_identity.provider, now(),
    now())
  on conflict do nothing
  returning id into made;
  if made is null then
    return '{"error": "identity_already_exists"}';
  end if;
  perform atrium.name_providers(person);
  perform atrium.log_event('identity.linked', 'identities', made::text, actor => person,
    agency => atrium.session_agency(sign_in, person), metadata => jsonb_build_object('provider', provider));
  return '{}';
end
$$;
comment on function atrium.link_identity(uuid, uuid, text, jsonb) is
  'Links an identity at a provider to the account of a session that holds; {"error": code} where it is somebody''s.';

create function atrium.link_by_provider(person uuid, sign_in uuid, provider text, claims jsonb, flow uuid,
  flow_code_hash text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  refusal jsonb;
begin
  if flow is null then
    return atrium.link_identity(person, sign_in, provider, claims);
  elsif exists (select from auth.identities i
      where i.provider = link_by_provider.provider and i.provider_id = claims ->> 'sub') then
    return '{"error": "identity_already_exists"}';
  end if;
  refusal := atrium.may_change_identities(person, sign_in, null);
  if refusal ? 'error' then
    return refusal;
  end if;
  update auth.flow_state f set user_id = person, auth_code = flow_code_hash, auth_code_issued_at = clock_timestamp(),
    provider_type = provider, authentication_method = 'oauth', updated_at = clock_timestamp()
  where f.id = flow;
  if not found then
    return '{"error": "flow_state_expired"}';
  end if;
  perform atrium.begin_way('link ' || flow_code_hash, convert_to(jsonb_build_object('sign_in', sign_in,
    'provider', provider, 'claims', claims)::text, 'UTF8'));
  return '{"flow": true}';
end
$$;
comment on function atrium.link_by_provider(uuid, uuid, text, jsonb, uuid, text) is
  'Somebody comes back whose session set out to link: as link_identity; or gives the flow the code whose exchange'
  ' links.';

create or replace function atrium.exchange_code(code_hash text, verifier text, token_hash text, agent text,
  address text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  flow jsonb := atrium.use_flow(code_hash, verifier);
  link jsonb;
  refusal jsonb;
begin
  if flow ? 'error' then
    return flow;
  end if;
  link := convert_from(atrium.take_way('link ' || code_hash), 'UTF8');
  if link is null then
    return atrium.open_session((flow ->> 'person')::uuid, token_hash, flow ->> 'method', agent, address);
  end if;
  refusal := atrium.link_identity((flow ->> 'person')::uuid, (link ->> 'sign_in')::uuid, link ->> 'provider',
    link -> 'claims');
  return case when refusal ? 'error' then refusal
    else atrium.renew_session((link ->> 'sign_in')::uuid, 'oauth', token_hash) end;
end
$$;
comment on function atrium.exchange_code(text, text, text, text, text) is
  'Opens the session that a code stands for, for the client that began the flow; or links what the flow set out for and'
  ' goes on with the session that did. {"error": code} otherwise.';

create function atrium.unlink_identity(person uuid, sign_in uuid, identity uuid, fresh interval) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  refusal jsonb := atrium.may_change_identities(person, sign_in, fresh);
  address text;
  gone text;
begin
  if refusal ? 'error' then
    return refusal;
  end if;
  -- one at a time, or two at once would each leave the other's
  select lower(u.email::text) into address from auth.users u where u.id = person for update;
  select i.provider into gone from auth.identities i where i.id = identity and i.user_id = person;
  if not found then
    return '{"error": "identity_not_found"}';
  elsif not exists (select from auth.identities i where i.user_id = person and i.id <> identity) then
    return '{"error": "single_identity_not_deletable"}';
  elsif gone = 'email' and not exists (select from auth.identities i where i.user_id = person and i.id <> identity
      and (i.identity_data ->> 'email_verified')::boolean and lower(i.identity_data ->> 'email') = address) then
    -- else whoever signed up with the address of somebody else would keep what they linked when its owner comes
    return '{"error": "email_conflict_identity_not_deletable"}';
  end if;
  delete from auth.identities i where i.id = identity;
  if gone = 'email' then
    update auth.users u set encrypted_password = null, updated_at = clock_timestamp() where u.id = person;
  end if;
  perform atrium.name_providers(person);
  perform atrium.log_event('identity.unlinked', 'identities', identity::text, actor => person,
    agency => atrium.session_agency(sign_in, person), metadata => jsonb_build_object('provider', gone));
  return '{}';
end
$$;
comment on function atrium.unlink_identity(uuid, uuid, uuid, interval) is
  'Takes a way of signing in from one''s account, but the last; with that by e-mail goes the password. {"error": code}'
  ' where the session may not or the identity is not one''s own.';

grant execute on function atrium.may_change_identities(uuid, uuid, interval),
  atrium.link_identity(uuid, uuid, text, jsonb),
  atrium.link_by_provider(uuid, uuid, text, jsonb, uuid, text),
  atrium.unlink_identity(uuid, uuid, uuid, interval) to atrium_auth;
