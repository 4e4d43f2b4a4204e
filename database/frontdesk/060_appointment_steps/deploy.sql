-- What becomes of an appointment: a function a step, each with the states it may be taken from.
create function atrium.step_appointment(appointment_id uuid, target public.appointment_status, origins text[],
  reason text default null) returns public.appointments
language plpgsql
as $$
declare
  stepped public.appointments := atrium.locked_appointment(appointment_id, 'appointments:update');
begin
  if not stepped.status = any (origins) then
    raise exception using errcode = 'ATSTA',
      message = format('An appointment that is %s can''t become %s.', stepped.status, target),
      hint = format('It can from: %s.', array_to_string(origins, ', '));
  elsif length(reason) > 500 then
    raise exception using errcode = 'ATVAL', message = 'A reason has at most 500 characters.', hint = 'Shorten it.';
  end if;
  begin
    update public.appointments a set status = target,
      cancel_reason = case when target = 'cancelled' then nullif(btrim(reason), '') end
    where a.id = stepped.id returning * into stepped;
  exception when sqlstate 'ATSTA' then
    perform atrium.refuse_time(stepped.agency_id, stepped.service_id, stepped.resource_id, stepped.scheduled_at,
      'That time is taken.');
  end;
  return stepped;
end
$$;
comment on function atrium.step_appointment(uuid, public.appointment_status, text[], text) is
  'Moves an appointment of the caller''s agency from one of the states to another. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer(
  'atrium.step_appointment(uuid, public.appointment_status, text[], text)'::regprocedure);

create function public.confirm_appointment(appointment_id uuid) returns public.appointments
language sql
as $$ select atrium.step_appointment(appointment_id, 'confirmed', array['pending']) $$;
comment on function public.confirm_appointment(uuid) is 'pending to confirmed. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.confirm_appointment(uuid)'::regprocedure);

create function public.start_appointment(appointment_id uuid) returns public.appointments
language sql
as $$ select atrium.step_appointment(appointment_id, 'in_progress', array['pending', 'confirmed']) $$;
comment on function public.start_appointment(uuid) is 'The contact is here: to in_progress. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.start_appointment(uuid)'::regprocedure);

create function public.complete_appointment(appointment_id uuid) returns public.appointments
language plpgsql
as $$
declare
  done public.appointments := atrium.locked_appointment(appointment_id, 'appointments:update');
begin
  if done.scheduled_at > clock_timestamp() and done.status <> 'in_progress' then
    raise exception using errcode = 'ATSTA', message = 'The appointment has not begun yet.',
      hint = 'Start it first, or wait for its time.';
  end if;
  done := atrium.step_appointment(appointment_id, 'completed', array['pending', 'confirmed', 'in_progress']);
  update public.contacts c set last_contact_at = greatest(c.last_contact_at, least(done.ends_at, clock_timestamp())),
    status_changed_at = case when c.lead_status = 'booked' then clock_timestamp() else c.status_changed_at end,
    lead_status = case when c.lead_status = 'booked' then 'converted' else c.lead_status end
  where c.id = done.contact_id;
  return done;
end
$$;
comment on function public.complete_appointment(uuid) is
  'The visit is over: to completed, and a booked lead is converted. ATNOF, ATNOM, ATSTA before its time.';
call atrium.own_as_definer('public.complete_appointment(uuid)'::regprocedure);

create function public.cancel_appointment(appointment_id uuid, reason text default null) returns public.appointments
language sql
as $$ select atrium.step_appointment(appointment_id, 'cancelled', array['pending', 'confirmed'], reason) $$;
comment on function public.cancel_appointment(uuid, text) is
  'pending or confirmed to cancelled; its time is free at once. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.cancel_appointment(uuid, text)'::regprocedure);

create function public.mark_no_show(appointment_id uuid) returns public.appointments
language plpgsql
as $$
begin
  if (atrium.locked_appointment(appointment_id, 'appointments:update')).scheduled_at > clock_timestamp() then
    raise exception using errcode = 'ATSTA', message = 'The appointment has not begun yet.',
      hint = 'Cancel it, where the contact said so before.';
  end if;
  return atrium.step_appointment(appointment_id, 'no_show', array['pending', 'confirmed']);
end
$$;
comment on function public.mark_no_show(uuid) is
  'The contact did not come: pending or confirmed to no_show, once its time has come. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.mark_no_show(uuid)'::regprocedure);

create function public.reopen_appointment(appointment_id uuid) returns public.appointments
language sql
as $$ select atrium.step_appointment(appointment_id, 'pending', array['cancelled', 'no_show']) $$;
comment on function public.reopen_appointment(uuid) is
  'cancelled or no_show back to pending, where its time is still free. ATNOF, ATNOM, ATSTA with the next free times.';
call atrium.own_as_definer('public.reopen_appointment(uuid)'::regprocedure);

create function public.delete_appointment(appointment_id uuid) returns void
language plpgsql
as $$
declare
  mistake public.appointments := atrium.locked_appointment(appointment_id, 'appointments:delete');
begin
  update public.appointments a set deleted_at = clock_timestamp() where a.id = mistake.id;
end
$$;
comment on function public.delete_appointment(uuid) is
  'Takes an appointment away that was entered by mistake; its time is free at once. ATNOF, ATNOM.';
call atrium.own_as_definer('public.delete_appointment(uuid)'::regprocedure);

call atrium.allow('appointments', 'delete', 'all', 'owner', 'admin', 'leadership');
grant execute on function public.confirm_appointment(uuid), public.start_appointment(uuid),
  public.complete_appointment(uuid), public.cancel_appointment(uuid, text), public.mark_no_show(uuid),
  public.reopen_appointment(uuid), public.delete_appointment(uuid) to authenticated;
