-- Taking a time: hold it, book it, move it. Each picks who takes it and leaves the last word to the constraint; whoever
-- comes second is told what is free next.
create function atrium.bookable_service(agency uuid, service_id uuid) returns public.services
language plpgsql stable
as $$
declare
  wanted public.services;
begin
  select * into wanted from public.services s where s.id = bookable_service.service_id and s.agency_id = agency;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This service does not exist or is not yours to see.',
      hint = 'Choose a service from the list.';
  elsif not wanted.is_active then
    raise exception using errcode = 'ATSTA', message = 'This service is not booked any more.',
      hint = 'Choose another one, or make it active again.';
  end if;
  return wanted;
end
$$;
comment on function atrium.bookable_service(uuid, uuid) is 'An active service of the agency. ATNOF, ATSTA.';

create function atrium.check_start(at timestamptz) returns void
language plpgsql stable
as $$
begin
  if at is null or not isfinite(at) or at < now() - interval '1 hour' or at > now() + interval '2 years' then
    raise exception using errcode = 'ATVAL', message = 'An appointment begins between now and in two years.',
      hint = 'Pass starts_at as an instant, such as 2026-03-02T09:00:00Z.';
  end if;
end
$$;
comment on function atrium.check_start(timestamptz) is
  'Raises ATVAL for a start in the past or in more than two years.';

create function atrium.make_hold(agency uuid, service public.services, at timestamptz, wanted uuid, kept_for interval,
  source text) returns public.appointment_holds
language plpgsql
as $$
declare
  picked uuid;
  made public.appointment_holds;
begin
  for attempt in 1..20 loop
    picked := atrium.pick_resource(agency, service, at, wanted, false);
    begin
      insert into public.appointment_holds (agency_id, service_id, resource_id, slot_time, duration_minutes,
        buffer_minutes, expires_at, source)
      values (agency, service.id, nullif(picked, agency), at, service.duration_minutes, service.buffer_minutes,
        clock_timestamp() + kept_for, make_hold.source) returning * into made;
      return made;
    exception when sqlstate 'ATSTA' then
      -- somebody was quicker; perhaps there is another room
      null;
    end;
  end loop;
  perform atrium.refuse_time(agency, service.id, wanted, at, 'That time is taken.');
end
$$;
comment on function atrium.make_hold(uuid, public.services, timestamptz, uuid, interval, text) is
  'Holds a time with whoever can and is free; checks no right. ATSTA, ATVAL.';

create function atrium.live_hold(agency uuid, hold_id uuid) returns public.appointment_holds
language plpgsql
as $$
declare
  hold public.appointment_holds;
begin
  select * into hold from public.appointment_holds h
  where h.id = live_hold.hold_id and h.agency_id = agency for update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This hold does not exist.', hint = 'Choose a time again.';
  elsif hold.status <> 'held' or hold.expires_at <= clock_timestamp() then
    raise exception using errcode = 'ATEXP', message = 'This time is not held for you any more.',
      hint = 'Choose a time again; perhaps this one is still free.';
  end if;
  return hold;
end
$$;
comment on function atrium.live_hold(uuid, uuid) is 'A hold that still holds, locked. ATNOF, ATEXP.';

create function atrium.book_held(hold public.appointment_holds, contact uuid, notes text) returns public.appointments
language plpgsql
as $$
declare
  made public.appointments;
  heir uuid := gen_random_uuid();
begin
  -- the time goes from hand to hand, so that nobody comes between
  set constraints atrium.booked_times_appointment deferred;
  update atrium.booked_times b set hold_id = null, appointment_id = heir where b.hold_id = hold.id;
  insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at, duration_minutes,
    buffer_minutes, source, notes)
  values (heir, hold.agency_id, contact, hold.service_id, hold.resource_id, hold.slot_time, hold.duration_minutes,
    hold.buffer_minutes, hold.source, book_held.notes) returning * into made;
  update public.appointment_holds h set status = 'confirmed', appointment_id = heir where h.id = hold.id;
  return made;
end
$$;
comment on function atrium.book_held(public.appointment_holds, uuid, text) is
  'Makes a live hold an appointment of a contact; checks no right.';

create function atrium.note_booking() returns trigger
language plpgsql
as $$
begin
  update public.contacts c set
    lead_status = case when c.lead_status in ('new', 'contacted', 'qualified', 'lost') then 'booked'
      else c.lead_status end,
    status_changed_at = case when c.lead_status in ('new', 'contacted', 'qualified', 'lost') then clock_timestamp()
      else c.status_changed_at end,
    service_interests = case when c.service_interests ? new.service_type then c.service_interests
      else c.service_interests || to_jsonb(new.service_type) end
  where c.id = new.contact_id and c.agency_id = new.agency_id and (c.lead_status not in ('booked', 'converted')
    or not c.service_interests ? new.service_type);
  return null;
end
$$;
comment on function atrium.note_booking() is
  'Trigger after insert of an appointment: the lead is booked, and interested in what was booked.';
call atrium.own_as_definer('atrium.note_booking()'::regprocedure);
create trigger appointments_note after insert on public.appointments
  for each row when (new.status in ('pending', 'confirmed')) execute function atrium.note_booking();

create function public.hold_slot(service_id uuid, starts_at timestamptz, resource_id uuid default null,
  minutes integer default 10) returns public.appointment_holds
language plpgsql
as $$
declare
  agency uuid := atrium.current_agency_id();
begin
  perform atrium.demand('appointments:insert'), atrium.check_start(starts_at);
  if minutes is null or minutes not between 1 and 60 then
    raise exception using errcode = 'ATVAL', message = 'A time is held for 1 to 60 minutes.', hint = 'Pass minutes.';
  end if;
  return atrium.make_hold(agency, atrium.bookable_service(agency, hold_slot.service_id), starts_at,
    hold_slot.resource_id, make_interval(mins => minutes), 'desk');
end
$$;
comment on function public.hold_slot(uuid, timestamptz, uuid, integer) is
  'Keeps a free time for some minutes, with a resource or whoever can. ATNOM, ATNOF, ATVAL, ATSTA with the next free'
  ' times.';
call atrium.own_as_definer('public.hold_slot(uuid, timestamptz, uuid, integer)'::regprocedure);

create function public.release_hold(hold_id uuid) returns public.appointment_holds
language plpgsql
as $$
declare
  hold public.appointment_holds;
begin
  perform atrium.demand('appointments:insert');
  hold := atrium.live_hold(atrium.current_agency_id(), hold_id);
  update public.appointment_holds h set status = 'released' where h.id = hold.id returning * into hold;
  return hold;
end
$$;
comment on function public.release_hold(uuid) is 'Gives a held time back. ATNOM, ATNOF, ATEXP.';
call atrium.own_as_definer('public.release_hold(uuid)'::regprocedure);

create function public.book_appointment(contact_id uuid, service_id uuid default null,
  starts_at timestamptz default null, resource_id uuid default null, hold_id uuid default null,
  notes text default null, outside_hours boolean default false) returns public.appointments
language plpgsql
as $$
#variable_conflict use_variable
declare
  agency uuid := atrium.current_agency_id();
  wanted public.services;
  picked uuid;
  made public.appointments;
begin
  perform atrium.demand('appointments:insert'), atrium.locked_contact(contact_id, 'appointments:insert');
  if hold_id is not null then
    return atrium.book_held(atrium.live_hold(agency, hold_id), contact_id, notes);
  end if;
  perform atrium.check_start(starts_at);
  wanted := atrium.bookable_service(agency, service_id);
  for attempt in 1..20 loop
    picked := atrium.pick_resource(agency, wanted, starts_at, resource_id, coalesce(outside_hours, false));
    begin
      insert into public.appointments (agency_id, contact_id, service_id, resource_id, scheduled_at, notes)
      values (agency, contact_id, wanted.id, nullif(picked, agency), starts_at, notes) returning * into made;
      return made;
    exception when sqlstate 'ATSTA' then
      null;
    end;
  end loop;
  perform atrium.refuse_time(agency, wanted.id, resource_id, starts_at, 'That time is taken.');
end
$$;
comment on function public.book_appointment(uuid, uuid, timestamptz, uuid, uuid, text, boolean) is
  'Books a service for a contact at a time, with a resource or whoever can; or takes up a hold, which says what and'
  ' when. outside_hours books when nobody works, too. ATNOM, ATNOF, ATVAL, ATEXP, ATSTA with the next free times.';
call atrium.own_as_definer(
  'public.book_appointment(uuid, uuid, timestamptz, uuid, uuid, text, boolean)'::regprocedure);

create function atrium.locked_appointment(appointment_id uuid, needed text) returns public.appointments
language plpgsql
as $$
declare
  locked public.appointments;
begin
  select * into locked from public.appointments a
  where a.id = locked_appointment.appointment_id and a.agency_id = atrium.current_agency_id() and a.deleted_at is null
    and atrium.may('appointments:select') for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This appointment does not exist or is not yours to see.',
      hint = 'Choose an appointment from the calendar.';
  end if;
  perform atrium.demand(needed);
  return locked;
end
$$;
comment on function atrium.locked_appointment(uuid, text) is
  'The appointment, locked. ATNOF where the caller does not see it, ATNOM where the right is lacking.';
call atrium.own_as_definer('atrium.locked_appointment(uuid, text)'::regprocedure);

create function public.reschedule_appointment(appointment_id uuid, starts_at timestamptz,
  resource_id uuid default null, outside_hours boolean default false) returns public.appointments
language plpgsql
as $$
declare
  moved public.appointments := atrium.locked_appointment(appointment_id, 'appointments:update');
  target uuid := coalesce(reschedule_appointment.resource_id, moved.resource_id);
  visit tstzrange;
begin
  perform atrium.check_start(starts_at);
  visit := tstzrange(starts_at, starts_at + make_interval(mins => moved.duration_minutes));
  if moved.status not in ('pending', 'confirmed') then
    raise exception using errcode = 'ATSTA', message = format('An appointment that is %s is not moved.', moved.status),
      hint = 'Book another one.';
  elsif target is not null and not exists (
      select from atrium.able_resources(moved.agency_id, moved.service_id, target)) then
    raise exception using errcode = 'ATVAL', message = 'That resource does not do this service.',
      hint = 'Leave resource_id out, or choose an active one that does.';
  elsif not coalesce(outside_hours, false) and not atrium.is_open(moved.agency_id, target, visit) then
    perform atrium.refuse_time(moved.agency_id, moved.service_id, target, starts_at, 'Nobody works at that time.');
  end if;
  begin
    update public.appointments a set scheduled_at = starts_at, resource_id = target,
      moved_from = case when a.scheduled_at = starts_at then a.moved_from else a.scheduled_at end,
      confirmation_sent = a.confirmation_sent and a.scheduled_at = starts_at,
      reminder_sent_at = case when a.scheduled_at = starts_at then a.reminder_sent_at end
    where a.id = moved.id returning * into moved;
  exception when sqlstate 'ATSTA' then
    perform atrium.refuse_time(moved.agency_id, moved.service_id, target, starts_at, 'That time is taken.');
  end;
  return moved;
end
$$;
comment on function public.reschedule_appointment(uuid, timestamptz, uuid, boolean) is
  'Moves a pending or confirmed appointment to another time, resource or both; crossing its own old time is no'
  ' obstacle. ATNOM, ATNOF, ATVAL, ATSTA with the next free times.';
call atrium.own_as_definer('public.reschedule_appointment(uuid, timestamptz, uuid, boolean)'::regprocedure);

create function atrium.expire_holds() returns integer
language sql
as $$
  with ended as (
    update public.appointment_holds set status = 'expired'
    where status = 'held' and expires_at <= clock_timestamp() returning 1)
  select count(*)::integer from ended
$$;
comment on function atrium.expire_holds() is
  'Job, every minute: gives times back whose hold ran out; returns how many. Bookings don''t wait for it.';
call atrium.own_as_definer('atrium.expire_holds()'::regprocedure);

grant execute on function atrium.expire_holds() to service_role;
grant execute on function public.hold_slot(uuid, timestamptz, uuid, integer), public.release_hold(uuid),
  public.book_appointment(uuid, uuid, timestamptz, uuid, uuid, text, boolean),
  public.reschedule_appointment(uuid, timestamptz, uuid, boolean) to authenticated;
