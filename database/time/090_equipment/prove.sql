-- Staff see the things; loans are one's own, a campaign's, or all of them for whoever keeps the room.
select tests.studio();
insert into public.equipment (id, agency_id, name) values
  (tests.named('cam', gen_random_uuid()), tests.id('a'), 'Camera A'),
  (tests.named('cb2', gen_random_uuid()), tests.id('b'), 'Camera B');
insert into public.equipment_checkouts (agency_id, equipment_id, user_id, campaign_id, purpose, checked_out_at, due_at)
values (tests.id('a'), tests.id('cam'), tests.id('creative'), tests.id('c1'), 'Shoot', now(), now() + interval '1 day');
do $$ begin
  assert tests.may_do('select from public.equipment', 'owner', 'creative', 'member', 'stranger');
  assert tests.may_not($x$select from public.equipment where id = tests.id('cam')$x$, 'customer', 'stranger');
  assert tests.may_do($x$update public.equipment set location = 'x' where id = tests.id('cam')$x$, 'admin', 'pm');
  assert tests.may_not('update public.equipment set location = ''x''', 'finance', 'creative', 'customer');
  assert tests.may_not('update public.equipment set status = ''retired''', 'admin', 'pm');
  assert tests.may_not($x$delete from public.equipment where id = tests.id('cam')$x$, 'owner', 'admin');
  assert tests.may_do('select from public.equipment_checkouts', 'owner', 'admin', 'finance', 'pm', 'account',
    'creative');
  assert tests.may_not('select from public.equipment_checkouts', 'agent', 'member', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.equipment_checkouts (equipment_id, purpose) values (tests.id('cam'),
    'x')$x$,
    'owner', 'creative');
  assert tests.may_not('update public.equipment_checkouts set purpose = ''x''', 'owner', 'creative');
  perform tests.become_anon();
  assert tests.refused('select from public.equipment', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.equipment', 0), 'nobody reads';
  perform tests.reset();
end $$;
