-- Staff read when the agency works; administrators say so.
select tests.help_desk();
insert into public.business_calendars (id, agency_id, name, timezone) values
  (tests.named('week', gen_random_uuid()), tests.id('a'), 'Week', 'UTC'),
  (tests.named('weekb', gen_random_uuid()), tests.id('b'), 'Week', 'UTC');
insert into public.business_hours (agency_id, calendar_id, weekday, opens_at, closes_at)
values (tests.id('a'), tests.id('week'), 1, '09:00', '17:00');
do $$
declare
  spans text := '[{"weekday": 1, "opens_at": "09:00", "closes_at": "12:00"}]';
begin
  assert tests.may_do('select from public.business_hours', 'agent');
  assert tests.may_not('select from public.business_calendars where name = ''Week'' and agency_id = tests.id(''a'')',
    'customer', 'stranger');
  assert tests.may_do(format('select public.set_business_hours(tests.id(''week''), %L)', spans), 'admin');
  assert tests.may_not(format('select public.set_business_hours(tests.id(''week''), %L)', spans), 'agent', 'stranger');
  assert tests.may_not(format('select public.set_business_hours(tests.id(''weekb''), %L)', spans), 'owner');
  assert tests.may_not(format('select public.create_business_calendar(''x'', ''UTC'', %L)', spans), 'pm', 'customer');
  assert tests.may_do($x$insert into public.business_holidays (calendar_id, holiday, name)
    values (tests.id('week'), '2026-12-25', 'Christmas')$x$, 'owner');
  assert tests.may_not($x$insert into public.business_holidays (calendar_id, holiday, name)
    values (tests.id('week'), '2026-12-25', 'Christmas')$x$, 'agent', 'stranger');
  assert tests.may_not($x$insert into public.business_holidays (calendar_id, holiday, name)
    values (tests.id('weekb'), '2026-12-25', 'Christmas')$x$, 'owner');
  assert tests.may_not('delete from public.business_hours', 'owner');
end $$;
