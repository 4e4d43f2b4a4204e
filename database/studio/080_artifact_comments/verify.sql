-- Threads: replies stay with their artifact, settling is a state of the head, taking back leaves the place.
select tests.studio();
do $$
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.artifact_comments'::regclass),
    'not forced';
  assert not has_table_privilege('authenticated', 'public.artifact_comments', 'delete'), 'comments can be deleted';
  perform tests.act('creative');
  insert into public.artifact_comments (artifact_id, comment_text) values (tests.id('draft'), 'Colder?');
  perform tests.named('head', (select id from public.artifact_comments));
  perform tests.act('pm');
  insert into public.artifact_comments (artifact_id, parent_comment_id, comment_text, mentions)
  values (tests.id('draft'), tests.id('head'), 'Colder.', array[tests.id('creative')]);
  assert (select commenter_id = tests.id('pm') and created_by = tests.id('pm') from public.artifact_comments
    where comment_text = 'Colder.'), 'somebody else said it';
  assert tests.refused($x$insert into public.artifact_comments (artifact_id, parent_comment_id, comment_text)
    values (tests.id('shared'), tests.id('head'), 'x')$x$, 'ATNOF'), 'a reply on another artifact';
  assert tests.refused($x$insert into public.artifact_comments (artifact_id, comment_text, mentions)
    values (tests.id('draft'), 'x', array[tests.id('stranger')])$x$, 'ATVAL'),
      'somebody of another agency is mentioned';
  assert tests.refused($x$insert into public.artifact_comments (artifact_id, comment_text, mentions)
    values (tests.id('shared'), 'x', array[tests.id('customer')])$x$, 'ATVAL'), 'a contact user in an internal comment';
  assert tests.refused($x$insert into public.artifact_comments (artifact_id, parent_comment_id, comment_text,
    visibility)
    values (tests.id('draft'), tests.id('head'), 'x', 'client')$x$, 'ATVAL'), 'an internal thread goes to the client';
  assert tests.refused($x$insert into public.artifact_comments (artifact_id, comment_text)
    values (tests.id('draft'), '  ')$x$, '23514'), 'nothing said';
  assert tests.works($x$update public.artifact_comments set comment_text = 'Much colder.'
    where comment_text = 'Colder.'$x$), 'an own comment is stuck';
  assert (select edited_at is not null from public.artifact_comments where comment_text = 'Much colder.'), 'no trace';
  assert tests.refused($x$select public.resolve_comment((select id from public.artifact_comments
    where comment_text = 'Much colder.'))$x$, 'ATVAL'), 'a reply is settled';
  assert (select is_resolved and resolved_by = tests.id('pm') and resolved_at is not null
    from public.resolve_comment(tests.id('head'))), 'not settled';
  assert tests.refused($x$select public.resolve_comment(tests.id('head'))$x$, 'ATSTA'), 'settled twice';
  assert (select not is_resolved and resolved_by is null from public.reopen_comment(tests.id('head'))), 'not reopened';
  assert tests.refused($x$select public.delete_comment(tests.id('head'))$x$, 'ATNOF'),
    'another''s comment is taken back';
  perform tests.act('creative');
  perform public.delete_comment(tests.id('head'));
  assert (select comment_text = '' and deleted_at is not null from public.artifact_comments
    where id = tests.id('head')),
    'its words stay';
  assert tests.sees('select from public.artifact_comments', 2), 'the thread went with its head';
  assert tests.refused($x$insert into public.artifact_comments (artifact_id, parent_comment_id, comment_text)
    values (tests.id('draft'), tests.id('head'), 'x')$x$, 'ATNOF'), 'a reply to nothing';
  assert tests.refused($x$update public.artifact_comments set comment_text = 'x' where id = tests.id('head')$x$),
    'it comes back';
  perform tests.reset();
  assert tests.refused($x$update public.artifact_comments set artifact_id = tests.id('shared')$x$, 'ATIMM'), 'a move';
  delete from public.artifacts where id = tests.id('draft');
  assert tests.sees('select from public.artifact_comments', 0), 'comments outlive their artifact';
end $$;
