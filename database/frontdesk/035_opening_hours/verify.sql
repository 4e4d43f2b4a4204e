-- What must hold for opening hours: the usual ones where none are set, own before shared, and days of 23 and 25 hours.
select tests.desk();
update public.agencies set timezone = 'Europe/Berlin' where id = tests.id('a');
do $$
begin
  assert (select array_agg(h) = array[tstzrange('2026-01-05 08:00+00', '2026-01-05 16:00+00')]
    from atrium.open_hours(tests.id('a'), tests.id('room'), '2026-01-05') h), 'Monday is not from 9 to 17';
  assert tests.sees($x$select atrium.open_hours(tests.id('a'), tests.id('room'), '2026-01-04')$x$, 0), 'open on Sunday';
  insert into public.booking_hours (agency_id, weekday, opens, closes) values (tests.id('a'), 7, '00:00', '24:00');
  assert (select array_agg(extract(epoch from upper(h) - lower(h)) / 3600 order by d) = array[23, 25, 24]::numeric[]
    from unnest(array['2026-03-29', '2026-10-25', '2026-11-01']::date[]) d,
      atrium.open_hours(tests.id('a'), tests.id('room'), d) h), 'days of 23 and 25 hours are not';
  insert into public.booking_hours (agency_id, resource_id, weekday, opens, closes)
  values (tests.id('a'), tests.id('room'), 7, '02:10', '02:50'), (tests.id('a'), tests.id('room'), 7, '12:00', '13:00');
  assert (select count(*) = 2 and bool_and(isempty(h) or upper(h) - lower(h) <= interval '1 hour')
    from atrium.open_hours(tests.id('a'), tests.id('room'), '2026-03-29') h), 'an hour that is not there';
  assert tests.refused($x$insert into public.booking_hours (agency_id, weekday, opens, closes)
    values (tests.id('a'), 7, '00:00', '10:00')$x$, '23505'), 'opened twice';
  assert tests.refused($x$insert into public.booking_hours (agency_id, weekday, opens, closes)
    values (tests.id('a'), 1, '10:00', '09:00')$x$, '23514'), 'closed before it opens';
  assert tests.refused($x$insert into public.booking_hours (agency_id, resource_id, weekday, opens, closes)
    values (tests.id('a'), tests.id('farroom'), 1, '10:00', '11:00')$x$, '23503'), 'another agency''s room';
  assert tests.refused($x$insert into public.booking_closures (agency_id, starts_at, ends_at)
    values (tests.id('a'), now(), 'infinity')$x$, '23514'), 'closed for ever';
end $$;
