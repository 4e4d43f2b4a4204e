-- The transactional outbox: what happened to a row, written by a trigger in the transaction of the change, so that it
-- is told if and only if it happened. Notifications and webhooks are made from it by a job (a later change). It never
-- grows without end: told entries go after a week, entries that failed for good after ninety days.
create table atrium.outbox (
  position        bigint generated always as identity,
  topic           text not null,
  agency_id       uuid not null,
  client_id       uuid,
  table_name      text not null,
  record_id       uuid not null,
  data            jsonb not null default '{}',
  was             jsonb not null default '{}',
  changed_columns text[] not null default '{}',
  actor_id        uuid,
  request_id      text,
  state           text not null default 'pending',
  attempts        int not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  last_error      text,
  done_at         timestamptz,
  created_at      timestamptz not null default clock_timestamp(),
  constraint outbox_pkey primary key (position),
  constraint outbox_topic check (topic ~ '^[a-z][a-z_]*\.[a-z][a-z_]*$'),
  constraint outbox_state check (state in ('pending', 'done', 'failed')),
  constraint outbox_done check ((state = 'pending') = (done_at is null)),
  constraint outbox_attempts check (attempts >= 0)
);
comment on table atrium.outbox is
  'What happened, in order, for whoever is to be told. Not exposed. No references: it outlives what it tells of.';
comment on column atrium.outbox.position is 'Order; changes of one row have the order in which they were made.';
comment on column atrium.outbox.topic is 'What happened to what: ticket.updated, artifact.created, client.deleted.';
comment on column atrium.outbox.agency_id is 'The agency it happened in.';
comment on column atrium.outbox.client_id is 'The client it concerns, where the row belongs to one.';
comment on column atrium.outbox.table_name is 'The table of the row.';
comment on column atrium.outbox.record_id is 'The row.';
comment on column atrium.outbox.data is
  'Columns of the row that the trigger names, as they are now (as they were, of a deleted row). Never a secret.';
comment on column atrium.outbox.was is 'Of those, what an update changed, as it was before.';
comment on column atrium.outbox.changed_columns is 'Every column an update changed, by name.';
comment on column atrium.outbox.actor_id is 'Who did it; null for keys, jobs and nobody.';
comment on column atrium.outbox.request_id is 'The request it was part of.';
comment on column atrium.outbox.state is 'pending; done: told; failed: given up after ten attempts.';
comment on column atrium.outbox.attempts is 'How often telling it failed.';
comment on column atrium.outbox.next_attempt_at is 'Not before then; UTC.';
comment on column atrium.outbox.last_error is 'Why the last attempt failed.';
comment on column atrium.outbox.done_at is 'When it was told or given up; UTC.';
comment on column atrium.outbox.created_at is 'When it happened, by the clock of the database; UTC.';
create index outbox_pending on atrium.outbox (position) where state = 'pending';
create index outbox_waiting_of_record on atrium.outbox (record_id, position) where state = 'pending';
create index outbox_told on atrium.outbox (done_at) where state <> 'pending';

create function atrium.publish() returns trigger
language plpgsql
as $$
declare
  subject jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  before jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) end;
  changed text[] := '{}';
  carried jsonb;
  client uuid := (subject ->> case tg_table_name when 'clients' then 'id' else 'client_id' end)::uuid;
  agency uuid := (subject ->> 'agency_id')::uuid;
begin
  if tg_op = 'UPDATE' then
    select coalesce(array_agg(n.key order by n.key), '{}') into changed from jsonb_each(subject) as n
    where n.value is distinct from before -> n.key and n.key not in ('updated_at', 'updated_by');
    if changed = '{}' then return null; end if;
  end if;
  if agency is null and client is not null then
    select c.agency_id into agency from public.clients c where c.id = client;
  end if;
  agency := coalesce(agency, atrium.current_agency_id());
  -- a row that goes with everything above it: nobody is left to be told
  if agency is null then return null; end if;
  select jsonb_object_agg(c, subject -> c) into carried from unnest(tg_argv[1:]) as c;
  insert into atrium.outbox (topic, agency_id, client_id, table_name, record_id, data, was, changed_columns, actor_id,
    request_id)
  values (tg_argv[0] || case tg_op when 'INSERT' then '.created' when 'UPDATE' then '.updated' else '.deleted' end,
    agency, client, tg_table_name, (subject ->> 'id')::uuid, coalesce(carried, '{}'),
    coalesce((select jsonb_object_agg(c, before -> c) from unnest(tg_argv[1:]) as c where c = any (changed)), '{}'),
    changed, atrium.current_user_id(), nullif(current_setting('atrium.request_id', true), ''));
  return null;
end
$$;
comment on function atrium.publish() is
  'Trigger after insert, update or delete: puts what happened into the outbox. Its first argument is what the row is'
  ' called in topics, the others are the columns whose values are told. An update that changes nothing tells nothing.';
call atrium.own_as_definer('atrium.publish()'::regprocedure);

create function atrium.clean_outbox() returns bigint
language sql
as $$
  with gone as (
    delete from atrium.outbox o
    where o.state = 'done' and o.done_at < now() - interval '7 days'
      or o.state = 'failed' and o.done_at < now() - interval '90 days'
    returning 1)
  select count(*) from gone
$$;
comment on function atrium.clean_outbox() is
  'Job: removes entries told a week ago and entries given up ninety days ago; returns how many.';
call atrium.own_as_definer('atrium.clean_outbox()'::regprocedure);
grant execute on function atrium.clean_outbox() to service_role;

create trigger clients_publish after insert or update or delete on public.clients
  for each row execute function atrium.publish('client', 'name', 'status', 'stage_id', 'health_status', 'owner_id');
create trigger communications_publish after insert or update or delete on public.communications
  for each row execute function atrium.publish('communication', 'type', 'direction', 'subject', 'channel',
    'thread_key', 'needs_reply', 'timestamp');
create trigger alerts_publish after insert or update or delete on public.alerts
  for each row execute function atrium.publish('alert', 'type', 'severity', 'status', 'title', 'assignee_id',
    'snoozed_until', 'resolved_at');
create trigger documents_publish after insert or update or delete on public.documents
  for each row execute function atrium.publish('document', 'name', 'type', 'visibility');
create trigger campaigns_publish after insert or update or delete on public.campaigns
  for each row execute function atrium.publish('campaign', 'campaign_code', 'campaign_name', 'status',
    'approval_status', 'submitted_by', 'approved_by', 'account_director_id', 'project_manager_id',
    'creative_director_id');
create trigger campaign_members_publish after insert or delete on public.campaign_members
  for each row execute function atrium.publish('campaign_member', 'campaign_id', 'user_id', 'role_on_campaign');
create trigger artifacts_publish after insert or update or delete on public.artifacts
  for each row execute function atrium.publish('artifact', 'title', 'artifact_type', 'status', 'visibility', 'version',
    'campaign_id', 'owner_id', 'approver_id', 'submitted_by');
create trigger artifact_comments_publish after insert or update or delete on public.artifact_comments
  for each row execute function atrium.publish('comment', 'artifact_id', 'parent_comment_id', 'commenter_id',
    'visibility', 'mentions', 'is_resolved', 'deleted_at');
