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

create function tests.populate() returns void language plpgsql as $$
declare
  title text;
  role_name text;
  agency uuid;
  person uuid;
  hook text;
begin
  if to_regclass('public.memberships') is null then return; end if;
  foreach title in array array['Alder', 'Birch'] loop
    agency := tests.create_agency(title);
    foreach role_name in array array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
      'member'] loop
      person := tests.create_user(role_name || '@' || lower(title) || '.test');
      perform tests.add_member(agency, person, role_name);
    end loop;
    perform tests.populate_sign_in(person, agency);
    if to_regclass('public.invitations') is not null then
      with invited as (
        insert into public.invitations (agency_id, email, role, accepted_at, accepted_by)
        values (agency, 'open@' || title || '.test', 'pm', null, null),
          (agency, 'done@' || title || '.test', 'agent', now(), person)
        returning id)
      insert into atrium.invitation_tokens (invitation_id, token_hash) select id, sha256(id::text::bytea) from invited;
    end if;
  end loop;
  -- modules bring their own rows: tests.populate_<module>(), in the order of their names
  for hook in
    select p.proname from pg_proc p
    where p.pronamespace = 'tests'::regnamespace and p.pronargs = 0 and p.proname like 'populate\_%' order by p.proname
  loop
    execute format('select tests.%I()', hook);
  end loop;
end $$;
comment on function tests.populate() is
  'Rows in every table that exists: the agencies Alder and Birch, each with a person of every role, role@alder.test.';

create function tests.populate_clients() returns void language plpgsql as $$
declare
  agency record;
  person record;
  step record;
  client uuid;
begin
  if to_regclass('public.client_access') is null then return; end if;
  for agency in select a.* from public.agencies a where a.name in ('Alder', 'Birch') loop
    client := tests.create_client(agency.id, agency.name || ' Two');
    client := tests.create_client(agency.id, agency.name || ' One');
    perform tests.add_member(agency.id, tests.create_user('customer@' || lower(agency.name) || '.test'), 'customer',
      client);
    for person in select m.user_id as id, m.role from public.memberships m where m.agency_id = agency.id loop
      for step in
        select format('insert into public.%I %s', s.relation, s.sql) as sql from (values
          ('client_access', 'member', '(agency_id, user_id, client_id, permission) values ($1, $3, $2, ''write'')'),
          ('client_contacts', 'owner', '(client_id, name) values ($2, ''Kim'')'),
          ('client_terms', 'owner', '(agency_id, client_id) values ($1, $2)'),
          ('communications', 'owner', '(client_id, type) values ($2, ''call'')'),
          ('alerts', 'owner', '(client_id, title) values ($2, ''Silent for a week'')'),
          ('documents', 'owner', '(client_id, name, visibility) values ($2, ''Plan'', ''client'')'),
          ('agency_cartridges', 'owner', '(agency_id, type, name) values ($1, ''style'', ''House'')'),
          ('style_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')'),
          ('preference_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')'),
          ('instruction_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')'),
          ('brand_cartridges', person.role, '(user_id, name) values ($3, ''Mine'')')
        ) as s (relation, role, sql)
        where to_regclass('public.' || s.relation) is not null and s.role = person.role
      loop
        execute step.sql using agency.id, client, person.id;
      end loop;
    end loop;
  end loop;
end $$;
comment on function tests.populate_clients() is
  'Two clients an agency, customer@ of one, and rows in what hangs on it.';

create function tests.populate_sign_in(person uuid, agency uuid) returns void language plpgsql as $$
declare
  sign_in uuid := gen_random_uuid();
  factor uuid := gen_random_uuid();
  key uuid := gen_random_uuid();
begin
  insert into auth.identities (provider_id, user_id, identity_data, provider)
  values (person::text, person, '{}', 'email');
  insert into auth.sessions (id, user_id) values (sign_in, person);
  insert into auth.refresh_tokens (token, user_id, session_id) values (sign_in::text, person, sign_in);
  insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
  values (factor, person, 'totp', 'verified', now(), now());
  insert into auth.mfa_challenges (id, factor_id, created_at, ip_address) values (key, factor, now(), '127.0.0.1');
  insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
  values (key, sign_in, 'password', now(), now());
  insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to)
  values (key, person, 'recovery_token', person::text, 'email');
  if to_regclass('atrium.setup_links') is not null then
    insert into public.api_keys (id, agency_id, name, role, prefix) values (key, agency, 'Populated', 'pm', '00000000');
    insert into atrium.api_key_secrets (api_key_id, key_hash) values (key, sha256(key::text::bytea));
    insert into atrium.session_agencies (session_id, agency_id) values (sign_in, agency);
    insert into atrium.setup_links (token_hash, expires_at) values (sha256(key::text::bytea), now() + interval '1 day');
  end if;
end $$;
comment on function tests.populate_sign_in(uuid, uuid) is 'A person''s sign-in, and an API key of the agency.';

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
  perform tests.reset(); set local role authenticated;
end $$;
comment on function tests.become_nobody() is 'A caller whom the database does not know, in the role of signed-in ones.';

create function tests.become_anon() returns void language plpgsql as $$
begin
  perform tests.reset(); set local role anon;
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

create function tests.id(name text) returns uuid language sql stable as
  'select current_setting(''tests.'' || name)::uuid';
comment on function tests.id(text) is 'The id of somebody or something that tests.two_agencies made.';

create function tests.named(name text, id uuid) returns uuid language sql as
  'select set_config(''tests.'' || name, id::text, true)::uuid';
comment on function tests.named(text, uuid) is 'Remembers an id under a name, for the transaction.';

create function tests.create_client(agency uuid, title text) returns uuid language plpgsql as $$
declare
  made uuid;
begin
  insert into public.clients (agency_id, name) values (agency, title) returning id into made;
  return made;
end $$;
comment on function tests.create_client(uuid, text) is 'A client of an agency, in its first stage.';

create function tests.two_agencies() returns void language plpgsql as $$
declare
  role_name text;
begin
  perform tests.named('a', tests.create_agency('Alpha')), tests.named('b', tests.create_agency('Beta'));
  foreach role_name in array array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
    'member', 'writer'] loop
    perform tests.add_member(tests.id('a'), tests.named(role_name, tests.create_user(role_name || '@alpha.test')),
      case role_name when 'writer' then 'member' else role_name end);
  end loop;
  perform tests.add_member(tests.id('b'), tests.named('stranger', tests.create_user('owner@beta.test')), 'owner');
  if to_regclass('public.clients') is null then
    return;
  end if;
  perform tests.named('a1', tests.create_client(tests.id('a'), 'Acme')),
    tests.named('a2', tests.create_client(tests.id('a'), 'Apex')),
    tests.named('b1', tests.create_client(tests.id('b'), 'Bolt'));
  perform tests.add_member(tests.id('a'), tests.named('customer', tests.create_user('person@acme.test')), 'customer',
    tests.id('a1'));
  insert into public.client_access (agency_id, user_id, client_id, permission) values
    (tests.id('a'), tests.id('member'), tests.id('a1'), 'read'),
    (tests.id('a'), tests.id('writer'), tests.id('a1'), 'write');
end $$;
comment on function tests.two_agencies() is
  'Agency a with a person of every role, named by it, and clients a1 and a2: member reads a1, writer (a member too)'
  ' writes it, customer is at home there. Agency b with stranger, its owner, and client b1.';

create function tests.act(person text) returns void language plpgsql as $$
begin
  perform tests.become(tests.id(person), tests.id(case person when 'stranger' then 'b' else 'a' end));
end $$;
comment on function tests.act(text) is 'Becomes one of the people of tests.two_agencies.';

create function tests.may_do(attempt text, variadic people text[]) returns boolean language plpgsql as $$
declare
  person text;
begin
  foreach person in array people loop
    begin
      perform tests.act(person);
      perform tests.works(attempt);
      raise exception using errcode = 'XX002';
    exception
      when sqlstate 'XX002' then null;
      when others then raise exception '% should be able to: % (% %)', person, attempt, sqlstate, sqlerrm;
    end;
  end loop;
  perform tests.reset();
  return true;
end $$;
comment on function tests.may_do(text, text[]) is 'Each of these people can do it; nothing of it stays.';

create function tests.may_not(attempt text, variadic people text[]) returns boolean language plpgsql as $$
declare
  person text;
begin
  foreach person in array people loop
    begin
      perform tests.act(person);
      perform tests.refused(attempt);
    exception when others then raise exception '% should not be able to: % (%)', person, attempt, sqlerrm;
    end;
  end loop;
  perform tests.reset();
  return true;
end $$;
comment on function tests.may_not(text, text[]) is 'Each of these people is refused, or touches nothing.';
