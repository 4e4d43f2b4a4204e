-- Versions are read by staff and written by nobody; steps are for those who may take them.
select tests.help_center();
update public.kb_articles set content = content || '.';
do $$
begin
  assert tests.may_do($x$select from public.kb_article_versions where article_id = tests.id('k_public')$x$, 'member');
  assert tests.may_not($x$select from public.kb_article_versions where article_id = tests.id('k_public')$x$, 'customer',
    'stranger');
  assert tests.may_not($x$insert into public.kb_article_versions (agency_id, article_id, version_number, title, content,
    status, changed_at) values (tests.id('a'), tests.id('k_public'), 9, 'x', 'x', 'draft', now())$x$, 'owner');
  assert tests.may_not('delete from public.kb_article_versions', 'owner');
  assert tests.may_do($x$select public.publish_article(tests.id('k_draft'))$x$, 'agent', 'admin');
  assert tests.may_not($x$select public.publish_article(tests.id('k_draft'))$x$, 'pm', 'finance', 'customer',
    'stranger');
  assert tests.may_do($x$select public.submit_article(tests.id('k_draft'))$x$, 'pm');
  assert tests.may_not($x$select public.submit_article(tests.id('k_draft'))$x$, 'account', 'member', 'customer');
  assert tests.may_not($x$select public.archive_article(tests.id('k_foreign'))$x$, 'owner');
  perform tests.become_anon();
  assert tests.refused($x$select public.publish_article(tests.id('k_draft'))$x$, '42501'), 'anon publishes';
  perform tests.reset();
end $$;
