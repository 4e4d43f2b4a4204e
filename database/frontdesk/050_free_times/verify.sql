-- What must hold for free times: open hours less what is taken, closed or kept, day by day of the agency's calendar.
select tests.desk();
update public.agencies set timezone = 'Europe/Berlin' where id = tests.id('a');
create function tests.free(service text, day date) returns bigint language sql as $f$
  select count(*) from atrium.free_times(tests.id('a'), tests.id(service), day, day, null, '2026-01-01')
$f$;
do $$
begin
  assert tests.free('checkup', '2026-01-05') = 31 and tests.free('long', '2026-01-05') = 29, 'not eight hours';
  assert tests.free('checkup', '2026-01-04') = 0, 'free on Sunday';
  insert into public.appointments (agency_id, contact_id, service_id, resource_id, scheduled_at)
  values (tests.id('a'), tests.id('ada'), tests.id('long'), tests.id('room'), '2026-01-05 09:00+00');
  assert tests.free('checkup', '2026-01-05') = 25, 'an hour and its buffer are not gone';
  insert into public.booking_closures (agency_id, starts_at, ends_at)
  values (tests.id('a'), '2026-01-05 11:00+00', '2026-01-05 20:00+00');
  assert tests.free('checkup', '2026-01-05') = 5, 'free while closed';
  assert (select min(starts_at) = '2026-01-05 08:00+00' and max(starts_at) = '2026-01-05 10:30+00'
    from atrium.free_times(tests.id('a'), tests.id('checkup'), '2026-01-05', '2026-01-05', null, '2026-01-01')),
    'other times';
  insert into public.booking_resources (id, agency_id, name)
  values (tests.named('second', gen_random_uuid()), tests.id('a'), 'Room 2');
  assert tests.free('checkup', '2026-01-06') = 62, 'a second room is not counted';
  insert into public.service_resources (agency_id, service_id, resource_id)
  values (tests.id('a'), tests.id('checkup'), tests.id('second'));
  assert tests.free('checkup', '2026-01-06') = 31, 'a room that does not do it is counted';
  insert into public.booking_hours (agency_id, weekday, opens, closes) values (tests.id('a'), 7, '00:00', '24:00');
  assert (select array_agg(tests.free('checkup', d) order by d) = array[91, 95, 99]::bigint[]
    from unnest(array['2026-03-29', '2026-05-10', '2026-10-25']::date[]) d), 'days of 23 and 25 hours are not';
end $$;
