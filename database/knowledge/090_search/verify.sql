-- Words, meaning, and both; filters; one model at a time; in order.
select tests.library();
do $$
declare
  v extensions.vector := '[10,1]';
  fused record;
begin
  perform tests.act('owner');
  assert (select array_agg(title || ':' || heading_path) = array['Tone of voice:Words > Headlines']
    from public.search_knowledge('approved headlines')), 'words of one passage';
  assert (select count(*) = 1 from public.search_knowledge('editor approves headline')), 'inflected words';
  assert (select title = 'Tone of voice' from public.search_knowledge('who approves an unheard of headline') limit 1),
    'some of the words';
  assert (select count(*) = 11 from public.search_knowledge('lemonade', match_count => 50)), 'everything';
  assert (select count(*) = 10 from public.search_knowledge('lemonade -layouts', match_count => 50)), 'a word left out';
  assert (select count(*) = 0 from public.search_knowledge('')) and (select count(*) = 0
    from public.search_knowledge(null)) and (select count(*) = 0 from public.search_knowledge('| & ! ( : *')),
    'nothing';
  -- by meaning alone: nearest first, whatever the words
  assert (select array_agg(title order by n) filter (where n < 4) = array['Tone of voice', 'Tone of voice', 'Craft']
      and bool_or(n = 1 and similarity between 0.999 and 1.001 and text_rank is null) and not bool_or(score > above)
    from (select f.*, lag(f.score) over (order by f.n) as above
      from (select row_number() over () as n, s.* from public.search_knowledge(null, v, 'm') s) f) f),
    'the nearest first';
  assert (select count(*) = 0 from public.search_knowledge(null, v, 'other')), 'another model''s vectors are compared';
  assert (select bool_and(similarity > 0.9) and count(*) = 3
    from public.search_knowledge(null, v, 'm', '{"min_similarity": 0.9}')), 'the threshold';
  -- both: what is found twice comes before what is found once
  select s.heading_path, s.score, f.near_place, f.word_place into fused
  from public.search_knowledge('lemonade', v, 'm') s
  join atrium.find_chunks('lemonade', atrium.padded(v), 'm', '{}', 40) f on f.chunk_id = s.chunk_id
  where s.heading_path = 'Words';
  assert fused.near_place = 1 and abs(fused.score - (1 / 61.0 + 1 / (60.0 + fused.word_place))) < 1e-9, 'fused';
  -- filters
  assert (select count(*) = 8 and not bool_or(title = 'Apex') and bool_or(title = 'Board') from public.search_knowledge(
    'lemonade', filters => jsonb_build_object('client_id', tests.id('a1')), match_count => 50)),
    'the client''s and the agency''s general ones';
  assert (select count(*) = 1 from public.search_knowledge('lemonade', filters => '{"tags": ["writing"]}')), 'tags';
  assert (select count(*) = 2 from public.search_knowledge('lemonade', filters => '{"doc_types": ["faq"]}')), 'types';
  assert (select count(*) = 1 from public.search_knowledge('lemonade', filters => '{"category": "creative"}')),
    'category';
  assert (select array_agg(distinct source_type) = array['article'] and count(*) = 2 from
    public.search_knowledge('lemonade', filters => '{"source_types": ["article"]}')), 'kinds';
  assert (select count(*) = 1 from public.search_knowledge(null, v, 'm',
    '{"one_per_source": true, "tags": ["writing"]}')), 'one of each text';
  assert tests.refused($x$select public.search_knowledge('x', filters => '{"agency_id": "x"}')$x$, 'ATVAL')
    and tests.refused($x$select public.search_knowledge('x', filters => '{"client_id": "x"}')$x$, 'ATVAL')
    and tests.refused($x$select public.search_knowledge('x', filters => '[]')$x$, 'ATVAL')
    and tests.refused($x$select public.search_knowledge('x', '[1]')$x$, 'ATVAL')
    and tests.refused($x$select public.search_knowledge('x', '[0]', 'm')$x$, 'ATVAL'), 'nonsense is accepted';
  perform public.archive_artifact(tests.id('public'));
  assert (select count(*) = 10 from public.search_knowledge('lemonade', match_count => 50)), 'an archived one is found';
  perform tests.reset();
end $$;
