-- Out, back, reserved, picked up, cancelled, overdue: each step, and each that is out of order.
select tests.studio();
do $$
declare
  loan uuid;
  held uuid;
begin
  insert into public.equipment (id, agency_id, name, category)
  values (tests.named('cam', gen_random_uuid()), tests.id('a'), 'Camera A', 'Camera');
  perform tests.act('creative');
  loan := (public.check_out_equipment(tests.id('cam'), now() + interval '2 days', 'Shoot', tests.id('c1'))).id;
  assert tests.refused($x$select public.check_out_equipment(tests.id('cam'), now() + interval '1 day', 'Mine')$x$,
    'ATSTA'),
    'out twice';
  assert tests.refused($x$select public.check_out_equipment(tests.id('cam'), now() + interval '3 days', 'x', null, null,
    now() + interval '1 day')$x$, 'ATSTA'), 'promised while it is out';
  held := (public.check_out_equipment(tests.id('cam'), now() + interval '4 days', 'Reshoot', null, null,
    now() + interval '3 days')).id;
  assert (select count(*) = 2 from public.busy_equipment(now(), now() + interval '9 days')), 'it looks free';
  assert tests.refused(format('select public.pick_up_equipment(%L)', held), 'ATSTA'), 'picked up while it is out';
  assert tests.refused(format('select public.cancel_reservation(%L)', loan), 'ATSTA'), 'a loan is cancelled';
  assert tests.refused(format('select public.return_equipment(%L)', held), 'ATSTA'), 'a promise comes back';
  assert (select status = 'returned' and condition_in = 'good' from public.return_equipment(loan, 'good', 'fine')),
    'no';
  assert tests.refused(format('select public.return_equipment(%L)', loan), 'ATSTA'), 'it comes back twice';
  assert (select status = 'active' from public.pick_up_equipment(held)), 'not picked up';
  assert (select count(*) = 1 and max(item_name) = 'Camera A' and max(category) = 'Camera' and bool_and(return_date
    is not null) from public.get_campaign_equipment(tests.id('c1'))), 'the campaign had nothing';
  assert tests.refused($x$select public.check_out_equipment(tests.id('cam'), now() - interval '1 day', 'x')$x$,
    'ATVAL'),
    'due yesterday';
  perform tests.act('pm');
  assert tests.refused($x$select public.set_equipment_status(tests.id('cam'), 'retired')$x$, 'ATSTA'),
    'retired while out';
  perform public.return_equipment(held), public.set_equipment_status(tests.id('cam'), 'in_maintenance');
  assert tests.refused($x$select public.check_out_equipment(tests.id('cam'), now() + interval '1 day', 'x')$x$,
    'ATSTA'),
    'lent from maintenance';
  perform tests.reset();
  update public.equipment_checkouts set status = 'active', returned_at = null,
    checked_out_at = now() - interval '9 days',
    due_at = now() - interval '8 days' where id = loan;
  assert atrium.mark_overdue_equipment() = 1 and atrium.mark_overdue_equipment() = 0, 'overdue twice or never';
end $$;
