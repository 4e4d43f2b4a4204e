-- Who is told of what at the front desk, without a name; and an erased contact is gone from the log as well.
select tests.desk();
create function tests.told(person text) returns text language sql as $$
  select string_agg(n.type || ' ' || n.title, ', ' order by n.outbox_position) from public.notifications n
  where n.user_id = tests.id(person)
$$;
do $$
declare
  called uuid;
begin
  perform atrium.dispatch_outbox();
  delete from public.notifications;
  insert into public.calls (agency_id, contact_id, status, phone_number, caller_name)
  values (tests.id('a'), tests.id('ada'), 'missed', '+49301000001', 'Ada Secret') returning id into called;
  insert into public.calls (agency_id, status, is_test_call) values (tests.id('a'), 'missed', true);
  insert into public.hot_lead_alerts (agency_id, call_id, contact_id, lead_score)
  values (tests.id('a'), called, tests.id('ada'), 85) on conflict do nothing;
  insert into public.follow_up_tasks (agency_id, contact_id, assignee_id)
  values (tests.id('a'), tests.id('ada'), tests.id('pm'));
  perform atrium.dispatch_outbox();
  assert (select bool_and(state = 'done') from atrium.outbox), (select max(last_error) from atrium.outbox);
  assert tests.told('agent') = 'missed_call Missed call, hot_lead Hot lead, score 85', tests.told('agent');
  assert tests.told('pm') = 'assigned To do: call back' and tests.told('stranger') is null, tests.told('pm');
  assert not exists (select from atrium.outbox o where o.data::text ~ 'Ada|1000001')
    and not exists (select from public.notifications n where n::text ~ 'Ada|1000001'), 'somebody is named';

  perform tests.act('owner');
  perform public.erase_contact(tests.id('ada'), 'gdpr_request');
  set constraints all immediate;
  perform tests.reset();
  assert not exists (select from public.audit_logs l where l.agency_id = tests.id('a') and l::text ~ 'Ada|1000001'),
    (select l::text from public.audit_logs l where l.agency_id = tests.id('a') and l::text ~ 'Ada|1000001' limit 1);
  assert exists (select from atrium.audit_redactions), 'not written down';
end $$;
