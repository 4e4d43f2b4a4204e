-- What must hold: who is deleted is hidden and frees the number, comes back where it is free; a merge loses nothing.
select tests.desk();
insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at) values
  (tests.named('next', gen_random_uuid()), tests.id('a'), tests.id('ada'), tests.id('checkup'), tests.id('room'),
    now() + interval '1 day');
insert into public.follow_up_tasks (agency_id, contact_id) values (tests.id('a'), tests.id('ada')),
  (tests.id('a'), tests.id('ben'));
update public.contacts set service_interests = '["Checkup", "Crown"]', lead_status = 'lost', score = 75,
  lead_score = 'hot' where id = tests.id('ben');
do $$
declare
  kept public.contacts;
begin
  perform tests.act('account');
  perform public.delete_contact(tests.id('ada'));
  assert tests.sees($x$select * from public.contacts where id = tests.id('ada')$x$, 0), 'a deleted one is seen';
  assert tests.sees($x$select * from public.search_contacts('ada')$x$, 0), 'a deleted one is found';
  assert (select status = 'cancelled' from public.appointments where id = tests.id('next')), 'a deleted one comes';
  assert tests.works($x$insert into public.contacts (name, phone) values ('Adam', '+49301000001')$x$), 'no number free';
  assert tests.refused($x$select public.restore_contact(tests.id('ada'))$x$, 'ATSTA'), 'two of one number';
  update public.contacts set phone = null where name = 'Adam';
  assert tests.sees('select * from public.deleted_contacts()', 1), 'not listed';
  assert (public.restore_contact(tests.id('ada'))).phone = '+49301000001', 'no number back';
  assert tests.refused($x$select public.restore_contact(tests.id('ada'))$x$, 'ATNOF'), 'restored twice';

  assert tests.refused($x$select public.merge_contacts(tests.id('ada'), tests.id('ada'))$x$, 'ATVAL'), 'with itself';
  assert tests.refused($x$select public.merge_contacts(tests.id('ada'), tests.id('far'))$x$, 'ATNOF'),
    'across agencies';
  kept := public.merge_contacts(tests.id('ben'), tests.id('ada'));
  assert kept.phone = '+49301000002' and kept.email = 'ada@example.test' and kept.score = 80
    and kept.lead_status = 'booked' and kept.service_interests = '["Checkup", "Crown"]', 'merged otherwise';
  assert (select contact_id = tests.id('ben') from public.appointments where id = tests.id('next')), 'left behind';
  assert (select count(*) = 2 and count(*) filter (where status = 'pending') = 1 from public.follow_up_tasks
    where contact_id = tests.id('ben')), 'tasks are lost or doubled';
  assert tests.refused($x$select public.restore_contact(tests.id('ada'))$x$, 'ATNOF'), 'a merged one comes back';
  perform tests.reset();
end $$;
