-- Both as they were before.
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
begin
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
  values (coalesce(agency, atrium.current_agency_id()), client, lower(tg_op), tg_table_name,
    coalesce(subject ->> 'id', subject ->> 'client_id', subject ->> 'agency_id'),
    was - coalesce(tg_argv, '{}'), becomes - coalesce(tg_argv, '{}'), changed,
    coalesce(atrium.current_user_id(), case when tg_op = 'INSERT' then atrium.as_uuid(subject ->> 'created_by') end),
    coalesce(atrium.current_agency_role(), nullif(current_setting('role'), 'none'), session_user),
    atrium.current_api_key_id(), atrium.current_session_id(), nullif(current_setting('atrium.request_id', true), ''));
  return null;
end
$$;

create or replace function atrium.make_partitions(months_ahead int default 3) returns int
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $$
declare
  month date;
  part text;
  made int := 0;
begin
  for month in
    select generate_series(date_trunc('month', now() at time zone 'UTC'),
      date_trunc('month', now() at time zone 'UTC') + make_interval(months => months_ahead), interval '1 month')
  loop
    part := 'audit_logs_' || to_char(month, 'YYYY_MM');
    continue when to_regclass('public.' || part) is not null;
    execute format('create table public.%I (like public.audit_logs including all)', part);
    execute format('alter table public.%I enable row level security', part);
    execute format('revoke all on public.%I from service_role', part);
    execute format('revoke all on public.%I from atrium_definer', part);
    execute format('comment on table public.%I is %L', part,
      'A month of audit_logs, reached through it only. Append only.');
    if to_regclass('public.audit_logs_default') is not null then
      -- what came too early waits in the default partition, which its owner sees only without FORCE
      alter table public.audit_logs_default no force row level security;
      execute format('with late as (delete from public.audit_logs_default where created_at >= %L and created_at < %L'
        ' returning *) insert into public.%I select * from late', month, month + interval '1 month', part);
      alter table public.audit_logs_default force row level security;
    end if;
    execute format('alter table public.%I force row level security', part);
    execute format('alter table public.audit_logs attach partition public.%I for values from (%L) to (%L)',
      part, month, month + interval '1 month');
    made := made + 1;
  end loop;
  return made;
end
$$;
comment on function atrium.make_partitions(int) is
  'Makes the monthly partitions of the log for this month and so many ahead; returns how many were missing.';
drop function atrium.make_partition(regclass, date);
