-- A visitor sees what is published and public, follows old addresses, and votes once.
select tests.help_center();
do $$
begin
  perform tests.act('agent');
  update public.kb_articles set slug = 'lemons' where id = tests.id('k_public');
  perform tests.reset();
  insert into public.kb_articles (id, agency_id, title, slug, locale, translation_of, content, status, published_at)
  values (tests.named('k_de', gen_random_uuid()), tests.id('a'), 'Limonade', 'limonade', 'de', tests.id('k_public'),
    'Aus Zitronen', 'published', now());
  perform tests.become_anon();
  assert (select c ->> 'name' = 'Alpha' and jsonb_array_length(c -> 'categories') = 1
    and c #>> '{categories,0,articles}' = '1' and c -> 'locales' = '["de", "en"]' from public.help_center('alpha') c),
    'the front page';
  assert (select array_agg(title order by title) = '{Limonade,"Making lemonade"}' from public.help_articles('alpha')),
    'the list';
  assert (select not moved and content like 'Lemonade is%' and translations = '[{"slug": "limonade", "locale": "de"}]'
    from public.help_article('alpha', 'lemons')), 'an article';
  assert (select moved and slug = 'lemons' from public.help_article('alpha', 'making-lemonade')), 'an old address';
  assert (select moved and slug = 'limonade' from public.help_article('alpha', 'lemons', 'de')), 'its translation';
  assert (select slug = 'lemons' from public.help_article('alpha', 'limonade', 'en')), 'its original';
  assert (select slug = 'lemons' from public.help_article('alpha', 'lemons', 'fr')), 'no translation';
  assert tests.sees('select from public.help_article(''alpha'', ''ordering-lemonade'')', 0), 'for customers only';
  assert tests.sees('select from public.help_article(''alpha'', ''draft-of-lemonade'')', 0), 'a draft';
  assert tests.sees('select from public.search_help(''alpha'', ''lemonade'')', 1), 'the search';
  perform public.record_help_view('alpha', 'lemons');
  perform public.vote_help_article('alpha', 'lemons', true, repeat('v', 20));
  perform public.vote_help_article('alpha', 'lemons', false, repeat('v', 20));
  assert tests.refused($x$select public.vote_help_article('alpha', 'lemons', true, 'short')$x$, 'ATVAL'), 'no mark';
  assert tests.refused($x$select public.vote_help_article('alpha', 'ordering-lemonade', true, repeat('v', 20))$x$,
    'ATNOF'), 'a vote on what is hidden';
  perform tests.act('member');
  assert (select views = 1 and not_helpful = 1 and helpful = 0 from public.kb_article_stats()
    where article_id = tests.id('k_public')), 'counts of visitors';
  perform tests.reset();
  update public.agencies set settings = '{"help_center": {"open": false}}' where id = tests.id('a');
  perform tests.become_anon();
  assert public.help_center('alpha') is null and tests.sees('select from public.help_articles(''alpha'')', 0)
    and tests.sees('select from public.search_help(''alpha'', ''lemonade'')', 0), 'a closed centre is open';
  perform tests.reset();
end $$;
