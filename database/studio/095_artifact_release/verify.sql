-- Published, put away, handed over, shared, signed: what each allows and notes.
select tests.studio();
do $$
begin
  perform tests.act('creative');
  assert tests.refused($x$select public.publish_artifact(tests.id('draft'))$x$, 'ATSTA'), 'a draft is published';
  assert tests.refused($x$select public.restore_artifact(tests.id('draft'))$x$, 'ATSTA'), 'out of no archive';
  perform public.archive_artifact(tests.id('draft'), 'not needed');
  assert tests.refused($x$select public.archive_artifact(tests.id('draft'))$x$, 'ATSTA'), 'put away twice';
  assert tests.refused($x$select public.save_artifact(tests.id('draft'), 1, content => 'x')$x$, 'ATNOM'),
    'edited there';
  assert (select status = 'draft' from public.restore_artifact(tests.id('draft'))), 'not taken out';
  assert tests.refused($x$select public.hand_over_artifact(tests.id('draft'), tests.id('stranger'))$x$, 'ATVAL'), 'far';
  assert tests.refused($x$select public.hand_over_artifact(tests.id('draft'), tests.id('customer'))$x$, 'ATVAL'),
    'contact';
  assert tests.refused($x$select public.hand_over_artifact(tests.id('draft'), tests.id('creative'))$x$, 'ATSTA'),
    'self';
  assert (select owner_id = tests.id('pm') from public.hand_over_artifact(tests.id('draft'), tests.id('pm'))),
    'not given';
  perform tests.act('admin');
  assert tests.refused($x$select public.share_artifact(tests.id('house'))$x$, 'ATNOM'), 'an admin shares';
  perform tests.act('owner');
  assert tests.refused($x$select public.share_artifact(tests.id('house'))$x$, 'ATSTA'), 'shared with no client';
  perform tests.act('pm');
  perform public.approve_artifact(tests.id('shared')), public.publish_artifact(tests.id('shared'));
  assert (select status = 'published' and visibility = 'client' from public.artifacts where id = tests.id('shared')),
    'not published';
  assert tests.refused($x$select public.publish_artifact(tests.id('shared'))$x$, 'ATSTA'), 'published twice';
  perform tests.act('customer');
  assert tests.refused($x$select public.sign_off_artifact(tests.id('shared'), 2, true)$x$, 'ATSTL'), 'another version';
  assert tests.refused($x$select public.sign_off_artifact(tests.id('shared'), 1, false)$x$, 'ATVAL'), 'no words';
  perform public.sign_off_artifact(tests.id('shared'), 1, false, 'warmer'),
    public.sign_off_artifact(tests.id('shared'), 1, true);
  assert tests.sees('select from public.artifact_approvals', 2), 'the client reads more than its own word';
  perform tests.act('pm');
  assert tests.sees($x$select from public.artifact_approvals where step = 'client_changes' and note = 'warmer'
    and version = 1 and created_by = tests.id('customer')$x$, 1), 'its word is not noted';
  perform public.share_artifact(tests.id('shared'), false);
  perform tests.act('customer');
  assert tests.sees('select from public.artifacts', 0), 'what is no longer shared is seen';
  assert tests.refused($x$select public.sign_off_artifact(tests.id('shared'), 1, true)$x$, 'ATNOF'), 'and signed';
  perform tests.reset();
end $$;
