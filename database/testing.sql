-- Helpers of verify and prove: people, agencies, ways to become somebody. Late bound: made before the tables exist.
-- The engine makes them once, in its session's temporary schema, and reads tests. there as pg_temp.
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

create function tests.attempt() returns bigint language sql as 'select 0::bigint';
comment on function tests.attempt() is 'What tests.prepare_attempt was given last.';

create function tests.read_names() returns text language sql as 'select null::text';
comment on function tests.read_names() is 'What tests.reads was asked last.';

create function tests.prepare_attempt(attempt text) returns void language plpgsql as $$
begin
  perform tests.reset();
  execute format($x$
    create or replace function tests.attempt() returns bigint language plpgsql as %L
    $x$, case when attempt ~* '^\s*with\y|\yreturning\y' then format($x$
      declare
        touched_rows bigint;
      begin
        execute %L;
        get diagnostics touched_rows = row_count;
        return touched_rows;
      end $x$, attempt)
    else format($x$
      #variable_conflict use_column
      declare
        touched_rows bigint;
      begin
        %s;
        get diagnostics touched_rows = row_count;
        return touched_rows;
      end $x$, regexp_replace(attempt, '^\s*select\y', 'perform', 'i'))
    end);
end $$;
comment on function tests.prepare_attempt(text) is
  'Makes the statement tests.attempt(), which is planned once for many people; it returns how many rows it touched.';

create function tests.may_do(attempt text, variadic people text[]) returns boolean language plpgsql as $$
declare
  person text;
  touched bigint;
begin
  perform tests.prepare_attempt(attempt) where cardinality(people) > 1;
  foreach person in array people loop
    begin
      perform tests.act(person);
      if cardinality(people) > 1 then
        touched := tests.attempt();
      else
        execute attempt;
        get diagnostics touched = row_count;
      end if;
      if touched = 0 then
        raise exception 'touched no row';
      end if;
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
  touched bigint;
begin
  perform tests.prepare_attempt(attempt) where cardinality(people) > 1;
  foreach person in array people loop
    begin
      perform tests.act(person);
      if cardinality(people) > 1 then
        touched := tests.attempt();
      else
        execute attempt;
        get diagnostics touched = row_count;
      end if;
      raise exception using errcode = case touched when 0 then 'XX002' else 'XX001' end;
    exception
      when sqlstate 'XX001' then
        raise exception '% should not be able to: % (accepted with % rows)', person, attempt, touched;
      when others then null;
    end;
  end loop;
  perform tests.reset();
  return true;
end $$;
comment on function tests.may_not(text, text[]) is 'Each of these people is refused, or touches nothing.';

create function tests.refused_to(attempt text, code text, variadic people text[]) returns boolean language plpgsql as $$
declare
  person text;
begin
  perform tests.prepare_attempt(attempt);
  foreach person in array people loop
    begin
      perform tests.act(person);
      perform tests.refused('select tests.attempt()', code);
    exception when others then raise exception '%: % (% %)', person, attempt, sqlstate, sqlerrm;
    end;
  end loop;
  perform tests.reset();
  return true;
end $$;
comment on function tests.refused_to(text, text, text[]) is 'Each of these people is refused with that SQLSTATE.';

create function tests.reads(relation text, names text, variadic expected text[]) returns boolean language plpgsql as $$
declare
  line text;
  person text;
begin
  perform tests.reset();
  execute format('create or replace function tests.read_names() returns text language plpgsql as %L', format($x$
    begin
      return (select coalesce(string_agg(n.name, ' ' order by n.place), '')
        from unnest(string_to_array(%L, ' ')) with ordinality as n (name, place)
        where exists (select from %s as r where r.id = tests.id(n.name)));
    end $x$, names, relation));
  foreach line in array expected loop
    foreach person in array string_to_array(split_part(line, ':', 1), ' ') loop
      perform tests.act(person);
      if tests.read_names() <> btrim(split_part(line, ':', 2)) then
        raise exception '% reads of %: %, instead of%', person, relation, tests.read_names(), split_part(line, ':', 2);
      end if;
    end loop;
  end loop;
  perform tests.reset();
  return true;
end $$;
comment on function tests.reads(text, text, text[]) is
  'Who reads which of the named rows, one question a person: reads(relation, ''r1 r2 r3'', ''owner pm: r1 r3'', …);'
  ' nothing after the colon is no row. The names stand in the order of the second argument.';
