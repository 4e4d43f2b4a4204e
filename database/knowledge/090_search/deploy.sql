-- Search over everything that was cut into passages, by words and by meaning. The inner functions run past row
-- security, because words and nearness would find no index under it, and apply the caller's scope themselves; the outer
-- one runs as the caller, so that the policies have the last word on every row that leaves.
create function atrium.readable_texts(filters jsonb, out documents uuid[], out artifacts uuid[], out articles uuid[])
language plpgsql stable
as $$
declare
  agency uuid := atrium.current_agency_id();
  person uuid := atrium.current_user_id();
  any_artifact boolean := atrium.may('artifacts:select_any');
  client uuid := atrium.as_uuid(filters ->> 'client_id');
  labels text[] := array(select jsonb_array_elements_text(filters -> 'tags'));
  kinds text[] := coalesce(array(select jsonb_array_elements_text(filters -> 'doc_types')), '{}');
  wanted text[] := array(select jsonb_array_elements_text(filters -> 'source_types'));
  -- what only documents have leaves the others out
  documents_only boolean := cardinality(kinds) > 0 or filters ->> 'category' is not null;
  everywhere boolean := atrium.sees_all_clients();
  contact boolean := atrium.is_contact();
  visible text[] := array(select v from atrium.readable_visibilities() v);
  own_clients uuid[] := array(select atrium.home_client_id() union all select x.client_id from public.client_access x
    where x.agency_id = agency and x.user_id = person);
  team uuid[] := array(select m from atrium.my_campaigns() m);
begin
  -- the policies of the three tables, said again because this function runs past them; a check compares the two
  if atrium.may('knowledge_chunks:select') and (cardinality(wanted) = 0 or 'document' = any (wanted)) then
    documents := array(select d.id from public.knowledge_documents d
      where d.agency_id = agency and d.visibility = any (visible)
        and (everywhere or d.client_id = any (own_clients) or (d.client_id is null and not contact))
        and (client is null or d.client_id = client or d.client_id is null)
        and (cardinality(labels) = 0 or d.tags && labels)
        and (cardinality(kinds) = 0 or d.doc_type = any (kinds))
        and (filters ->> 'category' is null or d.category = filters ->> 'category'));
  end if;
  if atrium.may('knowledge_chunks:select') and atrium.may('artifacts:select') and not documents_only
    and (cardinality(wanted) = 0 or 'artifact' = any (wanted)) then
    artifacts := array(select a.id from public.artifacts a
      where a.agency_id = agency and a.status in ('review', 'approved', 'published')
        and (everywhere or a.client_id = any (own_clients) or (a.client_id is null and not contact))
        and case when contact then a.visibility = 'client' else any_artifact or a.status = 'published'
          or a.owner_id = person or a.approver_id = person or a.campaign_id = any (team) end
        and (client is null or a.client_id = client or a.client_id is null)
        and (cardinality(labels) = 0 or a.tags && labels));
  end if;
  if atrium.may('knowledge_chunks:select') and atrium.may('kb_articles:select') and not documents_only
    and (cardinality(wanted) = 0 or 'article' = any (wanted)) then
    articles := array(select k.id from public.kb_articles k
      where k.agency_id = agency and k.status = 'published' and (not contact or k.visibility <> 'internal')
        and (cardinality(labels) = 0 or k.tags && labels));
  end if;
  documents := coalesce(documents, '{}');
  artifacts := coalesce(artifacts, '{}');
  articles := coalesce(articles, '{}');
end
$$;
comment on function atrium.readable_texts(jsonb) is
  'The texts in the index that the caller may read and that the filters let through.';
call atrium.own_as_definer('atrium.readable_texts(jsonb)'::regprocedure);

-- Up to 5,000 candidates each is compared: exact, and faster than walking a graph in which most nodes are others'.
-- Above, the graph is walked on until enough of them were met; where it gives up too early, they are compared too.
create function atrium.nearest_chunks(near extensions.vector, model text, documents uuid[], artifacts uuid[],
  articles uuid[], depth integer) returns table (chunk_id uuid, distance double precision)
language plpgsql stable
set enable_sort = off
set enable_seqscan = off
as $$
declare
  agency uuid := atrium.current_agency_id();
  candidates integer;
  met integer := 0;
begin
  -- planned with the values, here and below: a list that is known is looked up by hash
  execute 'select count(*) from (select from public.knowledge_chunks c
      where c.agency_id = $1 and c.embedding_model = $2
        and (c.document_id = any ($3) or c.artifact_id = any ($4) or c.article_id = any ($5)) limit 5001) few'
    into candidates using agency, model, documents, artifacts, articles;
  if candidates > 5000 then
    perform set_config('hnsw.iterative_scan', 'relaxed_order', true),
      set_config('hnsw.max_scan_tuples', '60000', true),
      set_config('hnsw.ef_search', least(greatest(depth * 2, 200), 400)::text, true);
    return query execute
      'select c.id, c.embedding operator(extensions.<=>) $1 from public.knowledge_chunks c
       where c.agency_id = $2 and c.embedding_model = $3
         and (c.document_id = any ($4) or c.artifact_id = any ($5) or c.article_id = any ($6))
       order by c.embedding operator(extensions.<=>) $1 limit $7'
      using near, agency, model, documents, artifacts, articles, depth;
    get diagnostics met = row_count;
  end if;
  if met < least(depth, candidates) then
    return query execute
      'select c.id, c.embedding operator(extensions.<=>) $1 from public.knowledge_chunks c
       where c.agency_id = $2 and c.embedding_model = $3
         and (c.document_id = any ($4) or c.artifact_id = any ($5) or c.article_id = any ($6))
       order by (c.embedding operator(extensions.<=>) $1) + 0 limit $7'
      using near, agency, model, documents, artifacts, articles, depth;
  end if;
end
$$;
comment on function atrium.nearest_chunks(extensions.vector, text, uuid[], uuid[], uuid[], integer) is
  'The passages of those texts in the caller''s agency that are nearest, of one model; at most so many, some twice.';
call atrium.own_as_definer(
  'atrium.nearest_chunks(extensions.vector, text, uuid[], uuid[], uuid[], integer)'::regprocedure);

-- All words first; where too few passages have all, those with some, the rarer words counting by their rank.
create function atrium.matching_chunks(query text, documents uuid[], artifacts uuid[], articles uuid[], depth integer)
returns table (chunk_id uuid, rank real)
language plpgsql stable
as $$
declare
  agency tsquery := quote_literal('@' || atrium.current_agency_id())::tsquery;
  english tsquery;
  all_of tsquery;
  any_of tsquery;
  found_rows integer;
begin
  if coalesce(btrim(query), '') = '' then
    return;
  end if;
  english := websearch_to_tsquery('english', left(query, 1000));
  all_of := english || websearch_to_tsquery('simple', left(query, 1000));
  any_of := replace(english::text, ' & ', ' | ')::tsquery;
  if numnode(all_of) = 0 then
    return;
  end if;
  return query execute
    'select c.id, (1 + ts_rank(c.words, $1, 1))::real from public.knowledge_chunks c
     where c.words @@ ($2 && $1) and c.agency_id = $3
       and (c.document_id = any ($4) or c.artifact_id = any ($5) or c.article_id = any ($6))
     order by 2 desc, 1 limit $7'
    using all_of, agency, atrium.current_agency_id(), documents, artifacts, articles, depth;
  get diagnostics found_rows = row_count;
  -- with a word that must not be there, some of the words would be nearly everything
  if found_rows >= depth or numnode(any_of) = 0 or any_of::text like '%!%' then
    return;
  end if;
  return query execute
    'select f.id, ts_rank(f.words, $1, 1) from (
       select c.id, c.words from public.knowledge_chunks c
       where c.words @@ ($2 && $1) and not c.words @@ $8 and c.agency_id = $3
         and (c.document_id = any ($4) or c.artifact_id = any ($5) or c.article_id = any ($6))
       limit 5000) f
     order by 2 desc, 1 limit $7'
    using any_of, agency, atrium.current_agency_id(), documents, artifacts, articles, depth, all_of;
end
$$;
comment on function atrium.matching_chunks(text, uuid[], uuid[], uuid[], integer) is
  'The passages of those texts in the caller''s agency that have the words, best first; a rank over 1: all of them.';
call atrium.own_as_definer('atrium.matching_chunks(text, uuid[], uuid[], uuid[], integer)'::regprocedure);

create function atrium.find_chunks(query text, near extensions.vector, model text, filters jsonb, depth integer)
returns table (chunk_id uuid, similarity double precision, near_place bigint, rank real, word_place bigint)
language plpgsql stable
as $$
declare
  texts record := atrium.readable_texts(filters);
begin
  return query
  with meant as materialized (
    select n.chunk_id, 1 - min(n.distance) as similarity,
      row_number() over (order by min(n.distance), n.chunk_id) as place
    from atrium.nearest_chunks(near, model, texts.documents, texts.artifacts, texts.articles, depth) n
    where near is not null group by n.chunk_id
  ), said as materialized (
    select m.chunk_id, m.rank, row_number() over (order by m.rank desc, m.chunk_id) as place
    from atrium.matching_chunks(query, texts.documents, texts.artifacts, texts.articles, depth) m
  )
  select coalesce(m.chunk_id, s.chunk_id), m.similarity, m.place, s.rank, s.place
  from (select * from meant x where filters ->> 'min_similarity' is null
      or x.similarity >= (filters ->> 'min_similarity')::double precision) m
    full join said s on s.chunk_id = m.chunk_id;
end
$$;
comment on function atrium.find_chunks(text, extensions.vector, text, jsonb, integer) is
  'What search_knowledge chooses from: identifiers, places and ranks of passages the caller may read, no text.';
call atrium.own_as_definer('atrium.find_chunks(text, extensions.vector, text, jsonb, integer)'::regprocedure);
grant execute on function atrium.find_chunks(text, extensions.vector, text, jsonb, integer) to authenticated;

create function atrium.check_filters(filters jsonb) returns jsonb
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  f record;
begin
  for f in
    select * from jsonb_each(case jsonb_typeof(coalesce(filters, '{}')) when 'object' then coalesce(filters, '{}')
      else '{"": null}' end)
  loop
    if not (case f.key
      when 'client_id' then f.value = 'null' or atrium.as_uuid(f.value #>> '{}') is not null
      when 'category' then jsonb_typeof(f.value) in ('string', 'null')
      when 'min_similarity' then jsonb_typeof(f.value) in ('number', 'null')
      when 'one_per_source' then jsonb_typeof(f.value) in ('boolean', 'null')
      when 'tags' then jsonb_typeof(f.value) = 'array'
      when 'doc_types' then jsonb_typeof(f.value) = 'array'
      when 'source_types' then jsonb_typeof(f.value) = 'array' and f.value <@ '["document", "artifact", "article"]'
      else false end) then
      raise exception using errcode = 'ATVAL', message = format('The filter %s is not known or not valid.', f.key),
        hint = 'client_id, tags[], category, doc_types[], source_types[] (document, artifact, article), min_similarity,'
          ' one_per_source.';
    end if;
  end loop;
  return coalesce(filters, '{}');
end
$$;
comment on function atrium.check_filters(jsonb) is 'The filters of search_knowledge, or ATVAL.';

create function public.search_knowledge(query text, query_embedding extensions.vector default null,
  model text default null, filters jsonb default '{}', match_count integer default 10)
returns table (chunk_id uuid, source_type text, source_id uuid, document_id uuid, title text, heading_path text,
  content text, start_offset integer, end_offset integer, score double precision, similarity double precision,
  text_rank real, doc_type text, category text, tags text[], client_id uuid, metadata jsonb, updated_at timestamptz)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  if (query_embedding is null) <> (model is null) then
    raise exception using errcode = 'ATVAL', message = 'A vector and the name of its model belong together.',
      hint = 'Give both, or neither to search by words alone.';
  end if;
  return query
  with fused as (
    select f.*, coalesce(1.0 / (60 + f.near_place), 0) + coalesce(1.0 / (60 + f.word_place), 0) as score
    from atrium.find_chunks(query, atrium.padded(query_embedding), model, atrium.check_filters(filters),
      least(greatest(match_count * 4, 40), 200)) f
  ), readable as (
    select c.*, f.score, f.similarity, f.rank, coalesce(c.document_id, c.artifact_id, c.article_id) as source
    from fused f join public.knowledge_chunks c on c.id = f.chunk_id
  ), chosen as (
    select r.*, row_number() over (partition by r.source order by r.score desc, r.id) as of_source from readable r
  )
  select c.id, case when c.document_id is not null then 'document' when c.artifact_id is not null then 'artifact'
      else 'article' end, c.source, c.document_id, coalesce(d.title, a.title, k.title), c.heading_path, c.content,
    c.start_offset, c.end_offset, c.score::double precision, c.similarity, c.rank,
    coalesce(d.doc_type::text, a.artifact_type::text), d.category, coalesce(d.tags, a.tags, k.tags),
    coalesce(d.client_id, a.client_id), c.metadata, coalesce(d.updated_at, a.updated_at, k.updated_at)
  from chosen c left join public.knowledge_documents d on d.id = c.document_id
    left join public.artifacts a on a.id = c.artifact_id left join public.kb_articles k on k.id = c.article_id
  where c.of_source = 1 or not coalesce((filters ->> 'one_per_source')::boolean, false)
  order by c.score desc, c.id
  limit least(greatest(coalesce(match_count, 10), 1), 50);
end
$$;
comment on function public.search_knowledge(text, extensions.vector, text, jsonb, integer) is
  'Passages of documents, artifacts and articles that the caller may read, best first: by words, and by meaning where a'
  ' vector and its model are given, fused by reciprocal rank (k = 60). Filters: client_id (and what is of no client),'
  ' tags, category, doc_types, source_types, min_similarity, one_per_source. 10 rows by default, 50 at most. ATVAL.';
grant execute on function atrium.check_filters(jsonb),
  public.search_knowledge(text, extensions.vector, text, jsonb, integer) to authenticated;
