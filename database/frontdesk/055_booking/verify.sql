-- What must hold for bookings: whoever is free takes it, a hold becomes its appointment, an appointment moves freely
-- within its own old time, and a refusal names the next free times.
select tests.desk();
insert into public.booking_hours (agency_id, weekday, opens, closes)
select tests.id('a'), w, '08:00', '18:00' from generate_series(1, 7) w;
select set_config('tests.day', ((now() + interval '3 days') at time zone 'UTC')::date::text, true);
create function tests.at(clock text) returns timestamptz language sql stable as
  $f$ select (current_setting('tests.day') || ' ' || clock || '+00')::timestamptz $f$;
do $$
declare
  made public.appointments;
  hold public.appointment_holds;
begin
  perform tests.act('agent');
  made := public.book_appointment(tests.id('ada'), tests.id('long'), tests.at('09:00'));
  assert made.resource_id = tests.id('room') and made.status = 'pending' and made.created_by = tests.id('agent'),
    'booked otherwise';
  assert (select lead_status = 'booked' and service_interests ? 'Treatment' from public.contacts
    where id = tests.id('ada')), 'the lead does not know';
  assert tests.refused($x$select public.book_appointment(tests.id('ben'), tests.id('checkup'), tests.at('10:00'))$x$,
    'ATSTA'), 'booked into the buffer';
  assert tests.refused($x$select public.book_appointment(tests.id('ben'), tests.id('checkup'), tests.at('20:00'))$x$,
    'ATSTA'), 'booked while nobody works';
  assert tests.works($x$select public.book_appointment(tests.id('ben'), tests.id('checkup'), tests.at('20:00'),
    outside_hours => true)$x$), 'nobody ever works late';
  begin
    perform public.book_appointment(tests.id('ben'), tests.id('checkup'), tests.at('09:30'));
  exception when sqlstate 'ATSTA' then
    declare
      said text;
    begin
      get stacked diagnostics said = pg_exception_detail;
      assert (said::jsonb ->> 0)::timestamptz = tests.at('10:15'), 'the next free time is another: ' || said;
    end;
  end;
  made := public.reschedule_appointment(made.id, tests.at('09:30'));
  assert made.scheduled_at = tests.at('09:30') and made.moved_from = tests.at('09:00'), 'not moved';

  hold := public.hold_slot(tests.id('checkup'), tests.at('08:00'));
  assert tests.refused($x$select public.book_appointment(tests.id('ben'), tests.id('checkup'), tests.at('08:15'))$x$,
    'ATSTA'), 'a held time is booked';
  made := public.book_appointment(tests.id('ben'), hold_id => hold.id);
  assert made.scheduled_at = tests.at('08:00') and made.service_type = 'Checkup', 'the hold became something else';
  assert (select h.status = 'confirmed' and h.appointment_id = made.id from public.appointment_holds h
    where h.id = hold.id), 'the hold does not know';
  perform tests.named('used', hold.id);
  assert tests.refused($x$select public.book_appointment(tests.id('ben'), hold_id => tests.id('used'))$x$, 'ATEXP'),
    'a hold is used twice';
  hold := public.release_hold((public.hold_slot(tests.id('checkup'), tests.at('12:00'))).id);
  hold := public.hold_slot(tests.id('checkup'), tests.at('12:00'));
  perform tests.reset();
  update public.appointment_holds set expires_at = now() - interval '1 minute' where id = hold.id;
  assert atrium.expire_holds() = 1 and atrium.expire_holds() = 0, 'the job expires otherwise';
  assert (select count(*) = (select count(*) from public.appointments) from atrium.booked_times), 'times are left over';
  set constraints all immediate;
end $$;
