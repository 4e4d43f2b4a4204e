-- What every request begins with: claims say who and where, the database says what holds now. One look at the session,
-- one at the membership; everything policies need goes into transaction-local settings.
create table atrium.session_agencies (
  session_id uuid not null,
  agency_id  uuid not null references public.agencies on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint session_agencies_pkey primary key (session_id)
);
comment on table atrium.session_agencies is
  'The agency a session works in, where its person has several. Not a reference to auth.sessions: swept by age.';
comment on column atrium.session_agencies.session_id is 'The session.';
comment on column atrium.session_agencies.agency_id is 'The agency chosen last; new tokens of the session carry it.';
comment on column atrium.session_agencies.created_at is 'When the session first chose; UTC.';
comment on column atrium.session_agencies.updated_at is 'When it chose last; UTC.';
create index session_agencies_agency on atrium.session_agencies (agency_id);

create function atrium.enter(claims jsonb) returns void
language plpgsql
as $$
declare
  person uuid := atrium.as_uuid(claims ->> 'sub');
  sign_in uuid := atrium.as_uuid(claims ->> 'session_id');
  agency uuid := atrium.as_uuid(claims ->> 'agency_id');
  api_key uuid := case when claims ? 'api_key_id' then atrium.as_uuid(claims ->> 'api_key_id') end;
  held record;
  known boolean := false;
  settled text;
begin
  if claims ->> 'role' = 'authenticated' then
    if api_key is not null then
      select k.agency_id, k.role::text as role, null::uuid as client_id, r.rights, 'all' as scope, '' as extra
      into held
      from public.api_keys k left join atrium.role_right_sets r on r.role = k.role
      where k.id = api_key and k.agency_id = agency and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > now());
      known := found;
      person := null;
    elsif person is not null then
      -- a session that is gone is a session that was revoked
      if claims ? 'session_id' then
        perform 1 from auth.sessions s
        where s.id = sign_in and s.user_id = person and (s.not_after is null or s.not_after > now());
        if not found then
          person := null;
        end if;
      end if;
      if agency is null and sign_in is not null and not claims ? 'agency_id' then
        select a.agency_id into agency from atrium.session_agencies a where a.session_id = sign_in;
      end if;
      if agency is null and coalesce(claims ->> 'agency_id', '') = '' then
        select m.agency_id into agency from public.memberships m
        where m.user_id = person and m.status = 'active' order by m.created_at, m.id limit 1;
      end if;
      select m.agency_id, m.role::text as role, m.client_id, r.rights,
        case when m.client_id is null then m.client_scope else 'home' end as scope,
        case when m.permissions <> '{}' then array_to_string(m.permissions, ' ') || ' ' else '' end as extra
      into held
      from public.memberships m left join atrium.role_right_sets r on r.role = m.role
      where m.agency_id = agency and m.user_id = person and m.status = 'active';
      known := found;
    end if;
  else
    person := null;
  end if;

  -- one expression without a query, because this runs with every request
  settled := set_config('request.jwt.claims', case
      when claims ->> 'role' is distinct from 'authenticated' then coalesce(claims::text, '')
      when person is null and not known then '{"role": "authenticated"}'
      else claims::text end, true)
    || set_config('atrium.user_id', coalesce(person::text, ''), true)
    || set_config('atrium.session_id', case when person is null then '' else coalesce(sign_in::text, '') end, true)
    || set_config('atrium.request_id', left(coalesce(claims ->> 'request_id', ''), 128), true);
  if known then
    settled := set_config('atrium.agency_id', held.agency_id::text, true)
      || set_config('atrium.role', held.role, true)
      || set_config('atrium.client_scope', held.scope, true)
      || set_config('atrium.client_id', coalesce(held.client_id::text, ''), true)
      || set_config('atrium.rights', coalesce(held.rights, ' ') || held.extra, true)
      || set_config('atrium.list_key', hashtextextended(held.agency_id::text, 0)::text, true)
      || set_config('atrium.api_key_id', case when person is null then api_key::text else '' end, true);
  else
    settled := set_config('atrium.agency_id', '', true) || set_config('atrium.role', '', true)
      || set_config('atrium.client_scope', '', true) || set_config('atrium.client_id', '', true)
      || set_config('atrium.rights', '', true) || set_config('atrium.list_key', '', true)
      || set_config('atrium.api_key_id', '', true);
  end if;
end
$$;
comment on function atrium.enter(jsonb) is
  'Puts what holds now for the bearer of these claims into transaction-local settings: agency, person, role,'
  ' rights, scope.'
  ' Whoever is not a member, or has a session that was revoked or ran out, is nobody; that is not an error.';
call atrium.own_as_definer('atrium.enter(jsonb)'::regprocedure);
grant execute on function atrium.enter(jsonb) to atrium_gateway;

create function atrium.enter() returns void
language plpgsql
as $$
begin
  perform atrium.enter(nullif(current_setting('request.jwt.claims', true), '')::jsonb);
exception when invalid_text_representation then
  perform atrium.enter(null);
end
$$;
comment on function atrium.enter() is
  'atrium.enter with the claims of request.jwt.claims: the pre-request function for PostgREST, after its change'
  ' of role.';
call atrium.own_as_definer('atrium.enter()'::regprocedure);
grant execute on function atrium.enter() to anon, authenticated, service_role;

-- on Supabase the sessions are somebody else's: the definer needs to read them and nothing more
do $$ begin
  if not has_table_privilege('atrium_definer', 'auth.sessions', 'select') then
    raise exception using errcode = 'ATSTA', message = 'atrium_definer can''t read auth.sessions.',
      hint = 'Grant usage on schema auth, and select and delete on auth.sessions and auth.users, to atrium_definer.';
  end if;
end $$;
