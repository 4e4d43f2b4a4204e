-- What a client went through: moves in the pipeline, and changes of status and health. Both are written by triggers
-- with the change itself, so that no change lacks its event, and are read to tell any figure as it stood on an
-- earlier day.
create domain public.client_state_kind as text check (value in ('status', 'health'));
comment on domain public.client_state_kind is 'Which state of a client an event is about.';

create table public.client_stage_events (
  id            uuid primary key default gen_random_uuid(),
  client_id     uuid not null references public.clients on delete cascade,
  from_stage_id uuid references public.client_stages on delete set null,
  to_stage_id   uuid references public.client_stages on delete set null,
  moved_by      uuid references public.users on delete set null,
  moved_at      timestamptz not null default now(),
  note          text,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint client_stage_events_note check (length(note) <= 2000)
);
comment on table public.client_stage_events is
  'Scope: client. Every move in the pipeline, the first placing included. Append only.';
comment on column public.client_stage_events.id is 'Key.';
comment on column public.client_stage_events.client_id is 'The client that was moved.';
comment on column public.client_stage_events.from_stage_id is 'Null for the first placing.';
comment on column public.client_stage_events.to_stage_id is 'Where it went; null once that stage was deleted.';
comment on column public.client_stage_events.moved_by is 'Who moved it; null for the system.';
comment on column public.client_stage_events.moved_at is 'UTC.';
comment on column public.client_stage_events.note is 'Why; at most 2,000 characters.';
comment on column public.client_stage_events.created_at is 'UTC; when the event was written.';
comment on column public.client_stage_events.updated_at is
  'UTC; moves only when a stage or person named here is deleted.';
create index client_stage_events_newest on public.client_stage_events (client_id, moved_at desc);
create index client_stage_events_from on public.client_stage_events (from_stage_id);
create index client_stage_events_to on public.client_stage_events (to_stage_id, moved_at desc);
create index client_stage_events_moved_by on public.client_stage_events (moved_by);

create table public.client_state_events (
  id         uuid primary key default gen_random_uuid(),
  client_id  uuid not null references public.clients on delete cascade,
  kind       public.client_state_kind not null,
  old_value  text,
  new_value  text not null,
  reason     text,
  changed_by uuid references public.users on delete set null,
  changed_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.client_state_events is
  'Scope: client. Every change of status or health, the first value included. Append only.';
comment on column public.client_state_events.id is 'Key.';
comment on column public.client_state_events.client_id is 'The client that changed.';
comment on column public.client_state_events.kind is 'Status or health.';
comment on column public.client_state_events.old_value is 'Null for the first value.';
comment on column public.client_state_events.new_value is 'The value from then on.';
comment on column public.client_state_events.reason is 'Why, in the words of whoever changed it.';
comment on column public.client_state_events.changed_by is 'Who changed it; null for the system.';
comment on column public.client_state_events.changed_at is 'UTC.';
comment on column public.client_state_events.created_at is 'UTC; when the event was written.';
comment on column public.client_state_events.updated_at is 'UTC; moves only when the person named here is deleted.';
create index client_state_events_newest on public.client_state_events (client_id, kind, changed_at desc);
create index client_state_events_changed_by on public.client_state_events (changed_by);

create function atrium.write_client_events() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into public.client_stage_events (client_id, to_stage_id, moved_by, moved_at)
    values (new.id, new.stage_id, atrium.current_user_id(), new.stage_entered_at);
    insert into public.client_state_events (client_id, kind, new_value, reason, changed_by, changed_at) values
      (new.id, 'status', new.status, new.churn_reason, atrium.current_user_id(), new.created_at),
      (new.id, 'health', new.health_status, new.health_reason, atrium.current_user_id(), new.created_at);
    return null;
  end if;
  if new.stage_id <> old.stage_id then
    insert into public.client_stage_events (client_id, from_stage_id, to_stage_id, moved_by, moved_at, note)
    values (new.id, old.stage_id, new.stage_id, atrium.current_user_id(), new.stage_entered_at,
      nullif(current_setting('atrium.move_note', true), ''));
  end if;
  if new.status <> old.status then
    insert into public.client_state_events (client_id, kind, old_value, new_value, reason, changed_by, changed_at)
    values (new.id, 'status', old.status, new.status, new.churn_reason, atrium.current_user_id(), new.updated_at);
  end if;
  if new.health_status <> old.health_status then
    insert into public.client_state_events (client_id, kind, old_value, new_value, reason, changed_by, changed_at)
    values (new.id, 'health', old.health_status, new.health_status, new.health_reason, atrium.current_user_id(),
      new.updated_at);
  end if;
  return null;
end $$;
comment on function atrium.write_client_events() is 'Trigger on clients: writes the events of the two history tables.';
call atrium.own_as_definer('atrium.write_client_events()'::regprocedure);
create trigger clients_events after insert or update on public.clients
  for each row execute function atrium.write_client_events();

create trigger client_stage_events_touch before insert or update on public.client_stage_events
  for each row execute function atrium.touch();
create trigger client_stage_events_immutable before update on public.client_stage_events
  for each row execute function atrium.immutable('client_id', 'moved_at', 'note');
create trigger client_stage_events_audit after insert or update or delete on public.client_stage_events
  for each row execute function atrium.audit();
create trigger client_state_events_touch before insert or update on public.client_state_events
  for each row execute function atrium.touch();
create trigger client_state_events_immutable before update on public.client_state_events
  for each row execute function atrium.immutable('client_id', 'kind', 'old_value', 'new_value', 'changed_at');
create trigger client_state_events_audit after insert or update or delete on public.client_state_events
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, t, 'select', case r when 'member' then 'assigned' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r,
  unnest(array['client_stage_events', 'client_state_events']) t;

alter table public.client_stage_events enable row level security;
alter table public.client_stage_events force row level security;
create policy client_stage_events_select on public.client_stage_events for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('client_stage_events:select')));
alter table public.client_state_events enable row level security;
alter table public.client_state_events force row level security;
create policy client_state_events_select on public.client_state_events for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('client_state_events:select')));
grant select on public.client_stage_events, public.client_state_events to authenticated;
revoke update, delete on public.client_stage_events, public.client_state_events from service_role;
revoke update, delete on public.client_stage_events, public.client_state_events from atrium_definer;
