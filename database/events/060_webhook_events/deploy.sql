-- What others told us, each event once: one insert claims it for an agency, a provider and the provider's own event,
-- and a second of the same finds it taken. The work is done in the transaction that marks it processed, so a crash in
-- between loses nothing and does nothing twice.
create domain public.webhook_event_status as text constraint webhook_event_status_known
  check (value in ('received', 'processed', 'failed', 'dead'));
comment on domain public.webhook_event_status is 'failed: is tried again; dead: given up after eight attempts.';

create table public.processed_webhook_events (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  provider        text not null default 'unknown',
  event_id        text not null,
  event_type      text not null default 'unknown',
  call_id         text,
  payload         jsonb,
  status          public.webhook_event_status not null default 'received',
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error      text,
  received_at     timestamptz not null default now(),
  processed_at    timestamptz,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint processed_webhook_events_once unique (agency_id, provider, event_id),
  constraint processed_webhook_events_provider check (provider ~ '^[a-z][a-z0-9_-]{0,49}$'),
  constraint processed_webhook_events_event_id check (length(event_id) between 1 and 500),
  constraint processed_webhook_events_words check (length(event_type) between 1 and 200 and length(call_id) <= 500
    and length(last_error) <= 2000 and length(payload::text) <= 1000000),
  constraint processed_webhook_events_processed check ((status = 'processed') = (processed_at is not null)),
  constraint processed_webhook_events_attempts check (attempts >= 0)
);
comment on table public.processed_webhook_events is
  'Scope: agency, owner and admin read. What others told us, each event once an agency and provider.';
comment on column public.processed_webhook_events.id is 'Identifier.';
comment on column public.processed_webhook_events.agency_id is
  'The agency the endpoint belongs to, never one the event names; never changes.';
comment on column public.processed_webhook_events.provider is 'Who told; the endpoint''s provider. Never changes.';
comment on column public.processed_webhook_events.event_id is
  'The provider''s identity of the event; where it has none, type, call and sequence, or a hash of the body.';
comment on column public.processed_webhook_events.event_type is 'What kind of event.';
comment on column public.processed_webhook_events.call_id is 'The call it is about, where it is about one.';
comment on column public.processed_webhook_events.payload is 'What was told; up to a million characters.';
comment on column public.processed_webhook_events.status is 'received, processed, failed or dead.';
comment on column public.processed_webhook_events.attempts is 'How often working on it failed.';
comment on column public.processed_webhook_events.next_attempt_at is 'Not before then; UTC.';
comment on column public.processed_webhook_events.last_error is 'Why the last attempt failed.';
comment on column public.processed_webhook_events.received_at is 'When it came; UTC.';
comment on column public.processed_webhook_events.processed_at is 'When its work was done; UTC.';
comment on column public.processed_webhook_events.created_at is 'When the row was made; UTC.';
comment on column public.processed_webhook_events.updated_at is 'When it last changed; UTC, kept by a trigger.';
create index processed_webhook_events_newest on public.processed_webhook_events (agency_id, created_at desc);
create index processed_webhook_events_waiting on public.processed_webhook_events (next_attempt_at)
  where status in ('received', 'failed');
create index processed_webhook_events_call on public.processed_webhook_events (agency_id, call_id)
  where call_id is not null;

create function atrium.step_webhook_event() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- whoever notes an event that is done says so by its time alone
  if new.processed_at is not null then
    new.status := 'processed';
  end if;
  return new;
end
$$;
comment on function atrium.step_webhook_event() is
  'Trigger before insert: an event that comes with processed_at is processed.';
create trigger processed_webhook_events_step before insert on public.processed_webhook_events
  for each row execute function atrium.step_webhook_event();
create trigger processed_webhook_events_touch before insert or update on public.processed_webhook_events
  for each row execute function atrium.touch();
create trigger processed_webhook_events_immutable before update on public.processed_webhook_events
  for each row execute function atrium.immutable('id', 'agency_id', 'provider', 'event_id', 'created_at');
create trigger processed_webhook_events_audit after insert or update or delete on public.processed_webhook_events
  for each row execute function atrium.audit('payload');
alter table public.processed_webhook_events enable row level security;
alter table public.processed_webhook_events force row level security;
create policy processed_webhook_events_select on public.processed_webhook_events for select to authenticated
  using (agency_id = (select atrium.current_agency_id())
    and (select atrium.may('processed_webhook_events:select')));
grant select on public.processed_webhook_events to authenticated;
call atrium.allow('processed_webhook_events', 'select', 'all', 'owner', 'admin');

create function public.claim_webhook_event(p_agency_id uuid, p_provider text, p_event_id text,
  p_event_type text default 'unknown', p_payload jsonb default null, p_call_id text default null) returns uuid
language sql
as $$
  insert into public.processed_webhook_events (agency_id, provider, event_id, event_type, payload, call_id)
  values (p_agency_id, p_provider, p_event_id, coalesce(p_event_type, 'unknown'), p_payload, p_call_id)
  on conflict on constraint processed_webhook_events_once do nothing
  returning id
$$;
comment on function public.claim_webhook_event(uuid, text, text, text, jsonb, text) is
  'For the intake: takes an event in, once; its id, or null where it came before. Runs with the operator''s rights.';
grant execute on function public.claim_webhook_event(uuid, text, text, text, jsonb, text) to service_role;

create function atrium.take_webhook_events(max_rows integer default 20) returns setof public.processed_webhook_events
language sql
as $$
  select e.* from public.processed_webhook_events e
  where e.status in ('received', 'failed') and e.next_attempt_at <= clock_timestamp()
  order by e.next_attempt_at, e.id limit least(max_rows, 1000) for update skip locked
$$;
comment on function atrium.take_webhook_events(integer) is
  'For the worker: events that wait, locked until its transaction ends; others get other events. Settle each in the'
  ' same transaction.';

create function atrium.settle_webhook_event(id uuid, succeeded boolean, error text default null) returns void
language sql
as $$
  update public.processed_webhook_events e
  set status = case when succeeded then 'processed' when e.attempts >= 7 then 'dead' else 'failed' end,
    processed_at = case when succeeded then clock_timestamp() end,
    attempts = e.attempts + case when succeeded then 0 else 1 end,
    next_attempt_at = clock_timestamp() + interval '10 seconds' * (1 << least(e.attempts, 12)),
    last_error = left(error, 2000)
  where e.id = settle_webhook_event.id and e.status in ('received', 'failed')
$$;
comment on function atrium.settle_webhook_event(uuid, boolean, text) is
  'For the worker: the work on an event is done, or failed and is tried again after 10, 20, 40 … seconds, eight'
  ' times.';
grant execute on function atrium.take_webhook_events(integer), atrium.settle_webhook_event(uuid, boolean, text)
  to service_role;

create function atrium.webhook_door(endpoint_key text)
returns table (endpoint_id uuid, agency_id uuid, provider text, is_enabled boolean, secrets text[])
language sql stable
as $$
  select e.id, e.agency_id, e.provider, e.is_enabled,
    array_remove(array[s.secret, case when s.previous_until > now() then s.previous end], null)
  from public.webhook_endpoints e join atrium.webhook_secrets s on s.endpoint_id = e.id
  where e.endpoint_key = webhook_door.endpoint_key
$$;
comment on function atrium.webhook_door(text) is
  'For the intake: the endpoint of a door, and the secrets a call may be signed with.';
call atrium.own_as_definer('atrium.webhook_door(text)'::regprocedure);
grant execute on function atrium.webhook_door(text) to service_role;
