-- A refresh token works once and is followed by the next of its family, which is the session. The session's row is the
-- lock: of requests that come at once with one token, one moves the family on, and the others, within ten seconds, are
-- shown the same successor (the server derives it from the token, so it is never stored). A token used again later
-- was stolen or copied: the transaction that notices deletes the session, and with it every token of the family.
create function atrium.refresh(token_hash text, successors text[], agent text, address text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  sign_in uuid;
  person uuid;
  lasts_until timestamptz;
  presented record;
  generation integer;
begin
  select t.session_id into sign_in from auth.refresh_tokens t where t.token = token_hash;
  select s.user_id, s.not_after into person, lasts_until from auth.sessions s where s.id = sign_in for update;
  if not found then
    return '{"error": "refresh_token_not_found"}';
  end if;
  select t.revoked, t.updated_at into presented
  from auth.refresh_tokens t where t.token = token_hash and t.session_id = sign_in;
  if not found then
    return '{"error": "refresh_token_not_found"}';
  elsif lasts_until <= clock_timestamp() then
    delete from auth.sessions s where s.id = sign_in;
    return '{"error": "session_expired"}';
  elsif exists (select from auth.users u where u.id = person and u.banned_until > clock_timestamp()) then
    return '{"error": "user_banned"}';
  end if;

  if not presented.revoked then
    update auth.refresh_tokens t set revoked = true, updated_at = clock_timestamp() where t.token = token_hash;
    insert into auth.refresh_tokens (token, parent, user_id, session_id, revoked, created_at, updated_at)
    values (successors[1], token_hash, person, sign_in, false, clock_timestamp(), clock_timestamp());
    update auth.sessions s
    set refreshed_at = clock_timestamp(), updated_at = clock_timestamp(), user_agent = left(agent, 500),
      ip = nullif(address, '')::inet
    where s.id = sign_in;
    generation := 1;
  elsif presented.updated_at > clock_timestamp() - interval '10 seconds' then
    select g.position into generation
    from unnest(successors) with ordinality as g (hash, position)
    join auth.refresh_tokens t on t.token = g.hash and t.session_id = sign_in and not t.revoked;
  end if;

  if generation is null then
    delete from auth.sessions s where s.id = sign_in;
    return jsonb_build_object('error', 'refresh_token_already_used', 'session_id', sign_in, 'user_id', person);
  end if;
  return atrium.session_answer(sign_in) || jsonb_build_object('generation', generation);
end
$$;
comment on function atrium.refresh(text, text[], text, text) is
  'Moves a session''s family of refresh tokens on. successors: SHA-256 in hex of the tokens that follow, nearest first;'
  ' generation in the answer says which of them is live. {"error": code} where the session can''t go on.';
grant execute on function atrium.refresh(text, text[], text, text) to atrium_auth;
