-- Months have their own partitions in every large table, not in the audit log alone: one function makes them all, and
-- a change to a partition is logged under the name of its table.
create function atrium.make_partition(parent regclass, month date) returns boolean
language plpgsql
as $$
declare
  name text := (select c.relname from pg_class c where c.oid = parent);
  part text := name || '_' || to_char(month, 'YYYY_MM');
  first date := date_trunc('month', month);
  upto date := first + interval '1 month';
  waiting text := name || '_default';
  key text;
  columns text;
begin
  if to_regclass(format('public.%I', part)) is not null then
    return false;
  end if;
  execute format('create table public.%I (like public.%I including all)', part, name);
  execute format('alter table public.%I enable row level security', part);
  execute format('revoke all on public.%I from service_role', part);
  execute format('revoke all on public.%I from atrium_definer', part);
  execute format('comment on table public.%I is %L', part, format('A month of %s, reached through it only.%s', name,
    case when obj_description(parent, 'pg_class') ~* 'append only' then ' Append only.' else '' end));
  if to_regclass(format('public.%I', waiting)) is not null then
    -- what came too early waits in the default partition, which its owner sees only without FORCE
    select a.attname into key from pg_partitioned_table p
    join pg_attribute a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0] where p.partrelid = parent;
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into columns from pg_attribute a
    where a.attrelid = parent and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
    execute format('alter table public.%I no force row level security', waiting);
    execute format('with late as (delete from public.%1$I where %2$I >= %3$L and %2$I < %4$L returning %5$s)'
      ' insert into public.%6$I (%5$s) select * from late', waiting, key, first, upto, columns, part);
    execute format('alter table public.%I force row level security', waiting);
  end if;
  execute format('alter table public.%I force row level security', part);
  execute format('alter table public.%I attach partition public.%I for values from (%L) to (%L)', name, part, first,
    upto);
  return true;
end
$$;
comment on function atrium.make_partition(regclass, date) is
  'Makes the partition of a table in public, partitioned by a day or instant, for the month of that day;'
  ' false where it is there. What waits in <table>_default moves into it: a table that others refer to has none.';
alter function atrium.make_partition(regclass, date) security definer set search_path = pg_catalog, pg_temp
  set timezone = 'UTC';

create or replace function atrium.make_partitions(months_ahead int default 3) returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
declare
  parent regclass;
  month date;
  made int := 0;
begin
  for parent, month in
    select p.partrelid::regclass, m::date from pg_partitioned_table p
    join pg_class c on c.oid = p.partrelid and c.relnamespace = 'public'::regnamespace and not c.relispartition,
      generate_series(date_trunc('month', now()), date_trunc('month', now()) + make_interval(months => months_ahead),
        interval '1 month') m
    where p.partstrat = 'r' order by c.relname, m
  loop
    made := made + atrium.make_partition(parent, month)::int;
  end loop;
  return made;
end
$$;
comment on function atrium.make_partitions(int) is
  'Makes the monthly partitions of every table that has such, for this month and so many ahead; returns how many were'
  ' missing.';

-- as before, but for the name of the table: that of a partition is its parent's
create or replace function atrium.audit() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  was jsonb;
  becomes jsonb;
  subject jsonb;
  changed text[];
  client uuid;
  agency uuid;
  relation text := tg_table_name;
  root oid := pg_partition_root(tg_relid);
begin
  if root <> tg_relid then
    select c.relname into relation from pg_class c where c.oid = root;
  end if;
  if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then becomes := to_jsonb(new); end if;
  subject := coalesce(becomes, was);

  client := case when tg_table_name = 'clients' then subject ->> 'id' else subject ->> 'client_id' end;
  agency := case when tg_table_name = 'agencies' then subject ->> 'id' else subject ->> 'agency_id' end;
  if agency is null and client is not null then
    select c.agency_id into agency from public.clients c where c.id = client;
  end if;

  if tg_op = 'UPDATE' then
    select array_agg(n.key order by n.key) into changed
    from jsonb_each(becomes) as n
    where n.value is distinct from was -> n.key and n.key not in ('updated_at', 'updated_by');
    if changed is null then return null; end if;
    select jsonb_object_agg(c, was -> c), jsonb_object_agg(c, becomes -> c) into was, becomes from unnest(changed) as c;
  end if;

  insert into public.audit_logs (agency_id, client_id, action, table_name, record_id, old_values, new_values,
    changed_columns, actor_id, actor_role, api_key_id, session_id, request_id)
  values (coalesce(agency, atrium.current_agency_id()), client, lower(tg_op), relation,
    coalesce(subject ->> 'id', subject ->> 'client_id', subject ->> 'agency_id'),
    was - coalesce(tg_argv, '{}'), becomes - coalesce(tg_argv, '{}'), changed,
    coalesce(atrium.current_user_id(), case when tg_op = 'INSERT' then atrium.as_uuid(subject ->> 'created_by') end),
    coalesce(atrium.current_agency_role(), nullif(current_setting('role'), 'none'), session_user),
    atrium.current_api_key_id(), atrium.current_session_id(), nullif(current_setting('atrium.request_id', true), ''));
  return null;
end
$$;
