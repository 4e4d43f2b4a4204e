-- Search finds words in title, tags, description and text, by weight, and follows every change.
select tests.studio();
do $$
begin
  perform tests.act('owner');
  assert (select count(*) = 5 from public.search_artifacts('lemonade')), 'the text is not found';
  assert (select count(*) = 1 from public.search_artifacts('summer brief')), 'the title is not found';
  assert (select count(*) = 1 from public.search_artifacts('"lemonade deck"')), 'a phrase is not found';
  assert (select count(*) = 4 from public.search_artifacts('lemonade -deck')), 'a word is not left out';
  assert (select count(*) = 2 from public.search_artifacts('lemonade', client_id => tests.id('a1'))), 'of the client';
  assert (select count(*) = 1 from public.search_artifacts('lemonade', artifact_type => 'deck')), 'of the type';
  assert (select count(*) = 3 from public.search_artifacts('lemonade', status => 'draft')), 'of the status';
  assert (select count(*) = 2 from public.search_artifacts('lemonade', campaign_id => tests.id('c2'))),
    'of the campaign';
  assert (select count(*) = 2 from public.search_artifacts('lemonade', max_rows => 2)), 'as many as asked for';
  assert (select count(*) = 0 from public.search_artifacts('')), 'nothing asked, everything found';
  assert (select count(*) = 0 from public.search_artifacts(null)), 'null asked, everything found';
  assert (select excerpt ilike '%«lemonade»%' from public.search_artifacts('summer lemonade') limit 1), 'no passage';
  update public.artifacts set tags = '{lemonade}', title = 'Lemonade' where id = tests.id('house');
  assert (select id = tests.id('house') from public.search_artifacts('lemonade') limit 1), 'a title weighs no more';
  update public.artifacts set title = 'x', tags = '{}', content = 'y' where id = tests.id('house');
  assert (select count(*) = 4 from public.search_artifacts('lemonade')), 'gone words are found';
  assert (select count(*) = 4 from public.search_artifacts(''' | & ! ( : * lemonade')), 'signs break it';
  update public.artifacts set content = repeat('many different words ' || repeat('z', 1500) || ' ', 400)
  where id = tests.id('house');
  assert (select count(*) = 1 from public.search_artifacts('different')), 'a large text is not found';
  perform public.archive_artifact(tests.id('public'));
  assert (select count(*) = 3 from public.search_artifacts('lemonade')), 'archived ones are found unasked';
  assert (select count(*) = 1 from public.search_artifacts('lemonade', status => 'archived')), 'nor when asked for';
  perform tests.reset();
end $$;
