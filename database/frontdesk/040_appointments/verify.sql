-- What must hold for booked times: no crossing, neighbours welcome, what ends is free, what comes back must find room.
select tests.desk();
insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at)
values (tests.named('nine', gen_random_uuid()), tests.id('a'), tests.id('ada'), tests.id('long'), tests.id('room'),
  '2026-01-05 09:00+00');
create function tests.take(at timestamptz) returns text language sql as $f$
  select format($x$insert into public.appointments (agency_id, contact_id, service_id, resource_id, scheduled_at)
    values (tests.id('a'), tests.id('ben'), tests.id('checkup'), tests.id('room'), %L)$x$, at)
$f$;
do $$
begin
  assert (select service_type = 'Treatment' and duration_minutes = 60 and buffer_minutes = 15
    and ends_at = '2026-01-05 10:00+00' from public.appointments where id = tests.id('nine')), 'not completed';
  assert tests.refused(tests.take('2026-01-05 10:10+00'), 'ATSTA'), 'the time after is not kept free';
  assert tests.refused(tests.take('2026-01-05 08:45+00'), 'ATSTA'), 'crossed from before';
  assert tests.works(tests.take('2026-01-05 10:15+00')) and tests.works(tests.take('2026-01-05 08:30+00')),
    'a neighbour is refused';
  assert tests.refused($x$insert into atrium.booked_times (agency_id, resource, during, appointment_id)
    select agency_id, resource, during, gen_random_uuid() from atrium.booked_times
    where appointment_id = tests.id('nine')$x$, '23P01'), 'no constraint keeps it';
  assert tests.works($x$insert into public.appointments (agency_id, contact_id, resource_id, service_type,
    scheduled_at) values (tests.id('b'), tests.id('far'), tests.id('farroom'), 'x', '2026-01-05 09:00+00')$x$),
    'another agency waits';
  assert tests.works($x$insert into public.appointments (agency_id, contact_id, service_type, scheduled_at)
    values (tests.id('a'), tests.id('ada'), 'x', '2026-01-05 09:00+00')$x$), 'no resource is all resources';
  update public.appointments set scheduled_at = scheduled_at + interval '10 minutes', buffer_minutes = 0
  where id = tests.id('nine');
  assert tests.refused($x$update public.appointments set scheduled_at = '2026-01-05 10:00+00'
    where id = tests.id('nine')$x$, 'ATSTA'), 'moved into a taken time';
  update public.appointments set status = 'cancelled' where id = tests.id('nine');
  assert (select status_changed_at > created_at from public.appointments where id = tests.id('nine')), 'since when';
  assert tests.works(tests.take('2026-01-05 09:30+00')), 'a cancelled one keeps its time';
  assert tests.refused($x$update public.appointments set status = 'pending' where id = tests.id('nine')$x$, 'ATSTA'),
    'it comes back into a taken time';

  insert into public.appointment_holds (id, agency_id, service_id, resource_id, slot_time, duration_minutes,
    buffer_minutes, expires_at)
  values (tests.named('hold', gen_random_uuid()), tests.id('a'), tests.id('checkup'), tests.id('room'),
    '2026-01-06 09:00+00', 30, 0, clock_timestamp() + interval '1 hour');
  assert tests.refused(tests.take('2026-01-06 09:10+00'), 'ATSTA'), 'an appointment crosses a hold';
  update public.appointment_holds set expires_at = '2026-01-01' where id = tests.id('hold');
  assert tests.works(tests.take('2026-01-06 09:10+00')), 'a hold that ran out keeps its time';
  assert (select status = 'expired' from public.appointment_holds where id = tests.id('hold')), 'it did not expire';
  assert tests.refused($x$insert into public.appointments (agency_id, contact_id, service_type, scheduled_at)
    values (tests.id('a'), tests.id('far'), 'x', now())$x$, 'ATNOF'), 'another agency''s contact comes';
  assert tests.refused($x$insert into public.appointments (agency_id, contact_id, service_type, scheduled_at)
    values (tests.id('a'), tests.id('ada'), 'x', 'infinity')$x$, '23514'), 'at the end of all days';
  assert tests.refused($x$delete from public.booking_resources where id = tests.id('room')$x$, '23503'),
    'a room goes with its history';
end $$;
