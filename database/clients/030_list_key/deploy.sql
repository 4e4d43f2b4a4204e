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

-- Who sees few rows of a large agency has none among its newest, and a walk over the index asks for each row in vain.
-- A table may know a shorter way to them: its atrium.narrow_<table>(), whose ids a list then asks for instead of the
-- key. The rows are the same: the policy decides, here as everywhere.
create function atrium.few_ids() returns uuid[] language sql stable as $$
  select nullif(current_setting('atrium.few_ids', true), '')::uuid[]
$$;
comment on function atrium.few_ids() is 'What atrium.narrow found last in this transaction: the ids of all rows of its'
  ' table that the caller sees, and perhaps of some others; null where these are many.';
create function atrium.narrow(relation text) returns boolean language plpgsql as $$
declare
  look_up constant text := 'atrium.' || quote_ident('narrow_' || relation) || '()';
  found uuid[];
begin
  if to_regprocedure(look_up) is not null then
    execute 'select ' || look_up into found;
  end if;
  perform set_config('atrium.few_ids', coalesce(found::text, ''), true);
  return found is not null;
end $$;
comment on function atrium.narrow(text) is 'Whether the caller sees few rows of a table, and it knows a way to look'
  ' them up; then atrium.few_ids() names them, for this transaction. Null for no table.';

-- The planner does not know how many clients a caller sees, takes them for ten, and would rather collect and sort all
-- rows of the agency than walk the index. For whoever sees all clients, and many rows, the walk is right.
create procedure atrium.read_newest(relation text default null) language plpgsql as $$
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  if not atrium.narrow(relation) and atrium.sees_all_clients() then
    perform set_config('enable_sort', 'off', true);
  end if;
end $$;
comment on procedure atrium.read_newest(text) is 'Before a list of a table that asks by atrium.list_key, or by'
  ' atrium.few_ids() where these are named, and its order: lets the shortest way to its rows serve, for this'
  ' transaction. Null for no table in particular.';
alter procedure atrium.read_newest(text) owner to atrium_owner;
alter function atrium.narrow(text) owner to atrium_owner;
alter function atrium.few_ids() owner to atrium_owner;
revoke execute on function atrium.few_ids(), atrium.narrow(text) from public;
revoke execute on procedure atrium.read_newest(text) from public;
grant execute on function atrium.few_ids(), atrium.narrow(text) to authenticated, service_role;
grant execute on procedure atrium.read_newest(text) to authenticated, service_role;
