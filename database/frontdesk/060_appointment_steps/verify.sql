-- What must hold for the steps: each from its states only, none before its time, and a way back only into a free time.
select tests.desk();
insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at) values
  (tests.named('past', gen_random_uuid()), tests.id('a'), tests.id('ada'), tests.id('checkup'), tests.id('room'),
    now() - interval '1 day'),
  (tests.named('next', gen_random_uuid()), tests.id('a'), tests.id('ben'), tests.id('checkup'), tests.id('room'),
    now() + interval '1 day');
do $$
begin
  perform tests.act('agent');
  assert (public.confirm_appointment(tests.id('next'))).status = 'confirmed', 'not confirmed';
  assert tests.refused($x$select public.confirm_appointment(tests.id('next'))$x$, 'ATSTA'), 'confirmed twice';
  assert tests.refused($x$select public.complete_appointment(tests.id('next'))$x$, 'ATSTA'), 'over before it began';
  assert tests.refused($x$select public.mark_no_show(tests.id('next'))$x$, 'ATSTA'), 'absent before it began';
  assert (public.cancel_appointment(tests.id('next'), ' Ill ')).cancel_reason = 'Ill', 'no reason';
  assert tests.refused($x$select public.start_appointment(tests.id('next'))$x$, 'ATSTA'), 'a cancelled one starts';
  assert tests.works($x$insert into public.appointments (contact_id, resource_id, service_type, scheduled_at)
    select contact_id, resource_id, 'x', scheduled_at from public.appointments where id = tests.id('next')$x$),
    'a cancelled one keeps its time';
  assert tests.refused($x$select public.reopen_appointment(tests.id('next'))$x$, 'ATSTA'), 'two at once';
  assert (public.mark_no_show(tests.id('past'))).status = 'no_show', 'still expected';
  assert (public.reopen_appointment(tests.id('past'))).status = 'pending', 'not reopened';
  assert (public.start_appointment(tests.id('past'))).status = 'in_progress', 'not started';
  assert (public.complete_appointment(tests.id('past'))).status = 'completed', 'not over';
  assert (select lead_status = 'converted' and last_contact_at < now() from public.contacts where id = tests.id('ada')),
    'the lead is not converted';
  assert tests.refused($x$select public.delete_appointment(tests.id('past'))$x$, 'ATNOM'), 'an agent deletes';
  perform tests.act('admin');
  perform public.delete_appointment(tests.id('past'));
  assert tests.refused($x$select public.delete_appointment(tests.id('past'))$x$, 'ATNOF'), 'deleted twice';
  perform tests.reset();
end $$;
