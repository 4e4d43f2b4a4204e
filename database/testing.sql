-- Helpers of verify and prove, made and rolled back with each change: people, agencies, and ways to become somebody.
-- Everything is late bound, so that this runs before the tables exist.
create schema tests;
grant usage on schema tests to public;

create function tests.create_user(email text) returns uuid language plpgsql as $$
declare
  person uuid := gen_random_uuid();
begin
  insert into auth.users (id, email, email_confirmed_at) values (person, email, now());
  insert into public.users (id, email) select person, email
  where not exists (select from public.users u where u.id = person);
  return person;
end $$;
comment on function tests.create_user(text) is 'A person who can sign in, without an agency.';

create function tests.create_agency(name text) returns uuid language plpgsql as $$
declare
  made uuid;
begin
  insert into public.agencies (name, slug) values (name, atrium.free_slug(name)) returning id into made;
  return made;
end $$;
comment on function tests.create_agency(text) is 'An agency without members.';

create function tests.add_member(agency uuid, person uuid, role text, client uuid default null)
returns uuid language plpgsql as $$
declare
  made uuid;
begin
  insert into public.memberships (agency_id, user_id, role, client_id, client_scope)
  values (agency, person, role, client, case role when 'member' then 'some' else 'all' end)
  returning id into made;
  return made;
end $$;
comment on function tests.add_member(uuid, uuid, text, uuid) is 'A membership; customer needs a client.';

create function tests.become(person uuid, agency uuid default null) returns void language plpgsql as $$
begin
  set local role none;
  perform atrium.enter(jsonb_strip_nulls(
    jsonb_build_object('sub', person, 'agency_id', agency, 'role', 'authenticated')));
  set local role authenticated;
end $$;
comment on function tests.become(uuid, uuid) is
  'What the gateway does with a signed-in caller: enter, then change role.';

create function tests.become_nobody() returns void language plpgsql as $$
begin
  perform set_config(name, '', true) from unnest(array['atrium.user_id', 'atrium.agency_id', 'atrium.role',
    'atrium.client_scope', 'atrium.client_id', 'atrium.session_id', 'atrium.api_key_id', 'atrium.rights',
    'atrium.list_key', 'request.jwt.claims']) as name;
  set local role authenticated;
end $$;
comment on function tests.become_nobody() is 'A caller whom the database does not know, in the role of signed-in ones.';

create function tests.become_anon() returns void language plpgsql as $$
begin
  perform tests.become_nobody();
  set local role anon;
end $$;
comment on function tests.become_anon() is 'A caller who is not signed in.';

create function tests.reset() returns void language plpgsql as $$
begin
  set local role none;
  perform set_config(name, '', true) from unnest(array['atrium.user_id', 'atrium.agency_id', 'atrium.role',
    'atrium.client_scope', 'atrium.client_id', 'atrium.session_id', 'atrium.api_key_id', 'atrium.rights',
    'atrium.list_key', 'request.jwt.claims']) as name;
end $$;
comment on function tests.reset() is 'The deployer again, and nobody''s context.';

create function tests.refused(attempt text, code text default null) returns boolean language plpgsql as $$
declare
  touched bigint;
begin
  execute attempt;
  get diagnostics touched = row_count;
  if code is not null or touched > 0 then
    raise exception using errcode = 'XX001', message = format('accepted with %s rows: %s', touched, attempt);
  end if;
  return true;
exception
  when sqlstate 'XX001' then
    raise;
  when others then
    if code is not null and sqlstate <> code then
      raise exception 'refused with % (%) instead of %: %', sqlstate, sqlerrm, code, attempt;
    end if;
    return true;
end $$;
comment on function tests.refused(text, text) is
  'The statement is refused: with that SQLSTATE; or, where none is given, with any or by touching no row.';

create function tests.works(attempt text) returns boolean language plpgsql as $$
declare
  touched bigint;
begin
  execute attempt;
  get diagnostics touched = row_count;
  if touched = 0 then
    raise exception 'touched no row: %', attempt;
  end if;
  return true;
end $$;
comment on function tests.works(text) is 'The statement is accepted and touches at least one row.';

create function tests.sees(query text, expected bigint) returns boolean language plpgsql as $$
declare
  found_rows bigint;
begin
  execute format('select count(*) from (%s) as seen', query) into found_rows;
  if found_rows <> expected then
    raise exception 'sees % rows instead of %: %', found_rows, expected, query;
  end if;
  return true;
end $$;
comment on function tests.sees(text, bigint) is 'The query gives exactly so many rows.';
