delete from atrium.role_rights where resource = 'artifacts';
drop trigger campaigns_keep on public.campaigns;
drop function atrium.keep_campaign();
drop table public.artifacts;
drop function atrium.place_artifact();
drop domain public.artifact_visibility;
drop domain public.embedding_status;
drop domain public.artifact_status;
drop domain public.artifact_type;
