-- One vote a reader, opening changes no article, and counts are right side by side.
select tests.help_center();
do $$
declare
  was public.kb_articles;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.kb_article_votes'::regclass),
    'not forced';
  select * into was from public.kb_articles where id = tests.id('k_public');
  perform tests.act('customer');
  perform public.record_article_view(tests.id('k_public')), public.record_article_view(tests.id('k_public'));
  perform public.vote_article(tests.id('k_public'), true);
  perform public.vote_article(tests.id('k_public'), false, ' which lemons? ');
  assert tests.refused($x$select public.vote_article(tests.id('k_internal'), true)$x$, 'ATNOF'), 'unseen, yet voted on';
  perform tests.act('agent');
  perform public.vote_article(tests.id('k_public'), true), public.vote_article(tests.id('k_customers'), true);
  assert (select views = 2 and recent_views = 2 and helpful = 1 and not_helpful = 1 from public.kb_article_stats()
    where article_id = tests.id('k_public')), 'miscounted';
  assert (select comment = 'which lemons?' from public.kb_article_votes where not helpful), 'what was missing';
  assert tests.sees('select from public.kb_article_stats()', 4), 'articles that nobody opened';
  assert tests.refused('select atrium.cast_article_vote(a, true, null, repeat(''v'', 20)) from public.kb_articles a',
    '42501'), 'votes are stuffed';
  perform tests.reset();
  assert was = (select a from public.kb_articles a where a.id = was.id), 'reading changed the article';
end $$;
