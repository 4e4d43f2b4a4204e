-- Open time is right across weekends, holidays, split days and the change of clocks.
select tests.help_desk();
do $$
declare
  week uuid;
  london uuid;
  nine_to_five jsonb := (select jsonb_agg(jsonb_build_object('weekday', d, 'opens_at', '09:00', 'closes_at', '17:00'))
    from generate_series(1, 5) d);
begin
  perform tests.act('admin');
  week := (public.create_business_calendar('Week', 'UTC', nine_to_five)).id;
  london := (public.create_business_calendar('Always', 'Europe/London',
    (select jsonb_agg(jsonb_build_object('weekday', d, 'opens_at', '00:00', 'closes_at', '24:00'))
     from generate_series(1, 7) d))).id;
  perform tests.named('week', week);
  assert tests.refused($x$select public.set_business_hours(tests.id('week'), '[]')$x$, 'ATVAL'), 'it never opens';
  assert tests.refused($x$select public.set_business_hours(tests.id('week'),
    '[{"weekday": 1, "opens_at": "09:00", "closes_at": "12:00"}, {"weekday": 1, "opens_at": "11:00",
    "closes_at": "13:00"}]')$x$, 'ATVAL'), 'spans overlap';
  assert tests.refused($x$select public.create_business_calendar('x', 'Mars/Olympus', '[]')$x$), 'any time zone';
  perform tests.reset();
  -- 2026-01-02 is a Friday
  assert atrium.add_business_time(week, '2026-01-02 16:30Z', '2 hours') = '2026-01-05 10:30Z', 'over a weekend';
  assert atrium.add_business_time(week, '2026-01-03 12:00Z', '1 hour') = '2026-01-05 10:00Z', 'from a weekend';
  assert atrium.business_time(week, '2026-01-02 18:00Z', '2026-01-05 08:00Z') = '0', 'a weekend takes time';
  assert atrium.business_time(week, '2026-01-02 16:30Z', '2026-01-05 10:30Z') = '2 hours', 'there and back';
  insert into public.business_holidays (agency_id, calendar_id, holiday, name, is_yearly)
  values (tests.id('a'), week, '2020-01-05', 'Monday', true);
  assert atrium.add_business_time(week, '2026-01-02 16:30Z', '2 hours') = '2026-01-06 10:30Z', 'over a holiday';
  assert atrium.add_business_time(london, '2026-03-28 23:30 Europe/London', '4 hours')
    = '2026-03-29 04:30 Europe/London', 'over the change of clocks';
  delete from public.business_hours where calendar_id = week;
  assert atrium.add_business_time(week, '2026-01-02 16:30Z', '1 minute') is null, 'a walk without end';
end $$;
