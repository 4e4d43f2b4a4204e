-- The document's own calls, two events in one transaction, and each pattern above its limit and not at it.
select tests.two_agencies();
do $$
declare
  noted uuid;
begin
  noted := public.log_audit_event('MANUAL_TEST', 'SELECT', 'test_table', session_user, tests.id('a'), 'SELECT 1', null,
    null);
  perform public.log_audit_event('MANUAL_TEST', 'SELECT', 'test_table', session_user, tests.id('a'), 'SELECT 2',
    '{"phone": "unlisted"}');
  assert (select count(*) = 2 from public.audit_logs where event_type = 'MANUAL_TEST'), 'two in one transaction';
  assert not exists (select from public.audit_logs l where l.event_type = 'MANUAL_TEST' and l::text ~ 'unlisted'),
    'row data is kept in clear';
  perform tests.act('owner');
  noted := public.log_audit_event('EXPORT', 'READ', 'contacts', 'somebody else');
  assert (select actor_id = tests.id('owner') and agency_id = tests.id('a') and actor_role = 'owner'
    from public.audit_logs where id = noted), 'the actor is an argument';
  assert (select statement_text = 'SELECT 2' and table_name = 'test_table' and operation = 'SELECT'
    from public.get_org_audit_logs(tests.id('a')) where statement_text is not null limit 1), 'not newest first';
  assert (select database_user = 'owner@alpha.test' from public.get_org_audit_logs(tests.id('a'), 1, 1)), 'nameless';
  assert tests.refused('select public.get_org_audit_logs(tests.id(''a''), 0)', 'ATVAL'), 'no days';
  assert tests.refused('select public.get_org_audit_logs(tests.id(''a''), 1, 100000)', 'ATVAL'), 'all rows';
  assert tests.refused('select public.log_audit_event('' '', ''x'', ''x'')', 'ATVAL'), 'no type';
  perform tests.reset();
  insert into public.audit_logs (agency_id, action, table_name) select tests.id('b'), 'delete', 'documents'
  from generate_series(1, 5);
  insert into public.audit_logs (agency_id, action, event_type, result)
  select tests.id('b'), 'event', 'sign_in', 'denied' from generate_series(1, 5);
  assert not exists (select from public.detect_suspicious_activity(tests.id('b'), 5)), 'at the limit';
  insert into public.audit_logs (agency_id, action, table_name) values (tests.id('b'), 'delete', 'documents');
  insert into public.audit_logs (agency_id, action, event_type, result)
  values (tests.id('b'), 'event', 'sign_in', 'failed');
  insert into public.audit_logs (agency_id, action, table_name, actor_id)
  select tests.id('b'), 'update', 'api_keys', gen_random_uuid() from generate_series(1, 4);
  insert into public.audit_logs (agency_id, action, table_name, changed_columns, actor_id)
  select tests.id('b'), 'update', 'memberships', '{role}', tests.id('stranger') from generate_series(1, 11);
  assert (select array_agg(pattern || ' ' || count order by pattern) = '{"HIGH_DELETE_VOLUME: documents 6",'
    '"MULTI_USER_ACCESS: api_keys 4","POTENTIAL_AUTH_ISSUE 6","RIGHTS_CHANGES 11"}'
    from public.detect_suspicious_activity(tests.id('b'), 5)), 'above the limit';
end $$;
