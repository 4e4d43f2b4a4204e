-- What must hold for the booking page: a stranger books what is offered, and changes and learns nothing else.
select tests.desk();
insert into public.booking_hours (agency_id, weekday, opens, closes)
select tests.id('a'), w, '08:00', '18:00' from generate_series(1, 7) w;
create function tests.tomorrow(clock text) returns timestamptz language sql stable as
  $f$ select (((now() + interval '1 day') at time zone 'UTC')::date || ' ' || clock || '+00')::timestamptz $f$;
do $$
declare
  slug text := (select a.slug from public.agencies a where a.id = tests.id('a'));
  key uuid;
begin
  perform set_config('tests.slug', slug, true), tests.become_anon();
  assert jsonb_array_length(public.booking_page(slug) -> 'services') = 1, 'other services than the public one';
  assert (select count(*) = 39 from public.booking_times(slug, tests.id('checkup'), tests.tomorrow('00:00')::date)),
    'other times';
  assert tests.refused($x$select public.booking_times(current_setting('tests.slug'), tests.id('long'),
    current_date)$x$, 'ATNOF'), 'a service that is not public';
  assert tests.refused($x$select public.booking_page('nowhere')$x$, 'ATNOF'), 'a page of nobody';
  select h.hold_id into key from public.hold_time(slug, tests.id('checkup'), tests.tomorrow('09:00')) h;
  perform tests.named('key', key);
  assert tests.refused($x$select public.hold_time(current_setting('tests.slug'), tests.id('checkup'),
    tests.tomorrow('09:15'))$x$, 'ATSTA'), 'a held time is held again';
  assert tests.refused($x$select public.hold_time(current_setting('tests.slug'), tests.id('checkup'),
    tests.tomorrow('09:37'))$x$, 'ATSTA'), 'a time that was not offered';
  assert tests.refused($x$select public.book_time(current_setting('tests.slug'), tests.id('key'), 'x', '12')$x$,
    'ATVAL'), 'booked without a number';
  assert (select b.status = 'pending' and b.service = 'Checkup'
    from public.book_time(slug, key, 'Mallory', '+49301000001', 'mallory@example.test', 'Hello') b), 'not booked';
  assert tests.refused($x$select public.book_time(current_setting('tests.slug'), tests.id('key'), 'x',
    '+49301000001')$x$, 'ATEXP'), 'a hold books twice';
  select h.hold_id into key from public.hold_time(slug, tests.id('checkup'), tests.tomorrow('11:00')) h;
  perform public.book_time(slug, key, 'Nell', '+49305', 'nell@example.test');
  perform tests.reset();
  assert (select name = 'Ada' and email = 'ada@example.test' from public.contacts where id = tests.id('ada')),
    'a stranger rewrites a contact';
  assert (select notes like 'Hello%Mallory%' and source = 'online' from public.appointments
    where contact_id = tests.id('ada')), 'what was said is lost';
  assert (select source = 'booking page' and email = 'nell@example.test' and lead_status = 'booked'
    from public.contacts where phone = '+49305'), 'whoever is new is no contact';
  set constraints all immediate;
end $$;
