-- What we tell others: a delivery for each happening and endpoint, tried for more than a day, in order for each row.
create domain public.webhook_delivery_status as text constraint webhook_delivery_status_known
  check (value in ('pending', 'delivered', 'dead'));
comment on domain public.webhook_delivery_status is
  'pending: waits for its next attempt; dead: given up, can be replayed.';

create table public.webhook_deliveries (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null references public.agencies on delete cascade,
  endpoint_id     uuid not null,
  message_id      uuid not null default gen_random_uuid(),
  outbox_position bigint,
  topic           text not null,
  record_id       uuid not null,
  payload         jsonb not null,
  status          public.webhook_delivery_status not null default 'pending',
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  response_status integer,
  duration_ms     integer,
  error           text,
  delivered_at    timestamptz,
  replay_of       uuid,
  created_by      uuid,
  created_at      timestamptz not null default clock_timestamp(),
  updated_at      timestamptz not null default now(),
  constraint webhook_deliveries_agency_id unique (agency_id, id),
  constraint webhook_deliveries_once unique (agency_id, endpoint_id, outbox_position),
  constraint webhook_deliveries_endpoint foreign key (agency_id, endpoint_id)
    references public.webhook_endpoints (agency_id, id) on delete cascade,
  constraint webhook_deliveries_replay foreign key (agency_id, replay_of)
    references public.webhook_deliveries (agency_id, id) on delete set null (replay_of),
  constraint webhook_deliveries_delivered check ((status = 'delivered') = (delivered_at is not null)),
  constraint webhook_deliveries_numbers check (attempts >= 0 and duration_ms >= 0
    and response_status between 100 and 599),
  constraint webhook_deliveries_error check (length(error) <= 2000)
);
comment on table public.webhook_deliveries is
  'Scope: agency, owner and admin read. What an endpoint is told, and how far that got.';
comment on column public.webhook_deliveries.id is 'Identifier.';
comment on column public.webhook_deliveries.agency_id is 'The agency of the endpoint; never changes.';
comment on column public.webhook_deliveries.endpoint_id is 'Who is told; never changes.';
comment on column public.webhook_deliveries.message_id is
  'What the receiver knows the message by; a replay has the same, so that who has it already may leave it.';
comment on column public.webhook_deliveries.outbox_position is
  'What it was made from; null for a replay and a test. Not a reference: the outbox is cleaned.';
comment on column public.webhook_deliveries.topic is 'What happened, such as ticket.updated.';
comment on column public.webhook_deliveries.record_id is 'To which row: those of one row go out in order.';
comment on column public.webhook_deliveries.payload is 'The body as JSON: type, timestamp, data.';
comment on column public.webhook_deliveries.status is 'How far it got; changed by the sender''s functions.';
comment on column public.webhook_deliveries.attempts is 'How often it was tried.';
comment on column public.webhook_deliveries.next_attempt_at is 'Not before then; UTC.';
comment on column public.webhook_deliveries.response_status is 'HTTP status of the last answer; null without one.';
comment on column public.webhook_deliveries.duration_ms is 'How long the last attempt took, in milliseconds.';
comment on column public.webhook_deliveries.error is 'Why the last attempt failed.';
comment on column public.webhook_deliveries.delivered_at is 'When the endpoint took it; UTC.';
comment on column public.webhook_deliveries.replay_of is 'The delivery it repeats.';
comment on column public.webhook_deliveries.created_by is 'Who asked for a replay or test. Not a reference.';
comment on column public.webhook_deliveries.created_at is 'When it was planned; UTC.';
comment on column public.webhook_deliveries.updated_at is 'When it last changed; UTC, kept by a trigger.';
create index webhook_deliveries_newest on public.webhook_deliveries (agency_id, created_at desc);
create index webhook_deliveries_of_endpoint on public.webhook_deliveries (agency_id, endpoint_id, created_at desc);
create index webhook_deliveries_due on public.webhook_deliveries (next_attempt_at) where status = 'pending';
create index webhook_deliveries_in_order on public.webhook_deliveries (endpoint_id, record_id, created_at)
  where status = 'pending';
create index webhook_deliveries_replays on public.webhook_deliveries (agency_id, replay_of)
  where replay_of is not null;
create index webhook_deliveries_settled on public.webhook_deliveries (updated_at) where status <> 'pending';
create trigger webhook_deliveries_touch before insert or update on public.webhook_deliveries
  for each row execute function atrium.touch();
create trigger webhook_deliveries_immutable before update on public.webhook_deliveries
  for each row execute function atrium.immutable('id', 'agency_id', 'endpoint_id', 'message_id', 'topic', 'record_id',
    'payload', 'created_by', 'created_at');
create trigger webhook_deliveries_audit after insert or update or delete on public.webhook_deliveries
  for each row execute function atrium.audit('payload');
alter table public.webhook_deliveries enable row level security;
alter table public.webhook_deliveries force row level security;
create policy webhook_deliveries_select on public.webhook_deliveries for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('webhook_deliveries:select')));
grant select on public.webhook_deliveries to authenticated;
call atrium.allow('webhook_deliveries', 'select', 'all', 'owner', 'admin');
call atrium.allow('webhook_deliveries', 'replay', 'all', 'owner', 'admin');

create function atrium.plan_webhooks(told atrium.outbox) returns integer
language sql
as $$
  with planned as (
    insert into public.webhook_deliveries (agency_id, endpoint_id, outbox_position, topic, record_id, payload)
    select told.agency_id, e.id, told.position, told.topic, told.record_id, jsonb_build_object('type', told.topic,
      'timestamp', to_char(told.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', jsonb_strip_nulls(jsonb_build_object('client_id', told.client_id, 'actor_id', told.actor_id))
        || jsonb_build_object('id', told.record_id, 'changed', told.changed_columns, 'was', told.was)
        || (told.data - 'id' - 'changed' - 'was'))
    from public.webhook_endpoints e
    where e.agency_id = told.agency_id and e.direction = 'outbound' and e.is_enabled and (e.topics
      && array['*', told.topic, split_part(told.topic, '.', 1) || '.*'])
    on conflict on constraint webhook_deliveries_once do nothing returning 1)
  select count(*)::integer from planned
$$;
comment on function atrium.plan_webhooks(atrium.outbox) is
  'A delivery for each endpoint that wants to be told; gives how many. Once, however often it is asked.';
call atrium.own_as_definer('atrium.plan_webhooks(atrium.outbox)'::regprocedure);

create function atrium.claim_webhook_deliveries(max_rows integer default 50, lease interval default '2 minutes')
returns table (delivery_id uuid, endpoint_id uuid, message_id uuid, url text, secret text, previous_secret text,
  topic text, payload jsonb, attempt integer)
language sql
as $$
  with due as (
    select d.id from public.webhook_deliveries d join public.webhook_endpoints e on e.id = d.endpoint_id
    where d.status = 'pending' and d.next_attempt_at <= clock_timestamp() and e.is_enabled
      -- nothing overtakes an earlier message about the same row
      and not exists (select from public.webhook_deliveries b where b.endpoint_id = d.endpoint_id
        and b.record_id = d.record_id and b.status = 'pending' and (b.created_at, b.id) < (d.created_at, d.id))
    order by d.next_attempt_at, d.id limit least(max_rows, 500) for update of d skip locked
  ), claimed as (
    update public.webhook_deliveries d
    set attempts = d.attempts + 1, next_attempt_at = clock_timestamp() + lease
    from due where d.id = due.id returning d.*)
  select c.id, c.endpoint_id, c.message_id, e.url, s.secret, case when s.previous_until > now() then s.previous end,
    c.topic, c.payload, c.attempts
  from claimed c join public.webhook_endpoints e on e.id = c.endpoint_id
    join atrium.webhook_secrets s on s.endpoint_id = c.endpoint_id
  order by c.created_at, c.id
$$;
comment on function atrium.claim_webhook_deliveries(integer, interval) is
  'For the sender: what is due, each to one sender until its lease ends, with what to sign it with; of each row and'
  ' endpoint the earliest only.';
call atrium.own_as_definer('atrium.claim_webhook_deliveries(integer, interval)'::regprocedure);

create function atrium.settle_webhook_delivery(delivery_id uuid, response_status integer default null,
  error text default null, duration_ms integer default null) returns public.webhook_delivery_status
language plpgsql
as $$
declare
  -- 31 hours in all, each with a jitter of a fifth
  waits constant interval[] := '{5 s,5 min,30 min,2 h,5 h,10 h,14 h}';
  taken boolean := coalesce(settle_webhook_delivery.response_status between 200 and 299, false);
  settled public.webhook_deliveries;
begin
  update public.webhook_deliveries d
  set status = case when taken then 'delivered'
      when settle_webhook_delivery.response_status = 410 or d.attempts > cardinality(waits) then 'dead'
      else 'pending' end,
    delivered_at = case when taken then clock_timestamp() end,
    next_attempt_at = clock_timestamp() + coalesce(waits[greatest(d.attempts, 1)], '0') * (0.8 + 0.4 * random()),
    response_status = settle_webhook_delivery.response_status, duration_ms = settle_webhook_delivery.duration_ms,
    error = case when not taken then left(settle_webhook_delivery.error, 2000) end
  where d.id = settle_webhook_delivery.delivery_id and d.status = 'pending' returning * into settled;
  if not found then
    perform atrium.refuse('ATSTA', 'This delivery is settled already, or gone.', 'Claim the next ones.');
  end if;
  if taken then
    update public.webhook_endpoints e set failures = 0 where e.id = settled.endpoint_id and e.failures > 0;
  elsif settled.status = 'dead' then
    -- who is gone (410), or has let five messages in a row be given up, is left alone
    update public.webhook_endpoints e
    set failures = e.failures + 1, is_enabled = e.failures < 4 and settled.response_status is distinct from 410,
      disabled_reason = case when settled.response_status = 410 then 'It answered that it is gone.'
        when e.failures >= 4 then 'Five deliveries in a row were given up.' end
    where e.id = settled.endpoint_id and e.is_enabled;
  end if;
  return settled.status;
end
$$;
comment on function atrium.settle_webhook_delivery(uuid, integer, text, integer) is
  'For the sender: how an attempt ended. 2xx is delivered; else it is tried again for more than a day, then dead. An'
  ' endpoint that is gone, or fails five times in a row, is switched off. ATSTA.';
call atrium.own_as_definer('atrium.settle_webhook_delivery(uuid, integer, text, integer)'::regprocedure);
grant execute on function atrium.claim_webhook_deliveries(integer, interval),
  atrium.settle_webhook_delivery(uuid, integer, text, integer) to service_role;

create function public.replay_webhook_delivery(delivery_id uuid) returns uuid
language plpgsql
as $$
declare
  fresh uuid;
begin
  perform atrium.demand('webhook_deliveries:replay');
  insert into public.webhook_deliveries (agency_id, endpoint_id, message_id, topic, record_id, payload, replay_of)
  select d.agency_id, d.endpoint_id, d.message_id, d.topic, d.record_id, d.payload, d.id
  from public.webhook_deliveries d
  where d.id = replay_webhook_delivery.delivery_id and d.agency_id = atrium.current_agency_id()
    and d.status <> 'pending' returning id into fresh;
  if fresh is null then
    if exists (select from public.webhook_deliveries d where d.id = replay_webhook_delivery.delivery_id
        and d.agency_id = atrium.current_agency_id()) then
      perform atrium.refuse('ATSTA', 'This delivery is still being tried.', 'Wait until it is delivered or dead.');
    end if;
    perform atrium.refuse('ATNOF', 'There is no such delivery.');
  end if;
  return fresh;
end
$$;
comment on function public.replay_webhook_delivery(uuid) is
  'Sends the same message again, under the same message id; gives the new delivery. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.replay_webhook_delivery(uuid)'::regprocedure);

create function public.test_webhook_endpoint(endpoint_id uuid) returns uuid
language plpgsql
as $$
declare
  fresh uuid;
begin
  perform atrium.demand('webhook_endpoints:update');
  insert into public.webhook_deliveries (agency_id, endpoint_id, topic, record_id, payload)
  select e.agency_id, e.id, 'webhook.test', e.id, jsonb_build_object('type', 'webhook.test', 'timestamp',
    to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', jsonb_build_object('id', e.id))
  from public.webhook_endpoints e
  where e.id = test_webhook_endpoint.endpoint_id and e.agency_id = atrium.current_agency_id()
    and e.direction = 'outbound' returning id into fresh;
  if fresh is null then
    perform atrium.refuse('ATNOF', 'There is no such endpoint that could be told.');
  end if;
  return fresh;
end
$$;
comment on function public.test_webhook_endpoint(uuid) is
  'Sends an endpoint a webhook.test; gives the delivery. ATNOF, ATNOM.';
call atrium.own_as_definer('public.test_webhook_endpoint(uuid)'::regprocedure);
grant execute on function public.replay_webhook_delivery(uuid), public.test_webhook_endpoint(uuid) to authenticated;

create function atrium.clean_webhooks() returns bigint
language sql
as $$
  with told as (
    delete from public.webhook_deliveries d where d.status = 'delivered' and d.updated_at < now() - interval '30 days'
      or d.status = 'dead' and d.updated_at < now() - interval '90 days' returning 1
  ), heard as (
    delete from public.processed_webhook_events e
    where e.status = 'processed' and e.processed_at < now() - interval '30 days'
      or e.status = 'dead' and e.updated_at < now() - interval '90 days' returning 1)
  select (select count(*) from told) + (select count(*) from heard)
$$;
comment on function atrium.clean_webhooks() is
  'Job, daily: removes what was told or worked off thirty days ago and what was given up ninety days ago; how many.';
call atrium.own_as_definer('atrium.clean_webhooks()'::regprocedure);
grant execute on function atrium.clean_webhooks() to service_role;
