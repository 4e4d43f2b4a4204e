-- Versions are read as the artifact is, by staff, and written by nobody.
select tests.studio();
update public.artifacts set content = content || '.';
do $$
declare
  staff text[] := array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent'];
  narrow text[] := array['member', 'writer', 'customer'];
begin
  assert tests.may_do($x$select from public.artifact_versions where artifact_id = tests.id('draft')$x$, 'owner',
    'leadership', 'finance', 'pm', 'account', 'creative');
  assert tests.may_not($x$select from public.artifact_versions where artifact_id = tests.id('draft')$x$,
    variadic narrow || array['admin', 'agent', 'stranger']);
  assert tests.may_do($x$select from public.artifact_versions where artifact_id = tests.id('public')$x$, 'owner',
    'leadership', 'finance');
  assert tests.may_not($x$select from public.artifact_versions where artifact_id = tests.id('public')$x$, 'admin', 'pm',
    'agent', 'creative', 'customer');
  assert tests.may_not($x$select from public.artifact_versions where artifact_id = tests.id('shared')$x$, 'customer');
  assert tests.may_not($x$select from public.artifact_versions where artifact_id = tests.id('foreign')$x$,
    variadic staff || narrow);
  assert tests.may_not('update public.artifact_versions set content = null', variadic staff || narrow);
  assert tests.may_not('delete from public.artifact_versions', variadic staff || narrow);
  assert tests.may_not($x$insert into public.artifact_versions (agency_id, artifact_id, version_number, title, status,
    changed_at) values (tests.id('a'), tests.id('draft'), 9, 'x', 'draft', now())$x$, variadic staff || narrow);
  assert tests.may_do($x$select public.restore_artifact_version(tests.id('draft'), 1)$x$, 'owner', 'pm', 'account',
    'creative');
  assert tests.may_not($x$select public.restore_artifact_version(tests.id('draft'), 1)$x$,
    variadic narrow || array['admin', 'leadership', 'finance', 'agent', 'stranger']);
  assert tests.may_do($x$select public.save_artifact(tests.id('draft'), 2, content => 'x')$x$, 'owner', 'pm', 'account',
    'creative');
  assert tests.may_not($x$select public.save_artifact(tests.id('draft'), 2, content => 'x')$x$,
    variadic narrow || array['admin', 'leadership', 'finance', 'agent', 'stranger']);
  perform tests.act('leadership');
  assert tests.refused($x$select public.save_artifact(tests.id('draft'), 2, content => 'x')$x$, 'ATNOM'),
    'may read only';
  perform tests.act('stranger');
  assert tests.refused($x$select public.save_artifact(tests.id('draft'), 2, content => 'x')$x$, 'ATNOF'), 'sees it';
  perform tests.become_anon();
  assert tests.refused('select from public.artifact_versions', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.artifact_versions', 0), 'nobody reads';
  perform tests.reset();
end $$;
