-- Versions are read as the artifact is, by staff, and written by nobody.
select tests.studio();
update public.artifacts set content = content || '.';
do $$
declare
  piece text;
begin
  foreach piece in array array['draft', 'public', 'shared', 'foreign'] loop
    perform tests.named('v_' || piece, v.id) from public.artifact_versions v where v.artifact_id = tests.id(piece);
  end loop;
  assert tests.reads('public.artifact_versions', 'v_draft v_public v_shared v_foreign',
    'owner leadership finance: v_draft v_public v_shared', 'pm account creative: v_draft v_shared',
    'admin agent member writer customer:', 'stranger: v_foreign');
  assert tests.may_not('update public.artifact_versions set content = null', 'owner', 'creative', 'customer');
  assert tests.may_not('delete from public.artifact_versions', 'owner', 'creative', 'customer');
  assert tests.may_not($x$insert into public.artifact_versions (agency_id, artifact_id, version_number, title, status,
    changed_at) values (tests.id('a'), tests.id('draft'), 9, 'x', 'draft', now())$x$, 'owner', 'creative', 'customer');
  assert tests.may_do($x$select public.restore_artifact_version(tests.id('draft'), 1)$x$, 'owner', 'pm', 'account',
    'creative');
  assert tests.may_not($x$select public.restore_artifact_version(tests.id('draft'), 1)$x$, 'admin', 'leadership',
    'finance', 'writer', 'customer', 'stranger');
  assert tests.may_do($x$select public.save_artifact(tests.id('draft'), 2, content => 'x')$x$, 'owner', 'pm', 'account',
    'creative');
  assert tests.refused_to($x$select public.save_artifact(tests.id('draft'), 2, content => 'x')$x$, 'ATNOM',
    'leadership', 'finance');
  assert tests.refused_to($x$select public.save_artifact(tests.id('draft'), 2, content => 'x')$x$, 'ATNOF', 'admin',
    'agent', 'writer', 'customer', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.artifact_versions', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.artifact_versions', 0), 'nobody reads';
  perform tests.reset();
end $$;
