-- A second factor: six digits that change every thirty seconds (RFC 6238). The server knows the secret and says which
-- thirty seconds a code belongs to; here it is decided that each counts once, and what a session gains by it. Secrets
-- lie here encrypted by the server. A session of somebody with a factor is in no agency until it has shown it, see
-- atrium.session_answer.
do $$ begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  alter table auth.mfa_factors add column last_step bigint;
  comment on column auth.mfa_factors.last_step is 'Number of the thirty seconds whose code counted last.';
end $$;

create function atrium.enroll_factor(person uuid, sign_in uuid, name text, secret text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
  made uuid := gen_random_uuid();
begin
  if held ? 'error' then
    return held;
  elsif atrium.may_change_access(person, sign_in, null, null) is not null then
    return '{"error": "insufficient_aal"}';
  end if;
  -- one at a time, so that the count holds; whoever begins anew takes the place of what they left unfinished
  perform from auth.users u where u.id = person for update;
  delete from auth.mfa_factors m where m.user_id = person and m.status::text = 'unverified'
    and (m.friendly_name is not distinct from name or m.created_at < clock_timestamp() - interval '10 minutes');
  if (select count(*) >= 10 from auth.mfa_factors m where m.user_id = person) then
    return '{"error": "too_many_enrolled_mfa_factors"}';
  elsif exists (select from auth.mfa_factors m where m.user_id = person and m.friendly_name = name) then
    return '{"error": "mfa_factor_name_conflict"}';
  end if;
  insert into auth.mfa_factors (id, user_id, friendly_name, factor_type, status, secret, created_at, updated_at)
  values (made, person, name, 'totp', 'unverified', enroll_factor.secret, clock_timestamp(), clock_timestamp());
  return jsonb_build_object('id', made, 'email', held ->> 'email');
end
$$;
comment on function atrium.enroll_factor(uuid, uuid, text, text) is
  'Begins to set up a second factor with a secret; it counts once a code of it was shown. {"error": code} otherwise.';

create function atrium.challenge_factor(person uuid, sign_in uuid, factor uuid, address text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
  made uuid := gen_random_uuid();
begin
  if held ? 'error' then
    return held;
  end if;
  update auth.mfa_factors m set last_challenged_at = clock_timestamp() where m.id = factor and m.user_id = person;
  if not found then
    return '{"error": "mfa_factor_not_found"}';
  end if;
  delete from auth.mfa_challenges c
  where c.factor_id = factor and c.created_at < clock_timestamp() - interval '5 minutes';
  insert into auth.mfa_challenges (id, factor_id, created_at, ip_address)
  values (made, factor, clock_timestamp(), coalesce(nullif(address, ''), '0.0.0.0')::inet);
  return jsonb_build_object('id', made, 'type', 'totp',
    'expires_at', extract(epoch from clock_timestamp() + interval '5 minutes')::bigint);
end
$$;
comment on function atrium.challenge_factor(uuid, uuid, uuid, text) is
  'Asks for a code of a factor, for five minutes: {"id", "type", "expires_at"}.';

create function atrium.factor_secret(person uuid, sign_in uuid, factor uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
begin
  if held ? 'error' then
    return held;
  end if;
  return coalesce((select jsonb_build_object('secret', m.secret) from auth.mfa_factors m
    where m.id = factor and m.user_id = person and m.factor_type::text = 'totp'), '{"error": "mfa_factor_not_found"}');
end
$$;
comment on function atrium.factor_secret(uuid, uuid, uuid) is
  'The secret of one''s own factor, as the server closed it.';

create function atrium.renew_session(sign_in uuid, method text, refresh_hash text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
  values (gen_random_uuid(), sign_in, method, clock_timestamp(), clock_timestamp())
  on conflict (session_id, authentication_method) do update set updated_at = clock_timestamp();
  -- a token from before, which somebody may have copied, must not lead to what the session now is
  delete from auth.refresh_tokens t where t.session_id = sign_in;
  insert into auth.refresh_tokens (token, user_id, session_id, revoked, created_at, updated_at)
  select refresh_hash, s.user_id, s.id, false, clock_timestamp(), clock_timestamp()
  from auth.sessions s where s.id = sign_in;
  return atrium.session_answer(sign_in);
end
$$;
comment on function atrium.renew_session(uuid, text, text) is
  'A session goes on with a new refresh token, once its person has shown more of who they are. As session_answer.';

create function atrium.pass_factor(person uuid, sign_in uuid, factor uuid, challenge uuid, step bigint,
  refresh_hash text, line text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
  was_new boolean;
begin
  if held ? 'error' then
    return held;
  end if;
  -- the row is the lock: of many who show one code at once, one finds its thirty seconds unused
  select m.status::text = 'unverified' into was_new from auth.mfa_factors m
  where m.id = factor and m.user_id = person for update;
  update auth.mfa_challenges c set verified_at = clock_timestamp()
  where c.id = challenge and c.factor_id = factor and c.verified_at is null
    and c.created_at > clock_timestamp() - interval '5 minutes';
  if not found then
    return '{"error": "mfa_challenge_expired"}';
  end if;
  update auth.mfa_factors m set status = 'verified', last_step = step, updated_at = clock_timestamp()
  where m.id = factor and m.user_id = person and (m.last_step is null or m.last_step < step);
  if not found then
    update auth.mfa_challenges c set verified_at = null where c.id = challenge;
    return '{"error": "mfa_verification_failed"}';
  end if;
  if was_new then
    -- what was opened without it is over
    delete from auth.sessions s where s.user_id = person and s.id <> sign_in and s.aal::text = 'aal1';
    perform atrium.log_event('factor.enrolled', 'factors', factor::text, actor => person,
      agency => atrium.session_agency(sign_in, person));
  end if;
  update auth.sessions s set aal = 'aal2', factor_id = factor, updated_at = clock_timestamp() where s.id = sign_in;
  perform atrium.forgive_attempt('factor ' || factor, line);
  return atrium.renew_session(sign_in, 'totp', refresh_hash);
end
$$;
comment on function atrium.pass_factor(uuid, uuid, uuid, uuid, bigint, text, text) is
  'A code of these thirty seconds was shown: once, for an open challenge, it makes the factor count and the session one'
  ' of two factors, with a new refresh token. Answers as session_answer; {"error": code} otherwise.';

create function atrium.delete_factor(person uuid, factor uuid) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update auth.sessions s set aal = 'aal1', updated_at = clock_timestamp()
  where s.user_id = person and s.factor_id = factor;
  delete from auth.mfa_factors m where m.id = factor and m.user_id = person;
  if not found then
    return '{"error": "mfa_factor_not_found"}';
  end if;
  perform atrium.log_event('factor.removed', 'factors', factor::text, actor => person,
    agency => atrium.session_agency(null, person));
  return jsonb_build_object('id', factor);
end
$$;
comment on function atrium.delete_factor(uuid, uuid) is 'Removes a factor; sessions that showed it are of one factor.';

create function atrium.unenroll_factor(person uuid, sign_in uuid, factor uuid) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
begin
  if held ? 'error' then
    return held;
  elsif atrium.may_change_access(person, sign_in, null, null) is not null
    and exists (select from auth.mfa_factors m where m.id = factor and m.status::text = 'verified') then
    return '{"error": "insufficient_aal"}';
  end if;
  return atrium.delete_factor(person, factor);
end
$$;
comment on function atrium.unenroll_factor(uuid, uuid, uuid) is
  'Removes one''s own factor: one that counts, in a session that has shown a second factor.';

grant execute on function atrium.enroll_factor(uuid, uuid, text, text),
  atrium.challenge_factor(uuid, uuid, uuid, text), atrium.factor_secret(uuid, uuid, uuid),
  atrium.renew_session(uuid, text, text), atrium.pass_factor(uuid, uuid, uuid, uuid, bigint, text, text),
  atrium.delete_factor(uuid, uuid),
  atrium.unenroll_factor(uuid, uuid, uuid) to atrium_auth;
