-- Links and codes that work once. A mail carries both: a link with 32 random bytes, known here by its SHA-256, and six
-- digits to type, known by a digest that takes a key of the server to make. What uses one deletes its row, so that of
-- many requests at once one goes through. Flows (PKCE) are of GoTrue's shape; their codes are hashed as well.
do $$ begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;

  create table auth.flow_state (
    id                     uuid primary key default gen_random_uuid(),
    user_id                uuid references auth.users on delete cascade,
    auth_code              text,
    code_challenge_method  text not null,
    code_challenge         text not null,
    provider_type          text not null,
    provider_access_token  text,
    provider_refresh_token text,
    created_at             timestamptz not null default now(),
    updated_at             timestamptz not null default now(),
    authentication_method  text not null,
    auth_code_issued_at    timestamptz,
    constraint flow_state_code_challenge_method check (code_challenge_method in ('s256', 'plain')),
    constraint flow_state_code_challenge check (length(code_challenge) between 43 and 128)
  );
  create unique index flow_state_auth_code on auth.flow_state (auth_code) where auth_code is not null;
  create index flow_state_created_at_idx on auth.flow_state (created_at desc);
  create index flow_state_user_id_idx on auth.flow_state (user_id);
  comment on table auth.flow_state is 'Sign-ins that end where they began (PKCE); auth_code is the SHA-256 in hex.';

  alter table auth.one_time_tokens
    add column code_hash text,
    add column attempts integer not null default 0,
    add column expires_at timestamptz not null default now() + interval '1 hour',
    add column flow_state_id uuid references auth.flow_state on delete cascade,
    add column data jsonb not null default '{}';
  create index one_time_tokens_relates_to_idx on auth.one_time_tokens (relates_to);
  create index one_time_tokens_flow_state_id_idx on auth.one_time_tokens (flow_state_id);
end $$;

create function atrium.issue_token(person uuid, kind text, address text, request jsonb, data jsonb) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into auth.one_time_tokens as t (user_id, token_type, token_hash, code_hash, relates_to, flow_state_id, data)
  values (person, kind, request ->> 'token', request ->> 'code', lower(address),
    (select f.id from auth.flow_state f where f.id = atrium.as_uuid(request ->> 'flow')), issue_token.data)
  on conflict (user_id, token_type) do update
  set token_hash = excluded.token_hash, code_hash = excluded.code_hash, relates_to = excluded.relates_to,
    flow_state_id = excluded.flow_state_id, data = excluded.data, attempts = 0, created_at = clock_timestamp(),
    updated_at = clock_timestamp(), expires_at = clock_timestamp() + interval '1 hour';
  update auth.users u set
    confirmation_sent_at = case kind when 'confirmation_token' then now() else u.confirmation_sent_at end,
    recovery_sent_at = case kind when 'recovery_token' then now() else u.recovery_sent_at end,
    reauthentication_sent_at = case kind when 'reauthentication_token' then now() else u.reauthentication_sent_at end
  where u.id = person;
end
$$;
comment on function atrium.issue_token(uuid, text, text, jsonb, jsonb) is
  'A person''s link and code of a kind, for an hour; the one before ends. request: {"token", "code": hashes, "flow"}.';

create function atrium.use_token(kinds text[], token_hash text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  used jsonb;
begin
  delete from auth.one_time_tokens t
  where t.token_hash = use_token.token_hash and t.token_type = any (kinds) and t.expires_at > clock_timestamp()
  returning to_jsonb(t) into used;
  return used;
end
$$;
comment on function atrium.use_token(text[], text) is 'Uses up a link: its row, or null where it is over or unknown.';

create function atrium.use_code(kinds text[], address text, code_hash text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  meant uuid;
  used jsonb;
begin
  -- counted in the statement that locks the row: who comes at the same time waits, then finds it used or the count up
  with tried as (
    update auth.one_time_tokens t set attempts = t.attempts + 1
    where t.relates_to = lower(address) and t.token_type = any (kinds) and t.attempts < 10
      and t.expires_at > clock_timestamp()
    returning t.id, t.code_hash)
  select t.id into meant from tried t where t.code_hash = use_code.code_hash limit 1;
  delete from auth.one_time_tokens t where t.id = meant returning to_jsonb(t) into used;
  return used;
end
$$;
comment on function atrium.use_code(text[], text, text) is
  'Uses up a code that was typed for an address: its row, or null where it isn''t the one. After ten wrong ones only'
  ' the link still works.';

create function atrium.begin_flow(challenge text, method text) returns uuid
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  begun uuid;
begin
  delete from auth.flow_state f where f.id in (
    select o.id from auth.flow_state o where o.created_at < clock_timestamp() - interval '1 day'
    order by o.created_at limit 20 for update skip locked);
  insert into auth.flow_state (code_challenge, code_challenge_method, provider_type, authentication_method)
  values (challenge, lower(method), 'email', 'otp')
  returning id into begun;
  return begun;
end
$$;
comment on function atrium.begin_flow(text, text) is
  'Remembers the challenge of a client that will come back with a code; gives the flow''s number.';

create function atrium.use_flow(code_hash text, verifier text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  flow record;
begin
  -- a code is looked at once, whatever comes of it
  delete from auth.flow_state f where f.auth_code = code_hash
  returning f.user_id, f.code_challenge, f.code_challenge_method, f.auth_code_issued_at, f.authentication_method
  into flow;
  if not found then
    return '{"error": "flow_state_not_found"}';
  elsif flow.auth_code_issued_at < clock_timestamp() - interval '5 minutes' then
    return '{"error": "flow_state_expired"}';
  elsif flow.code_challenge is distinct from (case flow.code_challenge_method when 'plain' then verifier
      else rtrim(translate(encode(sha256(convert_to(verifier, 'UTF8')), 'base64'), '+/', '-_'), '=') end) then
    return '{"error": "bad_code_verifier"}';
  elsif exists (select from auth.users u where u.id = flow.user_id and u.banned_until > clock_timestamp()) then
    return '{"error": "user_banned"}';
  end if;
  return jsonb_build_object('person', flow.user_id, 'method', flow.authentication_method);
end
$$;
comment on function atrium.use_flow(text, text) is
  'Uses up the code of a flow: {"person", "method"}; {"error": code} where the verifier or the time is not right.';

create function atrium.exchange_code(code_hash text, verifier text, token_hash text, agent text, address text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  flow jsonb := atrium.use_flow(code_hash, verifier);
begin
  return case when flow ? 'error' then flow
    else atrium.open_session((flow ->> 'person')::uuid, token_hash, flow ->> 'method', agent, address) end;
end
$$;
comment on function atrium.exchange_code(text, text, text, text, text) is
  'Opens the session that a code stands for, for the client that began the flow; {"error": code} otherwise.';

grant execute on function atrium.issue_token(uuid, text, text, jsonb, jsonb), atrium.use_token(text[], text),
  atrium.use_code(text[], text, text), atrium.begin_flow(text, text),
  atrium.use_flow(text, text), atrium.exchange_code(text, text, text, text, text) to atrium_auth;
