-- Opening counts, and changes nothing else.
select tests.studio();
do $$
declare
  was public.artifacts;
  becomes public.artifacts;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.artifact_stats'::regclass),
    'not forced';
  select * into was from public.artifacts where id = tests.id('public');
  perform tests.act('agent');
  perform public.record_artifact_view(tests.id('public')), public.record_artifact_view(tests.id('public'));
  perform public.record_artifact_download(tests.id('public'));
  assert (select view_count = 2 and download_count = 1 and last_viewed_at is not null from public.artifact_stats),
    'miscounted';
  perform tests.reset();
  select * into becomes from public.artifacts where id = tests.id('public');
  assert was = becomes, 'opening changed the artifact';
end $$;
