-- The desk books, finance and creatives read, others see nothing; state is not written by hand.
select tests.desk();
insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at)
values (tests.named('nine', gen_random_uuid()), tests.id('a'), tests.id('ada'), tests.id('checkup'), tests.id('room'),
  '2026-01-05 09:00+00'),
  (tests.named('theirs', gen_random_uuid()), tests.id('b'), tests.id('far'), tests.id('farservice'),
  tests.id('farroom'), '2026-01-05 09:00+00');
do $$
declare
  own text := $x$insert into public.appointments (contact_id, service_id, scheduled_at)
    values (tests.id('ada'), tests.id('checkup'), now())$x$;
begin
  assert tests.may_do($x$select from public.appointments where id = tests.id('nine')$x$, 'agent', 'finance');
  assert tests.may_not($x$select from public.appointments where id = tests.id('nine')$x$, 'member', 'stranger');
  assert tests.may_not($x$select from public.appointments where id = tests.id('theirs')$x$, 'owner');
  assert tests.may_do(own, 'account') and tests.may_not(own, 'finance', 'stranger');
  assert tests.may_not($x$insert into public.appointments (contact_id, service_type, scheduled_at)
    values (tests.id('far'), 'x', now())$x$, 'owner');
  assert tests.may_do($x$update public.appointments set notes = 'x' where id = tests.id('nine')$x$, 'agent');
  assert tests.may_not($x$update public.appointments set notes = 'x' where id = tests.id('nine')$x$, 'creative');
  assert tests.may_not($x$update public.appointments set status = 'confirmed'$x$, 'owner');
  assert tests.may_not($x$update public.appointments set scheduled_at = now()$x$, 'owner');
  assert tests.may_not($x$delete from public.appointments$x$, 'owner');
  assert tests.may_not($x$insert into public.appointment_holds (service_id) values (tests.id('checkup'))$x$, 'owner');
  assert tests.may_not($x$select from atrium.booked_times$x$, 'owner');
  update public.appointments set deleted_at = now() where id = tests.id('nine');
  assert tests.may_not($x$select from public.appointments where id = tests.id('nine')$x$, 'owner');
  perform tests.become_anon();
  assert tests.refused('select from public.appointments', '42501'), 'anon reads';
  perform tests.reset();
end $$;
