-- Addresses lead to one article for good, nothing is more open than its category, and state is not for the taking.
select tests.help_center();
do $$
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.kb_articles'::regclass, 'public.kb_redirects'::regclass)), 'not forced';
  assert not exists (select from unnest(array['agency_id', 'author_id', 'status', 'published_at', 'content_by',
    'embedding_status', 'created_by']) c
    where has_column_privilege('authenticated', 'public.kb_articles', c, 'update')),
    'a kept column can be updated';
  perform tests.act('agent');
  insert into public.kb_articles (title, tags) values ('Making lemonade', '{" Citrus",citrus,""}');
  assert (select slug = 'making-lemonade-2' and tags = '{citrus}' and author_id = tests.id('agent')
    from public.kb_articles where slug like 'making%2'), 'a second of that title';
  update public.kb_articles set slug = 'lemons' where id = tests.id('k_public');
  assert tests.sees($x$select from public.kb_redirects where slug = 'making-lemonade'
    and article_id = tests.id('k_public')$x$, 1), 'no redirect';
  assert tests.refused($x$update public.kb_articles set slug = 'making-lemonade' where slug = 'making-lemonade-2'$x$,
    'ATVAL'), 'an address taken from its article';
  assert tests.refused($x$update public.kb_articles set slug = 'lemons' where slug = 'making-lemonade-2'$x$, '23505'),
    'an address in use';
  update public.kb_articles set slug = 'making-lemonade' where id = tests.id('k_public');
  assert (select array_agg(slug) = '{lemons}' from public.kb_redirects), 'a redirect to itself';
  assert tests.refused($x$update public.kb_articles set category_id = tests.id('back_room')
    where id = tests.id('k_public')$x$, 'ATVAL'), 'open in a closed category';
  assert tests.refused($x$update public.kb_categories set visibility = 'customers' where id = tests.id('shelf')$x$,
    'ATSTA'), 'a category closed over open articles';
  assert tests.refused($x$insert into public.kb_articles (title, translation_of)
    values ('Zitronen', tests.id('k_public'))$x$, 'ATVAL'), 'a translation into the same language';
  assert tests.works($x$insert into public.kb_articles (title, slug, locale, translation_of)
    values ('Limonade', 'making-lemonade', 'de', tests.id('k_public'))$x$), 'a translation';
  assert tests.refused($x$insert into public.kb_articles (title, locale, translation_of)
    values ('Limo', 'de', tests.id('k_public'))$x$, '23505'), 'two into one language';
  perform tests.reset();
  assert tests.refused($x$update public.kb_articles set category_id = tests.id('far_shelf')
    where id = tests.id('k_public')$x$, '23503'), 'a category of another agency';
  assert tests.refused($x$insert into public.kb_articles (agency_id, title, author_id)
    values (tests.id('a'), 'x', tests.id('customer'))$x$, 'ATVAL'), 'a contact user writes articles';
  assert tests.refused($x$update public.kb_articles set status = 'published' where id = tests.id('k_draft')$x$,
    '23514'), 'published at no time';
  delete from public.memberships where user_id = tests.id('agent');
  assert (select author_id is null and agency_id = tests.id('a') from public.kb_articles
    where id = tests.id('k_public')), 'an article goes with its author';
end $$;
