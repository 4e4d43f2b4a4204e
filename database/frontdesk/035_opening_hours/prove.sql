-- The leadership sets the hours, the desk enters absences, all staff read.
select tests.desk();
do $$
begin
  assert tests.may_do($x$insert into public.booking_hours (weekday, opens, closes) values (6, '10:00', '14:00')$x$,
    'owner');
  assert tests.may_not($x$insert into public.booking_hours (weekday, opens, closes) values (6, '10:00', '14:00')$x$,
    'agent', 'member');
  assert tests.may_do($x$insert into public.booking_closures (starts_at, ends_at) values (now(), now() + '1 day')$x$,
    'agent');
  assert tests.may_not($x$insert into public.booking_closures (starts_at, ends_at) values (now(), now() + '1 day')$x$,
    'finance', 'customer');
  perform tests.become_anon();
  assert tests.refused('select from public.booking_hours', '42501'), 'anon reads';
  perform tests.reset();
end $$;
