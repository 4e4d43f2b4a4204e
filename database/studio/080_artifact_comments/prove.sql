-- Who comments, reads, changes and settles.
select tests.studio();
insert into public.artifact_comments (id, agency_id, artifact_id, comment_text, commenter_id, visibility) values
  (tests.named('inside', gen_random_uuid()), tests.id('a'), tests.id('shared'), 'inside', tests.id('account'),
    'internal'),
  (tests.named('outside', gen_random_uuid()), tests.id('a'), tests.id('shared'), 'outside', tests.id('account'),
    'client'),
  (tests.named('hidden', gen_random_uuid()), tests.id('a'), tests.id('secret'), 'hidden', tests.id('owner'),
    'internal'),
  (tests.named('far', gen_random_uuid()), tests.id('b'), tests.id('foreign'), 'far', tests.id('stranger'), 'internal');
do $$
declare
  readers text[] := array['owner', 'leadership', 'finance', 'pm', 'account', 'creative'];
begin
  assert tests.reads('public.artifact_comments', 'inside outside hidden far',
    'owner leadership finance: inside outside hidden', 'pm account creative: inside outside', 'customer: outside',
    'admin agent member writer:', 'stranger: far');

  assert tests.may_do($x$insert into public.artifact_comments (artifact_id, comment_text)
    values (tests.id('shared'), 'x')$x$, variadic readers || array['customer']);
  assert tests.may_not($x$insert into public.artifact_comments (artifact_id, comment_text)
    values (tests.id('shared'), 'x')$x$, 'admin', 'agent', 'writer', 'stranger');
  assert tests.may_not($x$insert into public.artifact_comments (artifact_id, comment_text)
    values (tests.id('foreign'), 'x')$x$, 'owner', 'pm', 'customer');
  assert tests.may_not($x$insert into public.artifact_comments (artifact_id, comment_text)
    values (tests.id('draft'), 'x')$x$, 'customer', 'admin', 'agent');
  assert tests.may_not($x$insert into public.artifact_comments (artifact_id, parent_comment_id, comment_text)
    values (tests.id('shared'), tests.id('inside'), 'x')$x$, 'customer');
  assert tests.may_not($x$insert into public.artifact_comments (artifact_id, comment_text, commenter_id)
    values (tests.id('shared'), 'x', tests.id('owner'))$x$, 'pm', 'customer');
  assert tests.may_not($x$insert into public.artifact_comments (artifact_id, comment_text, is_resolved)
    values (tests.id('shared'), 'x', true)$x$, 'owner', 'customer');

  assert tests.may_do($x$update public.artifact_comments set comment_text = 'y' where id = tests.id('inside')$x$,
    'account');
  assert tests.may_not($x$update public.artifact_comments set comment_text = 'y' where id = tests.id('inside')$x$,
    'owner', 'leadership', 'pm', 'customer', 'stranger');
  assert tests.may_not($x$update public.artifact_comments set is_resolved = true where id = tests.id('inside')$x$,
    'owner', 'account');
  assert tests.may_not('delete from public.artifact_comments', 'owner', 'account', 'customer');
  assert tests.may_do($x$select public.resolve_comment(tests.id('inside'))$x$, 'owner', 'leadership', 'pm', 'account',
    'creative');
  assert tests.may_not($x$select public.resolve_comment(tests.id('inside'))$x$, 'finance', 'admin', 'agent', 'writer',
    'customer', 'stranger');
  assert tests.may_not($x$select public.resolve_comment(tests.id('outside'))$x$, 'customer', 'finance');
  assert tests.may_not($x$select public.resolve_comment(tests.id('far'))$x$, 'owner', 'pm');
  assert tests.may_do($x$select public.delete_comment(tests.id('inside'))$x$, 'account');
  assert tests.may_not($x$select public.delete_comment(tests.id('inside'))$x$, 'owner', 'pm', 'creative', 'customer',
    'stranger');

  -- who said something can always read it, even when the artifact is no longer his to see
  perform tests.act('creative');
  insert into public.artifact_comments (artifact_id, comment_text) values (tests.id('draft'), 'mine');
  perform tests.reset();
  delete from public.campaign_members;
  update public.artifacts set owner_id = tests.id('pm') where id = tests.id('draft');
  perform tests.act('creative');
  assert tests.sees($x$select from public.artifacts where id = tests.id('draft')$x$, 0), 'the draft is still seen';
  assert tests.sees($x$select from public.artifact_comments where comment_text = 'mine'$x$, 1), 'his words are hidden';
  perform tests.act('customer');
  insert into public.artifact_comments (artifact_id, comment_text, visibility)
  values (tests.id('shared'), 'from the client', 'internal');
  assert (select visibility = 'client' from public.artifact_comments where comment_text = 'from the client'),
    'a client speaks where he can''t read';
  perform tests.become_anon();
  assert tests.refused('select from public.artifact_comments', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.artifact_comments', 0), 'nobody reads';
  perform tests.reset();
end $$;
