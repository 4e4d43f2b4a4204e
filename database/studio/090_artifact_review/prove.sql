-- Who submits and decides; nobody on what he owns, wrote or submitted.
select tests.studio();
do $$
begin
  assert tests.may_do($x$select public.submit_for_review(tests.id('draft'))$x$, 'owner', 'pm', 'account', 'creative');
  assert tests.refused_to($x$select public.submit_for_review(tests.id('draft'))$x$, 'ATNOM', 'leadership', 'finance');
  assert tests.refused_to($x$select public.submit_for_review(tests.id('draft'))$x$, 'ATNOF', 'admin', 'agent',
    'member', 'writer', 'customer', 'stranger');
  assert tests.refused_to($x$select public.approve_artifact(tests.id('draft'))$x$, 'ATNOF', 'admin', 'customer',
    'stranger');
  -- shared is in review, of creative, asked of nobody: the leadership and the pm of the team decide
  assert tests.may_do($x$select public.approve_artifact(tests.id('shared'))$x$, 'owner', 'leadership', 'pm');
  assert tests.may_do($x$select public.request_changes(tests.id('shared'), 'x')$x$, 'leadership', 'pm');
  assert tests.refused_to($x$select public.approve_artifact(tests.id('shared'))$x$, 'ATNOM', 'finance', 'account',
    'creative', 'customer');
  assert tests.refused_to($x$select public.request_changes(tests.id('shared'), 'x')$x$, 'ATNOM', 'finance', 'account',
    'creative', 'customer');
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
  perform tests.named('step_' || r.name, p.id) from public.artifact_approvals p
    join unnest(array['shared', 'secret', 'foreign']) as r (name) on p.artifact_id = tests.id(r.name);
  assert tests.reads('public.artifact_approvals', 'step_shared step_secret step_foreign',
    'owner leadership finance: step_shared step_secret', 'pm account creative: step_shared',
    'admin agent member customer:', 'stranger: step_foreign');
  assert tests.may_not($x$insert into public.artifact_approvals (agency_id, artifact_id, version, step)
    values (tests.id('a'), tests.id('shared'), 1, 'approved')$x$, 'owner', 'pm', 'creative', 'customer');
  assert tests.may_not('delete from public.artifact_approvals', 'owner', 'pm', 'creative', 'customer');
  perform tests.become_anon();
  assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, '42501'), 'anon decides';
  perform tests.become_nobody();
  assert tests.refused($x$select public.approve_artifact(tests.id('shared'))$x$, 'ATNOF'), 'nobody decides';
  perform tests.reset();
end $$;
