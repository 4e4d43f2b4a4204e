-- A definer function belongs to the definer, has a fixed path, and nobody may run it before a grant.
set local role atrium_owner;
create function atrium.sample() returns text language sql as 'select current_user::text';
call atrium.own_as_definer('atrium.sample()'::regprocedure);
do $$ begin
  assert current_user = 'atrium_owner', 'handing over changed the role of the script';
end $$;
set local role none;
do $$
declare
  sample pg_catalog.pg_proc;
begin
  select * into sample from pg_catalog.pg_proc where oid = 'atrium.sample()'::regprocedure;
  assert sample.prosecdef, 'not a definer function';
  assert 'search_path=pg_catalog, pg_temp' = any (sample.proconfig), 'search_path is open';
  assert (select rolbypassrls from pg_catalog.pg_roles where oid = sample.proowner), 'its owner is held to policies';
  assert not has_function_privilege('authenticated', 'atrium.sample()', 'execute'), 'anybody may run it';
end $$;
