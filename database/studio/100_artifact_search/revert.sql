drop function public.search_artifacts(text, public.artifact_type, uuid, uuid, public.artifact_status, integer);
drop trigger artifacts_words on public.artifacts;
drop function atrium.gather_words();
drop table atrium.artifact_words;
