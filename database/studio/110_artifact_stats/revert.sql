delete from atrium.role_rights where resource = 'artifact_stats';
drop function public.record_artifact_download(uuid);
drop function public.record_artifact_view(uuid);
drop function atrium.count_artifact(uuid, integer, integer);
drop table public.artifact_stats;
