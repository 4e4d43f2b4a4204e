-- Who is not signed in reaches these four functions and nothing behind them.
select tests.desk();
do $$
declare
  hold uuid := gen_random_uuid();
begin
  insert into public.appointment_holds (id, agency_id, service_id, resource_id, slot_time, duration_minutes,
    buffer_minutes, expires_at)
  values (tests.named('desk_hold', hold), tests.id('a'), tests.id('checkup'), tests.id('room'),
    now() + interval '1 day', 30, 0, now() + interval '1 hour');
  perform set_config('tests.slug', (select slug from public.agencies where id = tests.id('a')), true),
    set_config('tests.slug_b', (select slug from public.agencies where id = tests.id('b')), true);
  perform tests.become_anon();
  assert tests.works($x$select public.booking_page(current_setting('tests.slug'))$x$), 'no page';
  assert tests.refused($x$select public.booking_times(current_setting('tests.slug_b'), tests.id('checkup'),
    current_date)$x$, 'ATNOF'), 'another agency''s service';
  assert tests.refused($x$select public.book_time(current_setting('tests.slug'), tests.id('desk_hold'), 'x',
    '+49305')$x$, 'ATNOF'), 'a hold of the desk is booked';
  assert tests.refused($x$select public.book_time(current_setting('tests.slug_b'), tests.id('desk_hold'), 'x',
    '+49305')$x$, 'ATNOF'), 'another agency''s hold';
  assert tests.refused('select from public.appointment_holds', '42501')
    and tests.refused('select atrium.caller_of(tests.id(''a''), ''+4930'', ''x'')', '42501')
    and tests.refused('select public.free_slots(tests.id(''checkup''), current_date)', '42501'), 'anon gets behind it';
  perform tests.reset();
end $$;
