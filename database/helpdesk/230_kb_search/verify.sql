-- The search finds word forms, what is written without accents and, where nothing matches, what is nearly written so.
select tests.help_center();
update public.kb_articles set title = 'Über Rechnungen und Café', locale = 'de', slug = 'rechnungen',
  content = 'Eine Rechnung kommt jeden Monat.' where id = tests.id('k_customers');
do $$
begin
  assert not has_table_privilege('authenticated', 'atrium.article_words', 'select'), 'words can be read';
  perform tests.act('agent');
  assert tests.sees('select from public.search_articles(''lemons'')', 1), 'as written';
  assert tests.sees('select from public.search_articles(''lemon'')', 1), 'a word form';
  assert tests.sees('select from public.search_articles(''cafe'')', 1), 'an accent';
  assert tests.sees('select from public.search_articles(''rechnungen'', ''de'')', 1), 'a form of another language';
  assert tests.sees('select from public.search_articles(''lemonade -secret -draft'')', 1), 'not';
  assert tests.sees('select from public.search_articles(''makng lemonaed'')', 1), 'a slip of the pen';
  assert tests.sees('select from public.search_articles(''zeppelin'')', 0), 'nothing';
  assert tests.sees('select from public.search_articles(''lemonade'', category_id => tests.id(''back_room''))', 1),
    'of a category';
  assert tests.sees('select from public.search_articles(''lemonade'', status => ''published'')', 2), 'of a status';
  assert tests.sees('select from public.search_articles(''lemonade'', max_rows => 1)', 1), 'too many';
  assert (select excerpt like '%«lemons»%' from public.search_articles('lemon')), 'no passage';
  update public.kb_articles set title = 'Pomegranate' where id = tests.id('k_draft');
  assert tests.sees('select from public.search_articles(''pomegranates'')', 1), 'a new title';
  perform public.archive_article(tests.id('k_draft'));
  assert tests.sees('select from public.search_articles(''pomegranate'')', 0), 'out of the archive';
  assert tests.sees($x$select from public.search_articles('pomegranate', status => 'archived')$x$, 1), 'the archive';
  perform tests.reset();
end $$;
