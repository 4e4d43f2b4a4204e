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
-- rows of the agency than walk the index. For whoever sees all clients the walk is right, always.
create procedure atrium.read_newest() language plpgsql as $$
begin
  perform set_config('plan_cache_mode', 'force_custom_plan', true);
  if atrium.sees_all_clients() then
    perform set_config('enable_sort', 'off', true);
  end if;
end $$;
comment on procedure atrium.read_newest() is
  'Before a list that asks by atrium.list_key and its order: lets its index serve, for this transaction.';
alter procedure atrium.read_newest() owner to atrium_owner;
revoke execute on procedure atrium.read_newest() from public;
grant execute on procedure atrium.read_newest() to authenticated, service_role;
