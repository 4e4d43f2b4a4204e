-- run as: deployer
-- Schemas, extensions and what new objects grant by themselves. An extension that is there already is used where it is;
-- the comment marks what this change made. Schema auth is ours only where nobody (Supabase) has one.
do $$
declare
  wanted text;
  place text;
begin
  execute format('grant create on database %I to atrium_owner', current_database());
  if to_regnamespace('extensions') is null then
    create schema extensions;
    comment on schema extensions is 'Atrium: PostgreSQL extensions, kept out of the exposed schemas.';
  end if;
  if to_regnamespace('auth') is null then
    create schema auth authorization atrium_owner;
    comment on schema auth is
      'Atrium: identity in GoTrue''s table shapes. Reached by atrium_auth and definer functions only.';
    execute format('revoke temporary on database %I from public', current_database());
  else
    -- somebody else's (Supabase): the helpers read accounts and sessions, and end a session
    grant usage on schema auth to atrium_definer;
    grant select on auth.users to atrium_definer;
    grant select, delete on auth.sessions to atrium_definer;
  end if;

  foreach wanted in array array['pgcrypto', 'citext', 'btree_gist', 'pg_trgm', 'vector'] loop
    select n.nspname into place
    from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = wanted;
    if not found then
      execute format('create extension %I schema extensions', wanted);
      execute format('comment on extension %I is %L', wanted, 'Atrium: made by its deploy');
    elsif place <> 'extensions' then
      raise exception using errcode = 'ATSTA',
        message = format('The extension %s is in schema %s; Atrium needs it in schema extensions.', wanted, place),
        hint = format('Move it: alter extension %I set schema extensions', wanted);
    end if;
  end loop;

  -- only where the server has it preloaded and the deployer may
  if not exists (select from pg_extension where extname = 'pgaudit') then
    begin
      create extension pgaudit schema extensions;
      comment on extension pgaudit is 'Atrium: made by its deploy';
    exception
      when object_not_in_prerequisite_state or insufficient_privilege or undefined_file or feature_not_supported then
        null;
    end;
  end if;
end $$;

alter schema atrium owner to atrium_owner;
alter table atrium.changes owner to atrium_owner;
comment on schema atrium is
  'Atrium: helpers, ledger, outbox, jobs and roll-ups. Never exposed; callers may use the helpers and no table.';
grant usage on schema atrium to anon, authenticated, service_role, atrium_gateway, atrium_auth;
grant usage on schema extensions to atrium_owner, anon, authenticated, service_role, atrium_auth;

revoke create on schema public from public;
grant usage, create on schema public to atrium_owner;
grant usage on schema public to anon, authenticated, service_role, atrium_auth;

-- Nobody may run a function unless it says so; the operator's role and the definer may use every table.
alter default privileges for role atrium_owner revoke execute on functions from public;
alter default privileges for role atrium_owner in schema public
  grant select, insert, update, delete on tables to service_role;
grant usage, create on schema atrium, public to atrium_definer;
grant usage on schema extensions to atrium_definer;
alter default privileges for role atrium_owner in schema public
  grant select, insert, update, delete on tables to atrium_definer;
alter default privileges for role atrium_owner in schema atrium
  grant select, insert, update, delete on tables to atrium_definer;
alter default privileges for role atrium_owner in schema public grant execute on functions to atrium_definer;
alter default privileges for role atrium_owner in schema atrium grant execute on functions to atrium_definer;
