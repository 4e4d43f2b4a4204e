-- run as: deployer
-- Roles belong to the whole cluster, so another database (or Supabase) may have made them already: those are used as
-- they are. The comment marks what this change made, and only that is dropped again.
-- atrium_definer exists because a helper owned by the table owner sees nothing under FORCE ROW LEVEL SECURITY.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('atrium_owner', 'nologin', 'owns the tables, schemas and plain functions'),
      ('atrium_definer', 'nologin bypassrls', 'owns the definer helpers and nothing else'),
      ('atrium_gateway', 'login noinherit', 'what the gateway connects as; may only change role'),
      ('atrium_auth', 'nologin', 'sign-in: the auth tables and the sign-in functions'),
      ('anon', 'nologin', 'callers who are not signed in'),
      ('authenticated', 'nologin', 'signed-in callers, held to the policies'),
      ('service_role', 'nologin bypassrls', 'the operator''s own machine')
    ) as roles (name, options, purpose)
  loop
    begin
      continue when exists (select from pg_roles where rolname = wanted.name);
      execute format('create role %I %s', wanted.name, wanted.options);
      execute format('comment on role %I is %L', wanted.name, 'Atrium: ' || wanted.purpose);
    exception
      when duplicate_object or unique_violation then
        null; -- another database of this cluster was faster
      when insufficient_privilege then
        raise exception using errcode = 'insufficient_privilege',
          message = format('The role %s may not make the role %s (%s).', current_user, wanted.name, wanted.options),
          hint = format('Deploy as a superuser, or let one do this before: create role %1$I %2$s; grant %1$I to %3$I'
            ' with admin option;', wanted.name, wanted.options, current_user);
    end;
  end loop;
end $$;

-- Memberships: each once, because a repeated grant prints a notice and a missing right must name its pair.
do $$
declare
  pair record;
begin
  for pair in
    select * from (values
      ('atrium_owner', current_user::text), ('atrium_definer', current_user::text),
      ('atrium_auth', current_user::text), ('authenticated', current_user::text), ('anon', current_user::text),
      ('atrium_definer', 'atrium_owner'),
      ('anon', 'atrium_gateway'), ('authenticated', 'atrium_gateway'),
      ('service_role', 'atrium_gateway'), ('atrium_auth', 'atrium_gateway')
    ) as pairs (granted, member)
  loop
    if not exists (
      select from pg_auth_members
      where roleid = to_regrole(pair.granted) and member = to_regrole(pair.member)
    ) and not (select rolsuper from pg_roles where rolname = pair.member) then
      execute format('grant %I to %I', pair.granted, pair.member);
    end if;
  end loop;
end $$;
