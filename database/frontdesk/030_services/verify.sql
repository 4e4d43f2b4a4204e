-- What must hold for services and resources: sane lengths, one name, nothing across agencies.
select tests.desk();
do $$
begin
  assert tests.refused($x$update public.services set duration_minutes = 4$x$, '23514'), 'four minutes';
  assert tests.refused($x$update public.services set price = -1$x$, '23514'), 'a price below nothing';
  assert tests.refused($x$insert into public.services (agency_id, name) values (tests.id('a'), 'CHECKUP')$x$, '23505'),
    'one name twice';
  assert tests.refused($x$insert into public.service_resources (agency_id, service_id, resource_id)
    values (tests.id('a'), tests.id('checkup'), tests.id('farroom'))$x$, '23503'), 'another agency''s room';
  assert tests.refused($x$update public.booking_resources set staff_id = tests.id('customer')
    where id = tests.id('room')$x$, 'ATVAL'), 'a contact user is booked';
  delete from public.memberships where user_id = tests.id('agent');
  assert (select staff_id is null from public.booking_resources where id = tests.id('room')),
    'a room goes with a person';
end $$;
