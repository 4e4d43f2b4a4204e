-- What must hold for erasures: nothing of the person is left in any column of any table, the log included.
select tests.desk();
insert into public.contacts (id, agency_id, name, phone, deleted_at, deletion_reason, merged_into_id, former_phone)
values (gen_random_uuid(), tests.id('a'), 'Ada Twin', null, now(), 'merged', tests.id('ada'), '+49301000099');
insert into public.calls (agency_id, phone_number, caller_name, transcript)
values (tests.id('a'), '+49301000001', 'Ada', 'This is Ada.'), (tests.id('a'), '+49301000099', 'Ada', 'Ada again');
insert into public.appointments (agency_id, contact_id, service_id, resource_id, scheduled_at, notes)
values (tests.id('a'), tests.id('ada'), tests.id('checkup'), tests.id('room'), now() + interval '1 day',
  'Ada is afraid');
insert into public.follow_up_tasks (agency_id, contact_id, notes) values (tests.id('a'), tests.id('ada'), 'Tell Ada');
do $$
declare
  receipt public.contact_erasures;
  place record;
  left_over bigint;
begin
  perform tests.act('admin');
  assert public.export_contact(tests.id('ada')) -> 'calls' -> 0 ->> 'transcript' = 'This is Ada.', 'not exported';
  receipt := public.erase_contact(tests.id('ada'));
  perform tests.reset();
  assert receipt.removed = '{"contacts": 2, "calls": 2, "recordings": 0, "appointments": 1, "follow_up_tasks": 1}',
    'another receipt: ' || receipt.removed;
  assert not to_jsonb(receipt)::text ~* '\mada\M|1000001', 'the receipt is personal';
  for place in select format('%I.%I', n.nspname, c.relname) as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'atrium', 'auth')
  loop
    execute format('select count(*) from %s t where t::text ~* %L', place.name, '\mada\M|3010000(01|99)|ada@')
    into left_over;
    assert left_over = 0, format('%s rows of %s know more than nothing', left_over, place.name);
  end loop;
  assert tests.refused($x$update public.contact_erasures set legal_basis = 'user_request'; set local role service_role;
    update public.contact_erasures set legal_basis = 'user_request'$x$, '42501'), 'a receipt is rewritten';
  perform tests.reset();
  update public.contacts set deleted_at = now() - interval '31 days', deletion_reason = 'user_request', phone = null,
    email = null where id in (tests.id('ben'), tests.id('far'));
  assert atrium.erase_due_contacts() = 2 and atrium.erase_due_contacts() = 0, 'the job erases others';
  perform tests.act('admin');
  assert tests.refused($x$select public.erase_contact(tests.id('ada'))$x$, 'ATSTA'), 'erased twice';
  assert tests.refused($x$select public.restore_contact(tests.id('ada'))$x$, 'ATNOF'), 'it comes back';
  perform tests.reset();
end $$;
