-- What a signed-in person needs to begin: who they are and what they may do here, where else they belong, and a way
-- to go there or to found an agency of their own.
create function public.whoami() returns jsonb
language sql stable
as $$
  select jsonb_build_object(
    'user', (select jsonb_build_object('id', u.id, 'email', u.email::text, 'full_name', u.full_name,
        'avatar_url', u.avatar_url, 'locale', u.locale, 'timezone', u.timezone)
      from public.users u where u.id = (select atrium.current_user_id())),
    'agency', (select jsonb_build_object('id', a.id, 'name', a.name, 'slug', a.slug, 'settings', a.settings,
        'logo_url', a.logo_url, 'timezone', a.timezone, 'currency', a.currency, 'accent', a.accent)
      from public.agencies a where a.id = (select atrium.current_agency_id())),
    'role', atrium.current_agency_role(),
    'client_scope', nullif(current_setting('atrium.client_scope', true), ''),
    'client_id', atrium.home_client_id(),
    'rights', to_jsonb(string_to_array(btrim(coalesce(current_setting('atrium.rights', true), '')), ' ')),
    'session_id', atrium.current_session_id(),
    'aal', nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'aal')
$$;
comment on function public.whoami() is
  'The caller: user, agency, role, client scope, home client, rights, session. user is null for a key, agency is'
  ' null for'
  ' a person without one.';

create function public.my_agencies()
returns table (agency_id uuid, name text, slug text, role text, client_id uuid, client_name text, is_current boolean)
language sql stable
as $$
  select a.id, a.name, a.slug, m.role::text, m.client_id, atrium.client_name(m.client_id),
    a.id is not distinct from atrium.current_agency_id()
  from public.memberships m join public.agencies a on a.id = m.agency_id
  where m.user_id = atrium.current_user_id() and m.status = 'active'
  order by lower(a.name), a.id
$$;
comment on function public.my_agencies() is 'The agencies the signed-in person is an active member of, by name.';
call atrium.own_as_definer('public.my_agencies()'::regprocedure);

create function public.switch_agency(agency_id uuid) returns void
language plpgsql
as $$
#variable_conflict use_column
begin
  if atrium.current_session_id() is null then
    perform atrium.refuse('ATSTA', 'Only a signed-in session has a current agency.', 'Sign in first.');
  end if;
  if not exists (select from public.memberships m where m.agency_id = switch_agency.agency_id
      and m.user_id = atrium.current_user_id() and m.status = 'active') then
    perform atrium.refuse('ATNOF', 'You are not a member of such an agency.');
  end if;
  insert into atrium.session_agencies (session_id, agency_id)
  values (atrium.current_session_id(), switch_agency.agency_id)
  on conflict (session_id) do update set agency_id = excluded.agency_id, updated_at = now();
end
$$;
comment on function public.switch_agency(uuid) is
  'Chooses the agency of this session; the next refresh of its token carries it. The agency is checked: the person is'
  ' an active member. Refuses with ATSTA, ATNOF.';
call atrium.own_as_definer('public.switch_agency(uuid)'::regprocedure);

create function atrium.found_agency(name text, founder uuid) returns public.agencies
language plpgsql
as $$
#variable_conflict use_column
declare
  made public.agencies;
begin
  if found_agency.name is null or length(btrim(found_agency.name)) not between 1 and 200 then
    perform atrium.refuse('ATVAL', 'An agency needs a name of 1 to 200 characters.');
  end if;
  insert into public.agencies as a (name, slug, created_by)
  values (btrim(found_agency.name), atrium.free_slug(found_agency.name), founder)
  returning a.* into made;
  insert into public.memberships (agency_id, user_id, role, created_by) values (made.id, founder, 'owner', founder);
  return made;
end
$$;
comment on function atrium.found_agency(text, uuid) is 'Makes an agency and its owner. For definer functions.';
call atrium.own_as_definer('atrium.found_agency(text,uuid)'::regprocedure);

create function public.create_agency(name text) returns public.agencies
language plpgsql
as $$
begin
  if atrium.current_user_id() is null then
    perform atrium.refuse('ATNOM', 'Only a signed-in person founds an agency.', 'Sign in first.');
  end if;
  if (select count(*) >= 10 from public.agencies a
      where a.created_by = atrium.current_user_id() and a.created_at > now() - interval '1 day') then
    perform atrium.refuse('ATWEE', 'Too many agencies in one day.', 'Try again tomorrow.');
  end if;
  return atrium.found_agency(create_agency.name, atrium.current_user_id());
end
$$;
comment on function public.create_agency(text) is
  'Makes an agency with the signed-in person as its owner. Refuses with ATNOM, ATVAL, ATWEE.';
call atrium.own_as_definer('public.create_agency(text)'::regprocedure);

create function public.role_matrix() returns table (role text, resource text, action text, reach text)
language sql stable
as $$
  select r.role::text, r.resource, r.action, r.reach from atrium.role_rights r
  order by atrium.rank(r.role), r.role, r.resource, r.action
$$;
comment on function public.role_matrix() is 'What each role may do, and how far: the matrix that the policies check.';
call atrium.own_as_definer('public.role_matrix()'::regprocedure);

grant execute on function public.whoami(), public.my_agencies(), public.switch_agency(uuid), public.create_agency(text),
  public.role_matrix() to authenticated;
