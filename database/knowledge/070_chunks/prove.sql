-- A passage is read by whoever reads its text, and written by no caller.
select tests.studio();
insert into public.knowledge_documents (id, agency_id, doc_type, title, content, visibility) values
  (tests.named('general', gen_random_uuid()), tests.id('a'), 'guide', 'x', 'x', 'all_staff'),
  (tests.named('board', gen_random_uuid()), tests.id('a'), 'guide', 'x', 'x', 'management_only');
insert into public.kb_articles (id, agency_id, title, content, status, published_at, visibility) values
  (tests.named('open', gen_random_uuid()), tests.id('a'), 'x', 'x', 'published', now(), 'customers'),
  (tests.named('inside', gen_random_uuid()), tests.id('a'), 'x', 'x', 'published', now(), 'internal');
insert into public.knowledge_chunks (agency_id, document_id, artifact_id, article_id, chunk_index, title, content,
  start_offset, end_offset)
select case n when 'foreign' then tests.id('b') else tests.id('a') end,
  case when n in ('general', 'board') then tests.id(n) end,
  case when n in ('draft', 'secret', 'public', 'shared', 'house', 'foreign') then tests.id(n) end,
  case when n in ('open', 'inside') then tests.id(n) end, 0, n, n, 0, 1
from unnest(array['general', 'board', 'draft', 'secret', 'public', 'shared', 'house', 'foreign', 'open', 'inside']) n;
do $$
declare
  person text;
  expected text[];
begin
  foreach person in array array['owner', 'admin', 'leadership', 'pm', 'creative', 'member', 'customer', 'stranger'] loop
    perform tests.act(person);
    expected := array(select id from public.knowledge_documents union all select id from public.artifacts
      union all select id from public.kb_articles);
    assert (select array_agg(coalesce(document_id, artifact_id, article_id)::text
        order by coalesce(document_id, artifact_id, article_id)::text)
      = (select array_agg(e order by e) from unnest(expected) e) from public.knowledge_chunks), person;
  end loop;
  perform tests.act('customer');
  assert (select string_agg(title, ',' order by title) = 'open,shared' from public.knowledge_chunks), 'customer';
  perform tests.reset();
  assert tests.may_not($x$delete from public.knowledge_chunks$x$, 'owner');
  assert tests.may_not($x$insert into public.knowledge_chunks (agency_id, document_id, chunk_index, title, content,
    start_offset, end_offset) values (tests.id('a'), tests.id('general'), 1, 'x', 'x', 0, 1)$x$, 'owner');
  perform tests.become_anon();
  assert tests.refused('select from public.knowledge_chunks', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.knowledge_chunks', 0), 'nobody reads';
  perform tests.reset();
end $$;
