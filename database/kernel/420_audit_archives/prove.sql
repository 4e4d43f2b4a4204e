-- The owner archives the own agency's log; admins see the archives; nobody another agency's.
select tests.two_agencies();
do $$
declare
  kept uuid;
begin
  insert into public.audit_logs (agency_id, action, event_type, created_at)
  values (tests.id('a'), 'event', 'old', now() - interval '7 years');
  perform atrium.seal_audit_chain(tests.id('a'), now() - interval '6 years');
  perform public.archive_old_audit_logs();
  select l.id into kept from public.list_audit_archives() l where l.agency_id = tests.id('a');
  perform tests.named('archive', kept);
  assert tests.may_do('select public.archive_old_audit_logs()', 'owner');
  assert tests.may_do('select public.list_audit_archives()', 'owner', 'admin');
  assert tests.may_do('select public.export_audit_archive(tests.id(''archive''))', 'admin');
  assert tests.may_not('select public.archive_old_audit_logs()', 'admin', 'leadership', 'customer');
  assert tests.may_not('select public.list_audit_archives()', 'leadership', 'stranger');
  assert tests.may_not('select public.export_audit_archive(tests.id(''archive''))', 'leadership', 'stranger');
  assert tests.may_not('select public.confirm_audit_archive(tests.id(''archive''), '''')', 'admin', 'stranger');
  assert tests.may_not('select public.delete_archived_audit_logs(tests.id(''archive''), ''x'')', 'admin', 'stranger');
end $$;
