-- Who reads and writes articles.
select tests.help_center();
do $$
begin
  assert tests.may_do($x$select from public.kb_articles where id = tests.id('k_draft')$x$, 'owner', 'member', 'agent');
  assert tests.may_not($x$select from public.kb_articles where id in (tests.id('k_draft'), tests.id('k_internal'))$x$,
    'customer', 'stranger');
  assert tests.may_do($x$select from public.kb_articles where id = tests.id('k_customers')$x$, 'customer');
  assert tests.may_not($x$select from public.kb_articles where id = tests.id('k_foreign')$x$, 'owner', 'customer');
  assert tests.may_do($x$insert into public.kb_articles (title) values ('x')$x$, 'creative', 'agent');
  assert tests.may_not($x$insert into public.kb_articles (title) values ('x')$x$, 'finance', 'member', 'customer');
  assert tests.may_not($x$insert into public.kb_articles (title, status) values ('x', 'published')$x$, 'owner');
  assert tests.may_do($x$update public.kb_articles set title = 'x' where id = tests.id('k_draft')$x$, 'pm', 'agent');
  assert tests.may_not($x$update public.kb_articles set title = 'x' where id = tests.id('k_draft')$x$, 'account',
    'member', 'customer', 'stranger');
  assert tests.may_not($x$update public.kb_articles set title = 'x' where id = tests.id('k_public')$x$, 'pm',
    'customer');
  assert tests.may_not($x$delete from public.kb_articles where id = tests.id('k_public')$x$, 'owner', 'stranger');
  assert tests.may_not('select from public.kb_redirects', 'customer', 'stranger');
  perform tests.become_anon();
  assert tests.refused('select from public.kb_articles', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.kb_articles', 0), 'nobody reads';
  perform tests.reset();
end $$;
