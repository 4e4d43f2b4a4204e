-- Who reads and writes artifacts.
select tests.studio();
do $$
declare
  team text[] := array['pm', 'account', 'creative'];
  makers text[] := array['owner', 'leadership', 'finance', 'admin'] || team;
begin
  -- drafts: everything, team, owner; published: all staff who see the client; shared: the client's people
  assert tests.reads('public.artifacts', 'draft secret public shared house foreign',
    'owner leadership finance: draft secret public shared house', 'pm account creative: draft public shared',
    'admin: public house', 'agent: public', 'customer: shared', 'member writer:', 'stranger: foreign');

  assert tests.may_do($x$insert into public.artifacts (campaign_id, title, artifact_type)
    values (tests.id('c1'), 'x', 'brief')$x$, variadic makers);
  assert tests.may_not($x$insert into public.artifacts (campaign_id, title, artifact_type)
    values (tests.id('c1'), 'x', 'brief')$x$, 'agent', 'member', 'writer', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.artifacts (campaign_id, title, artifact_type)
    values (tests.id('cb'), 'x', 'brief')$x$, 'owner', 'pm');
  assert tests.may_not($x$insert into public.artifacts (campaign_id, title, artifact_type, status)
    values (tests.id('c1'), 'x', 'brief', 'approved')$x$, 'owner', 'pm');
  assert tests.may_not($x$insert into public.artifacts (title, artifact_type, owner_id)
    values ('x', 'brief', tests.id('owner'))$x$, 'pm', 'creative');
  assert tests.may_not($x$insert into public.artifacts (title, artifact_type, parent_artifact_id)
    values ('x', 'brief', tests.id('secret'))$x$, variadic team);

  assert tests.may_do($x$update public.artifacts set title = 'x' where id = tests.id('draft')$x$,
    variadic team || array['owner']);
  assert tests.may_not($x$update public.artifacts set title = 'x' where id = tests.id('draft')$x$, 'admin',
    'leadership', 'finance', 'agent', 'writer', 'customer', 'stranger');
  assert tests.may_do($x$update public.artifacts set title = 'x' where id = tests.id('house')$x$, 'admin', 'owner');
  assert tests.may_not($x$update public.artifacts set title = 'x' where id = tests.id('public')$x$,
    variadic team || array['admin', 'leadership', 'customer']);
  assert tests.may_not($x$update public.artifacts set title = 'x' where id = tests.id('shared')$x$, 'customer');
  assert tests.may_not($x$update public.artifacts set status = 'published' where id = tests.id('draft')$x$, 'owner',
    'creative');
  assert tests.may_not($x$update public.artifacts set owner_id = tests.id('pm') where id = tests.id('draft')$x$,
    'owner', 'pm', 'creative');
  assert tests.may_not($x$update public.artifacts set client_id = tests.id('a2') where id = tests.id('house')$x$,
    'owner', 'admin');
  assert tests.may_not($x$update public.artifacts set parent_artifact_id = tests.id('secret')
    where id = tests.id('draft')$x$, variadic team);
  assert tests.may_do($x$delete from public.artifacts where id = tests.id('draft')$x$, 'creative', 'owner');
  assert tests.may_not($x$delete from public.artifacts where id = tests.id('draft')$x$, 'pm', 'admin', 'leadership',
    'customer', 'stranger');
  assert tests.may_not($x$delete from public.artifacts where id = tests.id('shared')$x$, 'creative', 'pm', 'customer');

  update public.artifacts set status = 'approved', approved_at = now() where id = tests.id('shared');
  update public.artifacts set owner_id = tests.id('pm') where id = tests.id('shared');
  assert tests.may_not($x$update public.artifacts set tags = '{x}' where id = tests.id('shared')$x$, 'creative');
  assert tests.may_do($x$update public.artifacts set tags = '{x}' where id = tests.id('shared')$x$, 'pm', 'account');
  update public.artifacts set status = 'archived' where id = tests.id('shared');
  assert tests.may_not($x$update public.artifacts set tags = '{x}' where id = tests.id('shared')$x$, 'pm', 'owner');
  update public.artifacts set approver_id = tests.id('agent') where id = tests.id('secret');
  assert tests.reads('public.artifacts', 'secret shared', 'customer:', 'agent: secret');
  perform tests.become_anon();
  assert tests.refused('select from public.artifacts', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.artifacts', 0), 'nobody reads';
  perform tests.reset();
end $$;
