-- What must hold for calls: the caller is found by the number, a key counts in its agency only, nothing said is logged.
select tests.desk();
do $$
begin
  insert into public.calls (id, agency_id, external_id, phone_number, started_at, ended_at, transcript)
  values (tests.named('call', gen_random_uuid()), tests.id('a'), 'x1', '+49 30 1000001', '2026-01-05 09:00+00',
    '2026-01-05 09:01:30+00', 'It hurts.');
  assert (select contact_id = tests.id('ada') and phone_number = '+49301000001' and duration_seconds = 90
    from public.calls where id = tests.id('call')), 'the caller is somebody else';
  assert (select not new_values ?| array['phone_number', 'transcript'] from public.audit_logs
    where table_name = 'calls' and record_id = tests.id('call')::text), 'what was said is in the log';
  assert tests.refused($x$insert into public.calls (agency_id, external_id) values (tests.id('a'), 'x1')$x$, '23505'),
    'one call twice';
  assert tests.works($x$insert into public.calls (agency_id, external_id) values (tests.id('b'), 'x1')$x$),
    'a key of another agency is taken';
  assert tests.refused($x$update public.calls set contact_id = tests.id('far') where id = tests.id('call')$x$, '23503'),
    'another agency''s contact called';
  assert tests.refused($x$insert into public.hot_lead_alerts (agency_id, call_id, contact_id, lead_score)
    select tests.id('a'), tests.id('call'), tests.id('ada'), 90 from generate_series(1, 2)$x$, '23505'),
    'one call alarms twice';
  assert tests.refused($x$insert into public.follow_up_tasks (agency_id, contact_id, assignee_id)
    values (tests.id('a'), tests.id('ada'), tests.id('customer'))$x$, 'ATVAL'), 'a contact user calls back';
end $$;
