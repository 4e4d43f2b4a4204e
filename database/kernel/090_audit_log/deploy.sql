-- One log of every change of a row and of every event, append only, partitioned by month from the first day. It has no
-- foreign keys: it outlives what it tells of. Rows arrive through definer functions alone.
create table public.audit_logs (
  id              uuid not null default gen_random_uuid(),
  agency_id       uuid,
  client_id       uuid,
  action          text not null,
  table_name      text,
  record_id       text,
  event_type      text,
  resource_type   text,
  resource_id     text,
  result          text,
  reason          text,
  old_values      jsonb,
  new_values      jsonb,
  changed_columns text[],
  actor_id        uuid,
  actor_role      text,
  api_key_id      uuid,
  session_id      uuid,
  request_id      text,
  metadata        jsonb not null default '{}',
  created_at      timestamptz not null default clock_timestamp(),
  constraint audit_logs_pkey primary key (id, created_at),
  constraint audit_logs_action check (action in ('insert', 'update', 'delete', 'event')),
  constraint audit_logs_result check (result in ('allowed', 'denied', 'failed')),
  constraint audit_logs_subject check ((action = 'event') = (event_type is not null) and
    (action = 'event') = (table_name is null))
) partition by range (created_at);
comment on table public.audit_logs is
  'Scope: agency. Every change of a row and every event: who, when, what it was and what it became. Append only.';
comment on column public.audit_logs.id is 'Identifier of the entry.';
comment on column public.audit_logs.agency_id is 'The agency it concerns; null for what concerns none.';
comment on column public.audit_logs.client_id is 'The client it concerns, where the row belongs to one.';
comment on column public.audit_logs.action is 'insert, update, delete of a row; or event.';
comment on column public.audit_logs.table_name is 'The table of the changed row; null for events.';
comment on column public.audit_logs.record_id is 'The key of the changed row.';
comment on column public.audit_logs.event_type is 'What happened, such as member.removed; null for row changes.';
comment on column public.audit_logs.resource_type is 'What kind of thing an event concerns.';
comment on column public.audit_logs.resource_id is 'Which one it concerns.';
comment on column public.audit_logs.result is 'Of an event: allowed, denied or failed.';
comment on column public.audit_logs.reason is 'Why, in words, where somebody gave a reason.';
comment on column public.audit_logs.old_values is
  'Before: the changed columns of an update, all of a delete. No secrets.';
comment on column public.audit_logs.new_values is
  'After: the changed columns of an update, all of an insert. No secrets.';
comment on column public.audit_logs.changed_columns is 'Names of the changed columns of an update, secret ones too.';
comment on column public.audit_logs.actor_id is 'The person who did it; null for keys, jobs and nobody.';
comment on column public.audit_logs.actor_role is 'The role in the agency it was done with, else the database role.';
comment on column public.audit_logs.api_key_id is 'The API key it was done with.';
comment on column public.audit_logs.session_id is 'The sign-in session it was done in.';
comment on column public.audit_logs.request_id is 'The request it was part of; the same in the server''s log.';
comment on column public.audit_logs.metadata is 'What else an event says of itself.';
comment on column public.audit_logs.created_at is 'When, by the clock of the database; UTC.';

create index audit_logs_agency on public.audit_logs (agency_id, created_at desc);
create index audit_logs_record on public.audit_logs (agency_id, table_name, record_id, created_at desc);

alter table public.audit_logs enable row level security;
alter table public.audit_logs force row level security;
create policy audit_logs_select on public.audit_logs for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('audit_logs:select')));
revoke update, delete on public.audit_logs from service_role;
grant select on public.audit_logs to authenticated;
revoke update, delete on public.audit_logs from atrium_definer;
call atrium.allow('audit_logs', 'select', 'all', 'owner', 'admin');

create function atrium.make_partitions(months_ahead int default 3) returns int
language plpgsql
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
-- it makes tables, so it acts as their owner and not as the definer
alter function atrium.make_partitions(int) security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC';
grant execute on function atrium.make_partitions(int) to service_role;
select atrium.make_partitions();

create table public.audit_logs_default partition of public.audit_logs default;
comment on table public.audit_logs_default is
  'Catches entries of a month that has no partition yet, so that no write ever fails for it. Append only.';
alter table public.audit_logs_default enable row level security;
alter table public.audit_logs_default force row level security;
revoke all on public.audit_logs_default from service_role;
revoke all on public.audit_logs_default from atrium_definer;
