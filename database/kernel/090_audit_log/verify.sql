-- Each month has its place, made once; what came too early is moved to it.
do $$
declare
  ahead timestamptz := date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' + interval '4 months';
begin
  perform atrium.make_partitions();
  assert atrium.make_partitions() = 0, 'the coming months have no partitions';
  insert into public.audit_logs (action, event_type, created_at) values ('event', 'early', ahead);
  assert (select tableoid = 'public.audit_logs_default'::regclass from public.audit_logs where event_type = 'early'),
    'an entry without a partition is refused';
  assert atrium.make_partitions(4) > 0, 'partitions are made twice or not at all';
  assert (select tableoid <> 'public.audit_logs_default'::regclass from public.audit_logs where event_type = 'early'),
    'an early entry stays behind';
  assert not exists (
      select from pg_class c join pg_inherits i on i.inhrelid = c.oid
      where i.inhparent = 'public.audit_logs'::regclass and not (c.relrowsecurity and c.relforcerowsecurity)),
    'a partition is without forced row security';
end $$;
