-- Everybody on staff lends for himself; for others whoever manages equipment; nobody touches others' loans.
select tests.studio();
do $$
declare
  loan text;
begin
  insert into public.equipment (id, agency_id, name) values
    (tests.named('cam', gen_random_uuid()), tests.id('a'), 'Camera A'),
    (tests.named('own', gen_random_uuid()), tests.id('a'), 'Camera B'),
    (tests.named('cb2', gen_random_uuid()), tests.id('b'), 'Camera C');
  assert tests.may_do($x$select public.check_out_equipment(tests.id('cam'), now() + interval '1 day', 'x')$x$,
    'creative',
    'member', 'finance');
  assert tests.may_not($x$select public.check_out_equipment(tests.id('cam'), now() + interval '1 day', 'x')$x$,
    'customer', 'stranger');
  assert tests.may_not($x$select public.check_out_equipment(tests.id('cb2'), now() + interval '1 day', 'x')$x$,
    'owner');
  assert tests.may_not($x$select public.check_out_equipment(tests.id('cam'), now() + interval '1 day', 'x',
    tests.id('c2'))$x$, 'member');
  assert tests.may_do($x$select public.check_out_equipment(tests.id('cam'), now() + interval '1 day', 'x', null,
    tests.id('agent'))$x$, 'pm', 'admin');
  assert tests.may_not($x$select public.check_out_equipment(tests.id('cam'), now() + interval '1 day', 'x', null,
    tests.id('agent'))$x$, 'creative', 'account');
  perform tests.act('creative');
  loan := format('select public.return_equipment(%L)',
    (public.check_out_equipment(tests.id('own'), now() + interval '1 day', 'x')).id);
  assert tests.may_do(loan, 'creative', 'pm', 'admin');
  assert tests.may_not(loan, 'account', 'agent', 'leadership', 'stranger');
  assert tests.may_do('select from public.busy_equipment(now(), now() + interval ''1 day'')', 'agent', 'member');
  assert tests.may_not('select from public.busy_equipment(now(), now() + interval ''1 day'')', 'customer', 'stranger');
  assert not has_function_privilege('authenticated', 'atrium.mark_overdue_equipment()', 'execute'),
    'a caller runs jobs';
  perform tests.become_anon();
  assert tests.refused($x$select public.check_out_equipment(tests.id('cam'), now(), 'x')$x$, '42501'), 'anon lends';
  perform tests.reset();
end $$;
