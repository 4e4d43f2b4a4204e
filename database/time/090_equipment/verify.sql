-- What must hold for things: out once, promised once, and a thing that says where it is.
select tests.studio();
do $$
declare
  loan text := $x$insert into public.equipment_checkouts (agency_id, equipment_id, user_id, purpose, checked_out_at,
    due_at,
    status) values (tests.id('%s'), tests.id('cam'), tests.id('creative'), 'Shoot', '2026-06-%s', '2026-06-%s',
      '%s')$x$;
begin
  insert into public.equipment (id, agency_id, name) values
    (tests.named('cam', gen_random_uuid()), tests.id('a'), 'Camera A'), (gen_random_uuid(), tests.id('a'), 'Camera A');
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.equipment'::regclass, 'public.equipment_checkouts'::regclass)), 'not forced';
  execute format(loan, 'a', '10', '12', 'reserved');
  assert (select status = 'reserved' from public.equipment where id = tests.id('cam')), 'not promised';
  assert tests.refused(format(loan, 'a', '11', '13', 'reserved'), '23P01'), 'promised twice';
  assert tests.refused(format(loan, 'b', '01', '02', 'reserved'), '23503'), 'lent by another agency';
  execute format(loan, 'a', '12', '14', 'reserved');
  execute format(loan, 'a', '11', '13', 'cancelled');
  execute format(loan, 'a', '01', '02', 'active');
  assert (select status = 'checked_out' from public.equipment where id = tests.id('cam')), 'not out';
  assert tests.refused($x$update public.equipment_checkouts set status = 'active' where status = 'reserved'$x$,
    '23505'),
    'out twice';
  update public.equipment_checkouts set status = 'returned', returned_at = '2026-06-01 12:00' where status = 'active';
  delete from public.equipment_checkouts;
  assert (select status = 'available' from public.equipment where id = tests.id('cam')), 'not back';
  assert tests.refused(format(loan, 'a', '12', '11', 'active'), '22000'), 'comes back before it goes';
end $$;
