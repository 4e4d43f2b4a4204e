-- run as: deployer
-- Newest first over all clients of a large agency: tables that carry client_id alone have an index on
-- (atrium.list_key(client_id), <order> desc), which reads the newest rows of one agency without reading the others.
-- Immutable is honest, since a client's agency never changes; leakproof lets the index serve under row security, and
-- is left out where the deployer may not say so (the policy still decides, the list is only slower).
create function atrium.list_key(client_id uuid) returns bigint language plpgsql immutable parallel safe as $$
begin
  return (select hashtextextended(c.agency_id::text, 0) from public.clients c where c.id = client_id);
end $$;
comment on function atrium.list_key(uuid) is
  'Opaque number of the agency a client belongs to; null for an unknown client.';
call atrium.own_as_definer('atrium.list_key(uuid)'::regprocedure);
do $$ begin
  alter function atrium.list_key(uuid) leakproof;
exception when insufficient_privilege then
  raise notice 'atrium.list_key is not leakproof: lists over all clients of a large agency will be slow.';
end $$;
grant execute on function atrium.list_key(uuid) to authenticated, service_role, atrium_owner;

-- The planner does not know how many clients a caller sees, takes them for ten, and would rather collect and sort all
-- rows of the agency than walk the index. For whoever sees all clients the walk is right, unless a table's own
-- atrium.narrow_<table>() says that they see few of its rows: those it names in a setting that atrium.listed reads.
create procedure atrium.read_newest(relation text default null) language plpgsql as $$
declare
  narrow constant text := 'atrium.' || quote_ident('narrow_' || relation) || '()';
  few boolean := false;
begin
  if to_regprocedure(narrow) is not null then
    execute 'select ' || narrow into few;
  end if;
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  if not few and atrium.sees_all_clients() then
    perform set_config('enable_sort', 'off', true);
  end if;
end $$;
comment on procedure atrium.read_newest(text) is 'Before a list of a table that asks by atrium.list_key and its order:'
  ' lets the shortest way to its rows serve, for this transaction. Null for no table in particular.';
alter procedure atrium.read_newest(text) owner to atrium_owner;
revoke execute on procedure atrium.read_newest(text) from public;
grant execute on procedure atrium.read_newest(text) to authenticated, service_role;
