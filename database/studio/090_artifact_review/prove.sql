-- Who submits and decides; nobody on what he owns, wrote or submitted.
select tests.studio();
do $$
declare
  person text;
begin
  assert tests.may_do($x$select public.submit_for_review(tests.id('draft'))$x$, 'owner', 'pm', 'account', 'creative');
  foreach person in array array['leadership', 'finance'] loop
    perform tests.act(person);
    assert tests.refused($x$select public.submit_for_review(tests.id('draft'))$x$, 'ATNOM'), person;
  end loop;
  foreach person in array array['admin', 'agent', 'member', 'writer', 'customer', 'stranger'] loop
    perform tests.act(person);
    assert tests.refused($x$select public.submit_for_review(tests.id('draft'))$x$, 'ATNOF'), person;
    assert tests.refused($x$select public.approve_artifact(tests.id('draft'))$x$, 'ATNOF'), person;
  end loop;
  -- shared is in review, of creative, asked of nobody: the leadership and the pm of the team decide
  assert tests.may_do($x$select public.approve_artifact(tests.id('shared'))$x$, 'owner', 'leadership', 'pm');
  assert tests.may_do($x$select public.request_changes(tests.id('shared'), 'x')$x$, 'owner', 'leadership', 'pm');
  foreach person in array array['finance', 'account', 'creative', 'customer'] loop
    perform tests.act(person);
    assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, 'ATNOM'), person;
    assert tests.refused($x$select public.request_changes(tests.id('shared'), 'x')$x$, 'ATNOM'), person;
  end loop;
  perform tests.reset();
  update public.artifacts set approver_id = tests.id('account') where id = tests.id('shared');
  assert tests.may_do($x$select public.approve_artifact(tests.id('shared'))$x$, 'account');
  update public.artifacts set approver_id = tests.id('finance') where id = tests.id('shared');
  assert tests.may_not($x$select public.approve_artifact(tests.id('shared'))$x$, 'finance', 'account');
  update public.memberships set permissions = '{artifacts:decide}' where user_id = tests.id('finance');
  assert tests.may_do($x$select public.approve_artifact(tests.id('shared'))$x$, 'finance');

  update public.artifacts set owner_id = tests.id('pm') where id = tests.id('shared');
  perform tests.act('pm');
  assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, 'ATNOM'), 'his own';
  perform tests.reset();
  update public.artifacts set owner_id = tests.id('creative'), submitted_by = tests.id('pm')
  where id = tests.id('shared');
  perform tests.act('pm');
  assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, 'ATNOM'), 'submitted by himself';
  perform tests.reset();
  update public.artifacts set submitted_by = tests.id('creative') where id = tests.id('shared');
  perform tests.act('pm');
  update public.artifacts set content = 'his words' where id = tests.id('shared');
  assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, 'ATNOM'), 'written by himself';
  perform tests.reset();
  insert into public.artifact_approvals (agency_id, artifact_id, version, step) values
    (tests.id('a'), tests.id('shared'), 1, 'approved'), (tests.id('a'), tests.id('secret'), 1, 'submitted'),
    (tests.id('b'), tests.id('foreign'), 1, 'submitted');
  assert tests.may_do($x$select from public.artifact_approvals where artifact_id = tests.id('shared')$x$, 'owner',
    'leadership', 'finance', 'pm', 'account', 'creative');
  assert tests.may_not($x$select from public.artifact_approvals where artifact_id = tests.id('shared')$x$, 'admin',
    'agent',
    'member', 'customer', 'stranger');
  assert tests.may_not($x$select from public.artifact_approvals where artifact_id = tests.id('secret')$x$, 'pm',
    'creative', 'admin', 'customer', 'stranger');
  assert tests.may_not($x$select from public.artifact_approvals where artifact_id = tests.id('foreign')$x$, 'owner',
    'pm');
  assert tests.may_not($x$insert into public.artifact_approvals (agency_id, artifact_id, version, step)
    values (tests.id('a'), tests.id('shared'), 1, 'approved')$x$, 'owner', 'pm', 'creative', 'customer');
  assert tests.may_not('delete from public.artifact_approvals', 'owner', 'pm', 'creative', 'customer');
  perform tests.become_anon();
  assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, '42501'), 'anon decides';
  perform tests.become_nobody();
  assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, 'ATNOF'), 'nobody decides';
  perform tests.reset();
end $$;
