-- Archived, exported, confirmed, deleted: in that order, none before its time, and each in the log.
select tests.two_agencies();
do $$
declare
  archive record;
  days text;
begin
  foreach days in array array['null', '0', '-1', '29'] loop
    assert tests.refused(format('select public.archive_old_audit_logs(%s)', days), 'ATVAL'), days;
  end loop;
  insert into public.audit_logs (agency_id, action, event_type, created_at)
  select tests.id('a'), 'event', 'old', now() - interval '7 years' + make_interval(secs => i)
  from generate_series(1, 5) i;
  insert into public.audit_logs (agency_id, action, event_type, created_at)
  values (tests.id('b'), 'event', 'younger', now() - interval '100 days');
  -- sealed in their time
  perform atrium.seal_audit_chain(tests.id('a'), now() - interval '6 years');
  perform atrium.seal_audit_chain(tests.id('b'), now() - interval '99 days');
  perform tests.act('owner');
  assert (select archived_count = 5 and remaining_count > 0 from public.archive_old_audit_logs()), 'not archived';
  assert (select archived_count = 0 from public.archive_old_audit_logs(30)), 'archived twice';
  select * into strict archive from public.list_audit_archives();
  assert (select count(*) = 5 and encode(sha256(convert_to(string_agg(line || chr(10), '' order by place), 'UTF8')),
      'hex') = archive.sha256
    from public.export_audit_archive(archive.id) with ordinality as e (line, place)), 'lines of another checksum';
  assert tests.refused(format('select public.delete_archived_audit_logs(%L, ''x'')', archive.id), 'ATSTA'),
    'deleted before it is stored';
  assert tests.refused(format('select public.confirm_audit_archive(%L, ''00'')', archive.id), 'ATVAL'), 'any checksum';
  perform public.confirm_audit_archive(archive.id, archive.sha256);
  assert tests.refused(format('select public.delete_archived_audit_logs(%L, '' '')', archive.id), 'ATVAL'), 'no reason';
  assert public.delete_archived_audit_logs(archive.id, 'retention') = 5, 'not deleted';
  assert tests.refused(format('select public.export_audit_archive(%L)', archive.id), 'ATSTA'), 'exported empty';
  perform tests.reset();
  assert not exists (select from public.audit_logs where event_type = 'old'), 'still there';
  assert (select array_agg(distinct event_type order by event_type) = '{audit.archived,audit.deleted,audit.exported}'
    from public.audit_logs where agency_id = tests.id('a') and event_type like 'audit.%'), 'not in the log';

  assert (select archived_count = 1 from public.archive_old_audit_logs(90)), 'the operator archives all';
  select * into strict archive from public.list_audit_archives() l where l.agency_id = tests.id('b');
  perform public.confirm_audit_archive(archive.id, archive.sha256);
  assert tests.refused(format('select public.delete_archived_audit_logs(%L, ''x'')', archive.id), 'ATSTA'),
    'deleted before six years';
end $$;
