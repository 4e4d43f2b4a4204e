-- From draft to approved: each step that is allowed, each that is not, and its entry.
select tests.studio();
do $$
declare
  state text;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class
    where oid = 'public.artifact_approvals'::regclass),
    'not forced';
  foreach state in array array['review', 'approved', 'published', 'archived'] loop
    update public.artifacts set status = state, approved_at = case when state in ('approved',
      'published') then now() end
    where id = tests.id('draft');
    perform tests.act('creative');
    assert tests.refused($x$select public.submit_for_review(tests.id('draft'))$x$, 'ATSTA'), state;
    assert state = 'review' or tests.refused($x$select public.withdraw_from_review(tests.id('draft'))$x$, 'ATSTA'),
      state;
    perform tests.act('leadership');
    assert state = 'review' or tests.refused($x$select public.approve_artifact(tests.id('draft'))$x$, 'ATSTA'), state;
    assert state = 'review' or tests.refused($x$select public.request_changes(tests.id('draft'), 'x')$x$, 'ATSTA'),
      state;
    perform tests.reset();
  end loop;
  update public.artifacts set status = 'draft' where id = tests.id('draft');
  perform tests.act('leadership');
  assert tests.refused($x$select public.approve_artifact(tests.id('draft'))$x$, 'ATSTA'), 'a draft is approved';

  perform tests.act('creative');
  assert tests.refused($x$select public.submit_for_review(tests.id('draft'), tests.id('creative'))$x$, 'ATVAL'),
    'himself';
  assert tests.refused($x$select public.submit_for_review(tests.id('draft'), tests.id('agent'))$x$, 'ATVAL'),
    'no right';
  assert tests.refused($x$select public.submit_for_review(tests.id('draft'), tests.id('stranger'))$x$, 'ATVAL'), 'far';
  assert (select status = 'review' and approver_id = tests.id('account') and submitted_by = tests.id('creative')
    from public.submit_for_review(tests.id('draft'), tests.id('account'), 'please')), 'not submitted';
  assert (select status = 'draft' and approver_id is null from public.withdraw_from_review(tests.id('draft'))), 'stuck';
  perform public.submit_for_review(tests.id('draft'), tests.id('account'));
  perform tests.act('account');
  assert tests.refused($x$select public.approve_artifact(tests.id('draft'), 'x', 9)$x$, 'ATSTL'), 'another version';
  assert tests.refused($x$select public.request_changes(tests.id('draft'), ' ')$x$, 'ATVAL'), 'changes without words';
  assert (select status = 'draft' and approval_notes is null from public.request_changes(tests.id('draft'), 'colder')),
    'not sent back';
  perform tests.act('creative');
  update public.artifacts set content = 'colder' where id = tests.id('draft');
  perform public.submit_for_review(tests.id('draft'), tests.id('account'));
  perform tests.act('account');
  assert (select status = 'approved' and approver_id = tests.id('account') and approved_at is not null
    and approval_notes = 'good' from public.approve_artifact(tests.id('draft'), 'good', 2)), 'not approved';
  assert tests.refused($x$select public.approve_artifact(tests.id('draft'))$x$, 'ATSTA'), 'approved twice';
  perform tests.act('creative');
  update public.artifacts set content = 'again', change_summary = 'typo' where id = tests.id('draft');
  perform tests.reset();
  assert (select array_agg(step::text order by created_at, id) from (select *  from public.artifact_approvals
      where artifact_id = tests.id('draft')) s) @> array['submitted', 'withdrawn', 'changes_requested', 'approved',
      'reopened'], 'steps are missing';
  assert (select count(*) = 7 and bool_and(created_by is not null) from public.artifact_approvals
    where artifact_id = tests.id('draft')), 'steps without a person';
  assert tests.refused('update public.artifact_approvals set note = ''other''', 'ATIMM'), 'a step changes';
end $$;
