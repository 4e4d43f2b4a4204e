-- What sign-in tells a client, in GoTrue's shapes: the user, and the session that a token is made of. These run as
-- atrium_auth over the auth tables; only the look at memberships needs the definer.
create function atrium.user_answer(person uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select jsonb_build_object(
      'id', u.id, 'aud', 'authenticated', 'role', 'authenticated', 'email', coalesce(u.email::text, ''),
      'phone', coalesce(u.phone::text, ''), 'email_confirmed_at', u.email_confirmed_at, 'confirmed_at', u.confirmed_at,
      'last_sign_in_at', u.last_sign_in_at, 'app_metadata', coalesce(u.raw_app_meta_data, '{}'),
      'user_metadata', coalesce(u.raw_user_meta_data, '{}'), 'identities', coalesce(i.list, '[]'),
      'created_at', u.created_at, 'updated_at', u.updated_at, 'is_anonymous', false)
      || jsonb_strip_nulls(jsonb_build_object('invited_at', u.invited_at, 'new_email', nullif(u.email_change, ''),
        'confirmation_sent_at', u.confirmation_sent_at, 'recovery_sent_at', u.recovery_sent_at,
        'email_change_sent_at', u.email_change_sent_at))
      || case when u.banned_until > now() then jsonb_build_object('banned_until', u.banned_until) else '{}' end
      || case when f.list is null then '{}' else jsonb_build_object('factors', f.list) end
    from auth.users u
    left join lateral (
      select jsonb_agg(jsonb_build_object('identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id,
        'identity_data', i.identity_data, 'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at,
        'created_at', i.created_at, 'updated_at', i.updated_at, 'email', i.email::text) order by i.created_at) as list
      from auth.identities i where i.user_id = u.id
    ) i on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', m.id, 'friendly_name', m.friendly_name, 'factor_type', m.factor_type,
        'status', m.status, 'created_at', m.created_at, 'updated_at', m.updated_at) order by m.created_at) as list
      from auth.mfa_factors m where m.user_id = u.id
    ) f on true
    where u.id = person and u.deleted_at is null
  );
end
$$;
comment on function atrium.user_answer(uuid) is 'The user as GoTrue shows one; null where there is none.';

create function atrium.session_agency(sign_in uuid, person uuid) returns uuid
language sql stable
as $$
  select m.agency_id
  from public.memberships m
  where m.user_id = person and m.status = 'active'
  order by m.agency_id = (select a.agency_id from atrium.session_agencies a
    where a.session_id = sign_in) desc nulls last,
    m.created_at, m.id
  limit 1
$$;
comment on function atrium.session_agency(uuid, uuid) is
  'The agency a session works in: the one it chose while the person is a member there, else the oldest membership.';
call atrium.own_as_definer('atrium.session_agency(uuid, uuid)'::regprocedure);

create function atrium.session_answer(sign_in uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select jsonb_build_object('session_id', s.id, 'aal', s.aal::text, 'amr', coalesce(a.list, '[]'),
      -- who has a second factor is in no agency before it was shown: this is none, and enter looks for no other
      'agency_id', case when s.aal::text = 'aal1' and exists (select from auth.mfa_factors m
          where m.user_id = s.user_id and m.status::text = 'verified') then '00000000-0000-0000-0000-000000000000'
        else atrium.session_agency(s.id, s.user_id) end, 'user', atrium.user_answer(s.user_id))
    from auth.sessions s
    left join lateral (
      select jsonb_agg(jsonb_build_object('method', c.authentication_method,
        'timestamp', extract(epoch from c.updated_at)::bigint) order by c.updated_at desc) as list
      from auth.mfa_amr_claims c where c.session_id = s.id
    ) a on true
    where s.id = sign_in
  );
end
$$;
comment on function atrium.session_answer(uuid) is
  'What the token of a session says, and its user; null where it is gone.';

create function atrium.open_session(person uuid, token_hash text, method text, agent text, address text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  sign_in uuid := gen_random_uuid();
begin
  insert into auth.sessions (id, user_id, created_at, updated_at, refreshed_at, aal, user_agent, ip)
  values (sign_in, person, clock_timestamp(), clock_timestamp(), clock_timestamp(), 'aal1', left(agent, 500),
    nullif(address, '')::inet);
  insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
  values (gen_random_uuid(), sign_in, method, clock_timestamp(), clock_timestamp());
  insert into auth.refresh_tokens (token, user_id, session_id, revoked, created_at, updated_at)
  values (token_hash, person, sign_in, false, clock_timestamp(), clock_timestamp());
  update auth.users u set last_sign_in_at = clock_timestamp() where u.id = person;
  update auth.identities i set last_sign_in_at = clock_timestamp() where i.user_id = person and i.provider = 'email';
  return atrium.session_answer(sign_in);
end
$$;
comment on function atrium.open_session(uuid, text, text, text, text) is
  'Opens a session with its first refresh token, given as SHA-256 in hex; answers as session_answer does.';

grant execute on function atrium.user_answer(uuid), atrium.session_agency(uuid, uuid), atrium.session_answer(uuid),
  atrium.open_session(uuid, text, text, text, text) to atrium_auth;
