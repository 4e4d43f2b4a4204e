delete from atrium.role_rights where resource = 'artifact_versions';
drop function public.restore_artifact_version(uuid, integer);
drop function public.save_artifact(uuid, integer, text, text, jsonb, text, boolean);
drop trigger artifacts_version on public.artifacts;
drop function atrium.keep_version();
drop table public.artifact_versions;
drop function atrium.refuse_change();
