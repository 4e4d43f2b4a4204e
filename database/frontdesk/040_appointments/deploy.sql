-- Appointments, and holds that keep a time while somebody makes up his mind. Both write through one table of taken
-- times, where an exclusion constraint lets a resource be taken once at a time: so an appointment can't cross a hold
-- either, whoever writes it and however many at once.
create domain public.appointment_status as text constraint appointment_status_known check (value in
  ('pending', 'confirmed', 'in_progress', 'completed', 'cancelled', 'no_show'));
create domain public.hold_status as text constraint hold_status_known check (value in
  ('held', 'confirmed', 'released', 'expired'));
comment on domain public.appointment_status is
  'pending, confirmed and in_progress take up time; completed, cancelled and no_show don''t.';
comment on domain public.hold_status is 'held takes up time; confirmed became an appointment; released, expired ended.';

create table public.appointments (
  id                uuid primary key default gen_random_uuid(),
  agency_id         uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  contact_id        uuid not null,
  service_id        uuid,
  resource_id       uuid,
  service_type      text not null,
  scheduled_at      timestamptz not null,
  duration_minutes  integer not null,
  buffer_minutes    integer not null,
  ends_at           timestamptz not null,
  status            public.appointment_status not null default 'pending',
  status_changed_at timestamptz not null default now(),
  cancel_reason     text,
  moved_from        timestamptz,
  calendar_link     text,
  confirmation_sent boolean not null default false,
  reminder_sent_at  timestamptz,
  source            text not null default 'desk',
  notes             text,
  deleted_at        timestamptz,
  created_by        uuid,
  updated_by        uuid,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  constraint appointments_agency_id unique (agency_id, id),
  -- a contact that goes leaves its row, emptied, so that the history keeps its numbers
  constraint appointments_contact foreign key (agency_id, contact_id) references public.contacts (agency_id, id),
  constraint appointments_service foreign key (agency_id, service_id) references public.services (agency_id, id)
    on delete set null (service_id),
  -- a resource with a history is not deleted but set inactive
  constraint appointments_resource foreign key (agency_id, resource_id)
    references public.booking_resources (agency_id, id),
  constraint appointments_service_type check (length(btrim(service_type)) between 1 and 200),
  constraint appointments_time check (isfinite(scheduled_at)),
  constraint appointments_duration check (duration_minutes between 5 and 1440 and buffer_minutes between 0 and 240),
  constraint appointments_texts check (length(notes) <= 20000 and length(cancel_reason) <= 500),
  constraint appointments_link check (calendar_link ~* '^(https?://|/)' and length(calendar_link) <= 2000),
  constraint appointments_source check (source in ('desk', 'online', 'call', 'import'))
);
comment on table public.appointments is
  'Scope: agency. Who comes when, for what. Live ones (pending, confirmed, in progress) exclude each other and live'
  ' holds of the same resource.';
comment on column public.appointments.id is 'Identifier.';
comment on column public.appointments.agency_id is 'The agency; never changes.';
comment on column public.appointments.contact_id is 'Who comes.';
comment on column public.appointments.service_id is 'For which service; null for one that is not in the list.';
comment on column public.appointments.resource_id is 'With whom or where; null for an agency that is one desk.';
comment on column public.appointments.service_type is 'What for, in words; the service''s name where not given.';
comment on column public.appointments.scheduled_at is 'When it begins; UTC. Changed by reschedule_appointment.';
comment on column public.appointments.duration_minutes is '5 to 1,440; the service''s, else 30, where not given.';
comment on column public.appointments.buffer_minutes is 'Kept free after it, 0 to 240; the service''s where not given.';
comment on column public.appointments.ends_at is 'When it ends, without the buffer; UTC, kept by a trigger.';
comment on column public.appointments.status is 'Where it stands; changed by the functions named after each step.';
comment on column public.appointments.status_changed_at is 'Since when it stands there; UTC.';
comment on column public.appointments.cancel_reason is 'Why it was cancelled, up to 500 characters.';
comment on column public.appointments.moved_from is 'When it was to begin before it was last moved; UTC.';
comment on column public.appointments.calendar_link is 'Address of the entry in another calendar.';
comment on column public.appointments.confirmation_sent is 'Whether the contact was told of this time.';
comment on column public.appointments.reminder_sent_at is 'When the contact was reminded of this time; UTC.';
comment on column public.appointments.source is 'desk, online (booking page), call or import.';
comment on column public.appointments.notes is 'Free text, up to 20,000 characters.';
comment on column public.appointments.deleted_at is 'When it was deleted as a mistake; hidden and free since then.';
comment on column public.appointments.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.appointments.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.appointments.created_at is 'When it was made; UTC.';
comment on column public.appointments.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index appointments_by_time on public.appointments (agency_id, scheduled_at desc);
create index appointments_by_contact on public.appointments (agency_id, contact_id, scheduled_at desc);
create index appointments_by_status on public.appointments (agency_id, status, scheduled_at) where deleted_at is null;
create index appointments_by_resource on public.appointments (agency_id, resource_id, scheduled_at);
create index appointments_by_service on public.appointments (agency_id, service_id);

create table public.appointment_holds (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  service_id       uuid not null,
  resource_id      uuid,
  slot_time        timestamptz not null,
  duration_minutes integer not null,
  buffer_minutes   integer not null,
  status           public.hold_status not null default 'held',
  expires_at       timestamptz not null,
  source           text not null default 'desk',
  appointment_id   uuid,
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint appointment_holds_agency_id unique (agency_id, id),
  constraint appointment_holds_service foreign key (agency_id, service_id)
    references public.services (agency_id, id) on delete cascade,
  constraint appointment_holds_resource foreign key (agency_id, resource_id)
    references public.booking_resources (agency_id, id) on delete cascade,
  constraint appointment_holds_appointment foreign key (agency_id, appointment_id)
    references public.appointments (agency_id, id) on delete set null (appointment_id),
  constraint appointment_holds_time check (isfinite(slot_time) and isfinite(expires_at)),
  constraint appointment_holds_duration check (duration_minutes between 5 and 1440
    and buffer_minutes between 0 and 240),
  constraint appointment_holds_source check (source in ('desk', 'online', 'call'))
);
comment on table public.appointment_holds is
  'Scope: agency. A time kept for some minutes for somebody who is about to book. Who it is, nobody asks yet.';
comment on column public.appointment_holds.id is 'Identifier; on the booking page also the key to the hold.';
comment on column public.appointment_holds.agency_id is 'The agency; never changes.';
comment on column public.appointment_holds.service_id is 'For which service.';
comment on column public.appointment_holds.resource_id is 'With whom or where; null for an agency that is one desk.';
comment on column public.appointment_holds.slot_time is 'When the appointment would begin; UTC.';
comment on column public.appointment_holds.duration_minutes is 'How long it would take.';
comment on column public.appointment_holds.buffer_minutes is 'Kept free after it.';
comment on column public.appointment_holds.status is 'held, confirmed, released or expired; changed by functions.';
comment on column public.appointment_holds.expires_at is 'Until when the time is kept; UTC.';
comment on column public.appointment_holds.source is 'desk, online (booking page) or call.';
comment on column public.appointment_holds.appointment_id is 'The appointment it became.';
comment on column public.appointment_holds.created_by is 'Who made it; null for the booking page.';
comment on column public.appointment_holds.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.appointment_holds.created_at is 'When it was made; UTC.';
comment on column public.appointment_holds.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index appointment_holds_newest on public.appointment_holds (agency_id, created_at desc);
create index appointment_holds_due on public.appointment_holds (expires_at) where status = 'held';
create index appointment_holds_by_service on public.appointment_holds (agency_id, service_id);
create index appointment_holds_by_resource on public.appointment_holds (agency_id, resource_id);
create index appointment_holds_by_appointment on public.appointment_holds (agency_id, appointment_id);

create table atrium.booked_times (
  id             uuid primary key default gen_random_uuid(),
  agency_id      uuid not null references public.agencies on delete cascade,
  resource       uuid not null,
  during         tstzrange not null,
  appointment_id uuid unique,
  hold_id        uuid unique,
  -- checked at the end: a hold's time goes to its appointment a moment before there is one
  constraint booked_times_appointment foreign key (agency_id, appointment_id)
    references public.appointments (agency_id, id) on delete cascade deferrable initially deferred,
  constraint booked_times_hold foreign key (agency_id, hold_id) references public.appointment_holds (agency_id, id)
    on delete cascade,
  constraint booked_times_one check (num_nonnulls(appointment_id, hold_id) = 1),
  constraint appointments_no_overlap exclude using gist (agency_id extensions.gist_uuid_ops with operator(pg_catalog.=),
    resource extensions.gist_uuid_ops with operator(pg_catalog.=), during with &&)
);
comment on table atrium.booked_times is
  'The time each live appointment and hold takes up. Kept by triggers; nobody else writes it.';
comment on column atrium.booked_times.id is 'Identifier.';
comment on column atrium.booked_times.agency_id is 'The agency.';
comment on column atrium.booked_times.resource is 'The resource; the agency itself where it is one desk.';
comment on column atrium.booked_times.during is 'From when until when, buffer included, the end not counted.';
comment on column atrium.booked_times.appointment_id is 'The live appointment that takes the time.';
comment on column atrium.booked_times.hold_id is 'Or the hold.';
create index booked_times_by_appointment on atrium.booked_times (agency_id, appointment_id);
create index booked_times_by_hold on atrium.booked_times (agency_id, hold_id);

create function atrium.complete_booking() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' then
    if not exists (select from public.contacts c
        where c.id = new.contact_id and c.agency_id = new.agency_id and c.deleted_at is null) then
      raise exception using errcode = 'ATNOF', message = 'This contact does not exist or is not yours to see.',
        hint = 'Choose a contact from your list, or make one first.';
    end if;
    select coalesce(new.service_type, s.name), coalesce(new.duration_minutes, s.duration_minutes),
      coalesce(new.buffer_minutes, s.buffer_minutes)
    into new.service_type, new.duration_minutes, new.buffer_minutes
    from (values (1)) one left join public.services s on s.id = new.service_id and s.agency_id = new.agency_id;
    new.duration_minutes := coalesce(new.duration_minutes, 30);
    new.buffer_minutes := coalesce(new.buffer_minutes, 0);
  elsif new.status <> old.status then
    new.status_changed_at := clock_timestamp();
  end if;
  new.ends_at := new.scheduled_at + make_interval(mins => new.duration_minutes);
  return new;
end
$$;
comment on function atrium.complete_booking() is
  'Trigger before insert or update on appointments: length, buffer and words of the service where not given, and the'
  ' end. ATNOF for a contact that is not there.';
call atrium.own_as_definer('atrium.complete_booking()'::regprocedure);

create function atrium.keep_booked_time() returns trigger
language plpgsql
as $$
declare
  live boolean;
  span tstzrange;
  taken uuid := coalesce(new.resource_id, new.agency_id);
begin
  if tg_table_name = 'appointments' then
    live := new.status in ('pending', 'confirmed', 'in_progress') and new.deleted_at is null;
    span := tstzrange(new.scheduled_at, new.ends_at + make_interval(mins => new.buffer_minutes));
  else
    live := new.status = 'held';
    span := tstzrange(new.slot_time,
      new.slot_time + make_interval(mins => new.duration_minutes + new.buffer_minutes));
  end if;
  if not live then
    delete from atrium.booked_times b where b.appointment_id = new.id or b.hold_id = new.id;
    return null;
  elsif exists (select from atrium.booked_times b where (b.appointment_id = new.id or b.hold_id = new.id)
      and b.resource = taken and b.during = span) then
    return null;
  end if;
  -- holds that ran out keep nothing, whether or not the job has been by
  update public.appointment_holds set status = 'expired' where id = any (array(
    select h.id from atrium.booked_times b join public.appointment_holds h on h.id = b.hold_id
    where b.agency_id = new.agency_id and b.resource = taken and b.during && span and h.id <> new.id
      and h.status = 'held' and h.expires_at <= clock_timestamp() for update of h skip locked));
  begin
    if exists (select from atrium.booked_times b where b.appointment_id = new.id or b.hold_id = new.id) then
      -- two that move into one time would wait for each other
      perform pg_advisory_xact_lock(hashtextextended(taken::text, 0));
      update atrium.booked_times b set resource = taken, during = span
      where b.appointment_id = new.id or b.hold_id = new.id;
      return null;
    end if;
    insert into atrium.booked_times (agency_id, resource, during, appointment_id, hold_id)
    values (new.agency_id, taken, span, case when tg_table_name = 'appointments' then new.id end,
      case when tg_table_name <> 'appointments' then new.id end)
    on conflict on constraint appointments_no_overlap do nothing;
    if found then
      return null;
    end if;
  exception when exclusion_violation then
    null;
  end;
  raise exception using errcode = 'ATSTA', message = 'That time is taken.',
    hint = 'Ask for the free times and choose one of them.';
end
$$;
comment on function atrium.keep_booked_time() is
  'Trigger after insert or update on appointments and holds: takes up the time of a live row, gives it back otherwise.'
  ' ATSTA where it is taken.';
call atrium.own_as_definer('atrium.keep_booked_time()'::regprocedure);

create trigger appointments_complete before insert or update on public.appointments
  for each row execute function atrium.complete_booking();
create trigger appointments_by_function before update on public.appointments for each row
  execute function atrium.by_function('contact_id', 'service_id', 'resource_id', 'scheduled_at', 'duration_minutes',
    'buffer_minutes', 'status', 'deleted_at');
create trigger appointments_touch before insert or update on public.appointments
  for each row execute function atrium.touch();
create trigger appointments_immutable before update on public.appointments
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger appointments_time after insert or update on public.appointments
  for each row execute function atrium.keep_booked_time();
create trigger appointments_audit after insert or update or delete on public.appointments
  for each row execute function atrium.audit('notes', 'cancel_reason', 'calendar_link');
create trigger appointment_holds_touch before insert or update on public.appointment_holds
  for each row execute function atrium.touch();
create trigger appointment_holds_immutable before update on public.appointment_holds
  for each row execute function atrium.immutable('id', 'agency_id', 'service_id', 'created_by', 'created_at');
create trigger appointment_holds_time after insert or update on public.appointment_holds
  for each row execute function atrium.keep_booked_time();
create trigger appointment_holds_audit after insert or update or delete on public.appointment_holds
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, t, 'select', 'all'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent']) r,
  unnest(array['appointments', 'appointment_holds']) t
union all
select r, 'appointments', a, 'all' from unnest(array['owner', 'admin', 'leadership', 'pm', 'account', 'agent']) r,
  unnest(array['insert', 'update']) a;

alter table public.appointments enable row level security;
alter table public.appointments force row level security;
create policy appointments_select on public.appointments for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('appointments:select'))
    and deleted_at is null);
create policy appointments_insert on public.appointments for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('appointments:insert')));
create policy appointments_update on public.appointments for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('appointments:update'))
    and deleted_at is null)
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('appointments:update')));
grant select on public.appointments to authenticated;
grant insert (contact_id, service_id, resource_id, service_type, scheduled_at, duration_minutes, buffer_minutes, notes,
  calendar_link), update (service_type, notes, calendar_link) on public.appointments to authenticated;

alter table public.appointment_holds enable row level security;
alter table public.appointment_holds force row level security;
create policy appointment_holds_select on public.appointment_holds for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('appointment_holds:select')));
grant select on public.appointment_holds to authenticated;
