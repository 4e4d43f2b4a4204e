delete from atrium.role_rights where resource = 'audit_logs';
drop function atrium.make_partitions(int);
drop table public.audit_logs;
