do $$
declare
  person text;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  foreach person in array array['service_role', 'atrium_definer', 'atrium_auth'] loop
    execute format('alter default privileges for role atrium_owner in schema auth'
      ' revoke select, insert, update, delete on tables from %I', person);
    execute format('revoke usage on schema auth from %I', person);
  end loop;
  revoke usage on schema auth from anon, authenticated;
  drop function auth.email();
  drop function auth.role();
  drop function auth.uid();
  drop function auth.jwt();
  drop table auth.identities;
  drop table auth.users;
end $$;
