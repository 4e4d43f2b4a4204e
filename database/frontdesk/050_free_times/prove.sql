-- Who sees appointments sees free times, of the own agency only.
select tests.desk();
do $$
begin
  assert tests.may_do($x$select from public.free_slots(tests.id('checkup'), current_date + 1, current_date + 7)$x$,
    'agent', 'finance');
  assert tests.may_not($x$select from public.free_slots(tests.id('checkup'), current_date + 1, current_date + 7)$x$,
    'member', 'customer', 'stranger');
  assert tests.may_not($x$select from public.free_slots(tests.id('farservice'), current_date + 1, current_date + 7)$x$,
    'owner');
  perform tests.act('agent');
  assert tests.refused($x$select from public.free_slots(tests.id('checkup'), current_date, current_date + 63)$x$,
    'ATVAL'), 'a year of times';
  perform tests.become_anon();
  assert tests.refused($x$select from public.free_slots(tests.id('checkup'), current_date)$x$, '42501'), 'anon asks';
  perform tests.reset();
end $$;
