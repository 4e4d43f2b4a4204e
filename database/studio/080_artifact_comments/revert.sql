delete from atrium.role_rights where resource = 'artifact_comments';
drop function public.delete_comment(uuid);
drop function public.reopen_comment(uuid);
drop function public.resolve_comment(uuid);
drop function atrium.settle_comment(uuid, boolean);
drop table public.artifact_comments;
drop function atrium.check_comment();
