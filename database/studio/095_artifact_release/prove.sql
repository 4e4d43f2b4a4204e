-- Who publishes, puts away, hands over, shares and signs.
select tests.studio();
update public.artifacts set status = 'approved', approved_at = now() where id = tests.id('shared');
do $$
begin
  assert tests.may_do($x$select public.publish_artifact(tests.id('shared'))$x$, 'owner', 'leadership', 'pm', 'account',
    'creative');
  assert tests.may_not($x$select public.publish_artifact(tests.id('shared'))$x$, 'finance', 'admin', 'agent', 'writer',
    'customer', 'stranger');
  assert tests.may_do($x$select public.archive_artifact(tests.id('draft'))$x$, 'owner', 'creative');
  assert tests.may_not($x$select public.archive_artifact(tests.id('draft'))$x$, 'leadership', 'finance', 'pm',
    'account', 'admin', 'customer', 'stranger');
  assert tests.may_do($x$select public.hand_over_artifact(tests.id('draft'), tests.id('agent'))$x$, 'owner',
    'leadership', 'pm', 'account', 'creative');
  assert tests.may_not($x$select public.hand_over_artifact(tests.id('draft'), tests.id('agent'))$x$, 'finance', 'admin',
    'writer', 'customer', 'stranger');
  assert tests.may_not($x$select public.hand_over_artifact(tests.id('secret'), tests.id('pm'))$x$, 'pm', 'creative',
    'finance', 'customer');
  assert tests.may_do($x$select public.share_artifact(tests.id('draft'))$x$, 'owner', 'leadership', 'pm', 'account');
  assert tests.may_not($x$select public.share_artifact(tests.id('draft'))$x$, 'finance', 'creative', 'admin',
    'customer', 'stranger');
  assert tests.may_do($x$select public.sign_off_artifact(tests.id('shared'), 1, true)$x$, 'customer');
  assert tests.may_not($x$select public.sign_off_artifact(tests.id('shared'), 1, true)$x$, 'owner', 'pm', 'creative',
    'writer', 'stranger');
  assert tests.may_not($x$select public.sign_off_artifact(tests.id('draft'), 1, true)$x$, 'customer');

  -- without an owner it is not frozen, and not anybody's either
  delete from public.memberships where user_id = tests.id('creative');
  assert tests.may_not($x$select public.archive_artifact(tests.id('draft'))$x$, 'pm', 'account', 'leadership',
    'finance');
  assert tests.may_do($x$select public.hand_over_artifact(tests.id('draft'), tests.id('agent'))$x$, 'owner',
    'leadership', 'pm', 'account');
  assert tests.may_not($x$select public.hand_over_artifact(tests.id('draft'), tests.id('finance'))$x$, 'finance',
    'admin');
  perform tests.become_anon();
  assert tests.refused($x$select public.publish_artifact(tests.id('shared'))$x$, '42501'), 'anon publishes';
  perform tests.become_nobody();
  assert tests.refused($x$select public.publish_artifact(tests.id('shared'))$x$, 'ATNOF'), 'nobody publishes';
  perform tests.reset();
end $$;
