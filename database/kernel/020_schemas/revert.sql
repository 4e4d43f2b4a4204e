-- run as: deployer
do $$
declare
  wanted text;
begin
  alter default privileges for role atrium_owner in schema atrium revoke execute on functions from atrium_definer;
  alter default privileges for role atrium_owner in schema public revoke execute on functions from atrium_definer;
  alter default privileges for role atrium_owner in schema atrium
    revoke select, insert, update, delete on tables from atrium_definer;
  alter default privileges for role atrium_owner in schema public
    revoke select, insert, update, delete on tables from atrium_definer;
  revoke usage on schema extensions from atrium_definer;
  revoke usage, create on schema atrium, public from atrium_definer;
  alter default privileges for role atrium_owner in schema public
    revoke select, insert, update, delete on tables from service_role;
  alter default privileges for role atrium_owner grant execute on functions to public;

  revoke usage on schema public from anon, authenticated, service_role, atrium_auth;
  revoke usage, create on schema public from atrium_owner;
  revoke usage on schema extensions from atrium_owner, anon, authenticated, service_role, atrium_auth;
  revoke usage on schema atrium from anon, authenticated, service_role, atrium_gateway, atrium_auth;
  comment on schema atrium is null;
  execute format('alter table atrium.changes owner to %I', session_user);
  execute format('alter schema atrium owner to %I', session_user);

  foreach wanted in array array['pgaudit', 'vector', 'pg_trgm', 'btree_gist', 'citext', 'pgcrypto'] loop
    if exists (select from pg_extension
        where extname = wanted and obj_description(oid, 'pg_extension') like 'Atrium: %') then
      execute format('drop extension %I', wanted);
    end if;
  end loop;
  if coalesce(obj_description(to_regnamespace('auth'), 'pg_namespace'), '') not like 'Atrium: %' then
    revoke select, delete on auth.sessions from atrium_definer;
    revoke select on auth.users from atrium_definer;
    revoke usage on schema auth from atrium_definer;
  else
    drop schema auth;
    execute format('grant temporary on database %I to public', current_database());
  end if;
  if obj_description(to_regnamespace('extensions'), 'pg_namespace') like 'Atrium: %' then
    drop schema extensions;
  end if;
  execute format('revoke create on database %I from atrium_owner', current_database());
end $$;
