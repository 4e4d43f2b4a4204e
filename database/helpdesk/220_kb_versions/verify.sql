-- History with its right authors, stale writers refused, and each step from the right place only.
select tests.help_center();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class
    where oid = 'public.kb_article_versions'::regclass), 'not forced';
  perform tests.act('agent');
  update public.kb_articles set content = 'second', change_summary = 'shorter' where id = tests.id('k_draft');
  update public.kb_articles set tags = '{x}' where id = tests.id('k_draft');
  perform tests.act('pm');
  assert tests.refused($x$select public.save_article(tests.id('k_draft'), 1, content => 'late')$x$, 'ATSTL'), 'stale';
  assert (select version = 3 from public.save_article(tests.id('k_draft'), 2, content => 'third')), 'a save';
  assert (select array_agg(changed_by order by version_number) = array[null, tests.id('agent')]
      and array_agg(content order by version_number) = array['How lemonade will be made', 'second']
      and array_agg(change_summary order by version_number) = array[null, 'shorter']
    from public.kb_article_versions where article_id = tests.id('k_draft')), 'the history';
  assert (select version = 4 and content = 'second' from public.restore_article_version(tests.id('k_draft'), 2)),
    'a restore is a new version';
  assert tests.refused($x$select public.restore_article_version(tests.id('k_draft'), 99)$x$, 'ATNOF'), 'no version';
  assert (select status = 'in_review' and review_note = 'please' from public.submit_article(tests.id('k_draft'),
    ' please ')), 'a submission';
  assert tests.refused($x$select public.submit_article(tests.id('k_draft'))$x$, 'ATSTA'), 'submitted twice';
  assert tests.refused($x$select public.publish_article(tests.id('k_draft'))$x$, 'ATNOM'), 'an author publishes';
  perform tests.act('agent');
  assert tests.refused($x$select public.publish_article(tests.id('k_draft'), 3)$x$, 'ATSTL'), 'an unread text is out';
  assert (select status = 'published' and published_at is not null and review_note is null
    from public.publish_article(tests.id('k_draft'), 4)), 'a publication';
  perform tests.act('pm');
  assert tests.refused($x$select public.archive_article(tests.id('k_draft'))$x$, 'ATNOM'), 'an author takes it down';
  perform tests.act('admin');
  assert (select status = 'draft' and published_at is null from public.unpublish_article(tests.id('k_draft'))), 'down';
  assert (select status = 'archived' from public.archive_article(tests.id('k_public'))), 'archived';
  assert tests.refused($x$update public.kb_articles set title = 'x' where id = tests.id('k_public')$x$),
    'an archived one is changed';
  assert (select status = 'draft' and published_at is null from public.restore_article(tests.id('k_public'))),
    'back from the archive';
  update public.kb_articles set content = ' ' where id = tests.id('k_public');
  assert tests.refused($x$select public.publish_article(tests.id('k_public'))$x$, 'ATSTA'), 'nothing is published';
  assert tests.refused($x$select public.assign_article(tests.id('k_public'), tests.id('customer'))$x$, 'ATVAL'),
    'a contact user answers for it';
  assert (select author_id = tests.id('pm') from public.assign_article(tests.id('k_public'), tests.id('pm'))), 'author';
  perform tests.reset();
  assert tests.refused('update public.kb_article_versions set content = ''other''', 'ATIMM'), 'history changes';
end $$;
