-- Search, by words and by meaning, gives each person what the policies give: no more and no less.
select tests.library();
do $$
declare
  person text;
  readable uuid[];
begin
  foreach person in array array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
    'member', 'writer', 'customer', 'stranger'] loop
    perform tests.act(person);
    readable := array(select c.id from public.knowledge_chunks c left join public.artifacts a on a.id = c.artifact_id
      left join public.kb_articles k on k.id = c.article_id
      where coalesce(a.status, 'review') in ('review', 'approved', 'published')
        and coalesce(k.status, 'published') = 'published' order by 1);
    -- what the inner function chooses from is all there is: the policies had nothing left to take away
    assert readable = array(select chunk_id from atrium.find_chunks(null, atrium.padded('[1,1]'), 'm', '{}', 200)
      order by 1), format('%s: the inner function reaches further, or less far', person);
    assert readable = array(select chunk_id from public.search_knowledge(null, '[1,1]', 'm', match_count => 50)
      order by 1), format('%s by meaning', person);
    assert array(select c.id from public.knowledge_chunks c where c.id = any (readable) and c.content ilike '%lemonade%'
      order by 1) = array(select chunk_id from public.search_knowledge('lemonade', match_count => 50) order by 1),
      format('%s by words', person);
  end loop;
  perform tests.act('creative');
  assert tests.sees($x$select from public.search_knowledge('margins')$x$, 0), 'management only';
  assert tests.sees(format('select from public.search_knowledge(%L)', '@' || tests.id('b')), 0), 'an agency is asked';
  assert tests.refused('select atrium.nearest_chunks(null, null, null, null, null, 1)', '42501')
    and tests.refused('select atrium.matching_chunks(null, null, null, null, 1)', '42501')
    and tests.refused('select atrium.readable_texts(null)', '42501'), 'the inner ones are asked';
  perform tests.act('customer');
  assert (select string_agg(title, ',' order by title) = 'Acme,Opening,Summer script'
    from public.search_knowledge('lemonade')), 'the portal';
  perform tests.become_nobody();
  assert tests.sees($x$select from public.search_knowledge('lemonade', '[1]', 'm')$x$, 0), 'nobody finds something';
  perform tests.become_anon();
  assert tests.refused($x$select from public.search_knowledge('lemonade')$x$, '42501'), 'anon searches';
  perform tests.reset();
end $$;
