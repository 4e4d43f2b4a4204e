-- The desk books, of the own agency only.
select tests.desk();
do $$
declare
  late text := $x$select public.book_appointment(tests.id('ada'), tests.id('checkup'), now() + interval '1 day',
    outside_hours => true)$x$;
begin
  assert tests.may_do(late, 'agent', 'account');
  assert tests.may_not(late, 'finance', 'creative', 'member', 'customer', 'stranger');
  assert tests.may_not($x$select public.book_appointment(tests.id('far'), tests.id('checkup'), now() + interval '1 day',
    outside_hours => true)$x$, 'owner');
  assert tests.may_not($x$select public.book_appointment(tests.id('ada'), tests.id('farservice'),
    now() + interval '1 day', outside_hours => true)$x$, 'owner');
  assert tests.may_not($x$select public.book_appointment(tests.id('ada'), tests.id('checkup'), now() + interval '1 day',
    tests.id('farroom'), outside_hours => true)$x$, 'owner');
  assert tests.may_not($x$select public.hold_slot(tests.id('checkup'), now())$x$, 'finance', 'stranger');
  perform tests.become_anon();
  assert tests.refused(late, '42501'), 'anon books';
  perform tests.reset();
end $$;
