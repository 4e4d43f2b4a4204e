-- All staff read what can be booked, the leadership changes it.
select tests.desk();
do $$
begin
  assert tests.may_do($x$select from public.services where id = tests.id('checkup')$x$, 'agent', 'member');
  assert tests.may_not($x$select from public.services where id = tests.id('checkup')$x$, 'customer', 'stranger');
  assert tests.may_do($x$update public.services set price = 90 where id = tests.id('checkup')$x$, 'leadership');
  assert tests.may_not($x$update public.services set price = 90 where id = tests.id('checkup')$x$, 'agent', 'finance');
  assert tests.may_do($x$insert into public.service_resources (service_id, resource_id)
    values (tests.id('checkup'), tests.id('room'))$x$, 'admin');
  assert tests.may_not($x$insert into public.service_resources (service_id, resource_id)
    values (tests.id('checkup'), tests.id('farroom'))$x$, 'owner');
  assert tests.may_not($x$insert into public.booking_resources (name) values ('x')$x$, 'agent');
  assert tests.may_not($x$delete from public.booking_resources where id = tests.id('room')$x$, 'pm', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.services', '42501'), 'anon reads';
  perform tests.reset();
end $$;
