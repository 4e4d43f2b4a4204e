-- History: two edits, two superseded states with their right authors; nothing of it changes; a stale save is refused.
select tests.studio();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.artifact_versions'::regclass),
    'not forced';
  assert not exists (select from unnest(array['insert', 'update', 'delete', 'truncate']) p
    where has_table_privilege('authenticated', 'public.artifact_versions', p)), 'history can be written';
  perform tests.act('pm');
  update public.artifacts set content = 'second', change_summary = 'shorter' where id = tests.id('draft');
  perform tests.act('account');
  update public.artifacts set title = 'Third' where id = tests.id('draft');
  update public.artifacts set tags = '{x}', description = 'no new state' where id = tests.id('draft');
  perform tests.reset();
  assert (select version = 3 and content_by = tests.id('account') and change_summary is null
      and embedding_status = 'pending' from public.artifacts where id = tests.id('draft')), 'the present state';
  assert (select array_agg(version_number order by version_number) = array[1, 2]
      and array_agg(changed_by order by version_number) = array[tests.id('creative'), tests.id('pm')]
      and array_agg(content order by version_number) = array['A brief about lemonade', 'second']
      and array_agg(change_summary order by version_number) = array[null, 'shorter']
    from public.artifact_versions where artifact_id = tests.id('draft')), 'the history';
  assert tests.refused('update public.artifact_versions set content = ''other''', 'ATIMM'), 'history changes';

  perform tests.act('creative');
  assert tests.refused($x$update public.artifacts set content = 'late', version = 2 where id = tests.id('draft')$x$,
    'ATSTL'), 'a stale update';
  assert tests.refused($x$select public.save_artifact(tests.id('draft'), 2, content => 'late')$x$, 'ATSTL'),
    'a stale save';
  assert (select version = 4 and change_summary = 'why' from public.save_artifact(tests.id('draft'), 3,
    content => 'saved', change_summary => 'why')), 'a save';
  assert (select version = 5 and content = 'A brief about lemonade' and title = 'Summer brief'
    from public.restore_artifact_version(tests.id('draft'), 1)), 'a restore is a new version';
  perform public.save_artifact(tests.id('draft'), 5, content => 'a1', autosave => true),
    public.save_artifact(tests.id('draft'), 6, content => 'a2', autosave => true),
    public.save_artifact(tests.id('draft'), 7, content => 'a3', autosave => true);
  assert (select version = 8 and is_autosave from public.artifacts where id = tests.id('draft')), 'autosaves count on';
  assert tests.sees($x$select from public.artifact_versions where artifact_id = tests.id('draft')
    and version_number > 5$x$, 0), 'each autosave is a state of the history';
  perform public.save_artifact(tests.id('draft'), 8, content => 'done');
  assert (select content = 'a3' from public.artifact_versions where artifact_id = tests.id('draft')
    and version_number = 8), 'the end of the sitting is lost';
  assert tests.refused($x$select public.restore_artifact_version(tests.id('draft'), 99)$x$, 'ATNOF'), 'no such version';
  perform tests.reset();

  update public.artifacts set status = 'approved', approved_at = now(), approver_id = tests.id('leadership'),
    approval_notes = 'fine' where id = tests.id('draft');
  perform tests.act('creative');
  update public.artifacts set tags = '{y}' where id = tests.id('draft');
  assert (select status = 'approved' from public.artifacts where id = tests.id('draft')), 'a tag takes approval back';
  update public.artifacts set content = 'after' where id = tests.id('draft');
  assert (select status = 'draft' and approved_at is null and approver_id is null and approval_notes is null
    from public.artifacts where id = tests.id('draft')), 'an approved text changed';
  perform tests.reset();
end $$;
