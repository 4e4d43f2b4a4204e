-- Who may change which state; a direct update is refused to all.
select tests.two_agencies();
select tests.named('live', (select id from public.client_stages where agency_id = tests.id('a') and name = 'Live')),
  tests.named('far', (select id from public.client_stages where agency_id = tests.id('b') and name = 'Live'));
do $$
declare
  movers text[] := array['owner', 'admin', 'leadership', 'account', 'pm'];
  others text[] := array['finance', 'creative', 'agent', 'member', 'writer', 'customer', 'stranger'];
  attempt text;
begin
  foreach attempt in array array[
    $x$select from public.move_client_stage(tests.id('a1'), tests.id('live'))$x$,
    $x$select from public.move_clients_stage(array[tests.id('a1')], tests.id('live'))$x$,
    $x$select from public.set_client_health(tests.id('a1'), 'red', 'x')$x$,
    $x$select from public.clear_client_health(tests.id('a1'))$x$,
    $x$select from public.set_client_status(tests.id('a1'), 'on_hold')$x$] loop
    assert tests.may_do(attempt, variadic movers);
    assert tests.may_not(attempt, variadic others);
  end loop;
  assert tests.may_do($x$select from public.update_client_billing(tests.id('a1'), 'Ann')$x$, 'owner', 'admin',
    'leadership',
    'account', 'finance');
  assert tests.may_not($x$select from public.update_client_billing(tests.id('a1'), 'Ann')$x$, 'pm', 'creative', 'agent',
    'member', 'writer', 'customer', 'stranger');
  assert tests.may_not($x$select from public.move_client_stage(tests.id('b1'), tests.id('far'))$x$, 'owner', 'pm');
  assert tests.may_not($x$select from public.move_client_stage(tests.id('a1'), tests.id('far'))$x$,
    'owner', 'pm');
  assert tests.may_not($x$update public.clients set stage_id = tests.id('live')$x$, 'owner', 'pm');
  assert tests.may_not($x$update public.clients set health_status = 'green'$x$, 'owner', 'pm');
  -- even with the column granted the trigger refuses
  grant update (status) on public.clients to authenticated;
  perform tests.act('owner');
  assert tests.refused($x$update public.clients set status = 'inactive' where id = tests.id('a1')$x$, 'ATIMM');
  perform tests.become_anon();
  assert tests.refused($x$select public.move_client_stage(tests.id('a1'), tests.id('live'))$x$, '42501'), 'anon moves';
end $$;
