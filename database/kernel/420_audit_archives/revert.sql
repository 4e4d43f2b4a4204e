delete from atrium.role_rights where resource = 'audit_logs' and action = 'archive';
do $$ begin
  if to_regrole('atrium_definer') is not null then
    revoke delete on public.audit_logs from atrium_definer;
  end if;
end $$;
drop function public.delete_archived_audit_logs(uuid, text);
drop function public.confirm_audit_archive(uuid, text);
drop function public.export_audit_archive(uuid);
drop function public.list_audit_archives();
drop function public.archive_old_audit_logs(integer);
drop function atrium.own_archive(uuid, text);
drop function atrium.archive_lines(uuid, bigint, bigint);
drop table atrium.audit_archives;
