-- Passages of knowledge documents, artifacts and articles of the help centre: one index for words and meaning over all
-- three. A passage is read by whoever reads what it is from, and goes with it. Nearness and words are matched by
-- search_knowledge only: their operators are not leakproof, so no index would serve them under a policy.
create table public.knowledge_chunks (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null references public.agencies on delete cascade,
  document_id     uuid,
  artifact_id     uuid,
  article_id      uuid,
  chunk_index     integer not null,
  title           text not null,
  heading_path    text not null default '',
  content         text not null,
  start_offset    integer not null,
  end_offset      integer not null,
  token_count     integer,
  embedding       extensions.vector(1536),
  embedding_model text,
  metadata        jsonb not null default '{}',
  -- in any language as written, and stemmed as English; the agency is a word of its own (no text gives one with a sign
  -- before it), so that the index finds the agency's passages at once
  words           tsvector not null generated always as (array_to_tsvector(array['@' || agency_id::text])
    || setweight(to_tsvector('simple', title || ' ' || heading_path), 'A')
    || setweight(to_tsvector('english', title || ' ' || heading_path), 'A')
    || to_tsvector('simple', content) || to_tsvector('english', content)) stored,
  created_at      timestamptz not null default now(),
  constraint knowledge_chunks_document foreign key (agency_id, document_id)
    references public.knowledge_documents (agency_id, id) on delete cascade,
  constraint knowledge_chunks_artifact foreign key (agency_id, artifact_id)
    references public.artifacts (agency_id, id) on delete cascade,
  constraint knowledge_chunks_article foreign key (agency_id, article_id)
    references public.kb_articles (agency_id, id) on delete cascade,
  constraint knowledge_chunks_of_document unique (agency_id, document_id, chunk_index),
  constraint knowledge_chunks_of_artifact unique (agency_id, artifact_id, chunk_index),
  constraint knowledge_chunks_of_article unique (agency_id, article_id, chunk_index),
  constraint knowledge_chunks_one_parent check (num_nonnulls(document_id, artifact_id, article_id) = 1),
  constraint knowledge_chunks_content check (length(btrim(content)) > 0 and length(content) <= 20000
    and length(title) <= 500 and length(heading_path) <= 1000),
  constraint knowledge_chunks_range check (chunk_index >= 0 and start_offset >= 0 and end_offset > start_offset
    and token_count >= 0),
  -- a vector says whose it is; one without a direction is near to nothing
  constraint knowledge_chunks_vector check ((embedding is null) = (embedding_model is null)
    and length(embedding_model) between 1 and 100 and extensions.vector_norm(embedding) > 0),
  constraint knowledge_chunks_metadata check (jsonb_typeof(metadata) = 'object')
);
comment on table public.knowledge_chunks is
  'Scope: parent. Passages of documents, artifacts and articles, for search. Append only: those of a text are replaced'
  ' as a whole, by the server.';
comment on column public.knowledge_chunks.id is 'Identifier; a new one whenever the text is cut again.';
comment on column public.knowledge_chunks.agency_id is 'The agency of the text.';
comment on column public.knowledge_chunks.document_id is 'The knowledge document it is from; else null.';
comment on column public.knowledge_chunks.artifact_id is 'The artifact it is from; else null.';
comment on column public.knowledge_chunks.article_id is 'The article it is from; else null.';
comment on column public.knowledge_chunks.chunk_index is 'Place within the text, from 0.';
comment on column public.knowledge_chunks.title is 'Title of the text when it was cut.';
comment on column public.knowledge_chunks.heading_path is 'Headings above the passage, as Approvals > Budgets.';
comment on column public.knowledge_chunks.content is 'The passage, up to 20,000 characters.';
comment on column public.knowledge_chunks.start_offset is 'Where it begins in the text, in characters from 0.';
comment on column public.knowledge_chunks.end_offset is 'Where it ends, exclusive.';
comment on column public.knowledge_chunks.token_count is 'Its length in tokens of the model; null where not counted.';
comment on column public.knowledge_chunks.embedding is
  'Its meaning: 1,536 numbers, shorter ones filled with zeros; null while only words are searched.';
comment on column public.knowledge_chunks.embedding_model is
  'What made the vector; vectors of different models are never compared.';
comment on column public.knowledge_chunks.metadata is 'Object: what the cutter notes besides.';
comment on column public.knowledge_chunks.words is 'Its words with those of title and headings, for search_knowledge.';
comment on column public.knowledge_chunks.created_at is 'When the text was cut; UTC.';
create index knowledge_chunks_of_agency on public.knowledge_chunks (agency_id, embedding_model);
create index knowledge_chunks_words on public.knowledge_chunks using gin (words);
-- built with twice the usual care: with 64, whole groups of near passages were out of reach of some questions
create index knowledge_chunks_nearest on public.knowledge_chunks
  using hnsw (embedding extensions.vector_cosine_ops) with (ef_construction = 128);
create trigger knowledge_chunks_audit after insert or delete on public.knowledge_chunks
  for each row execute function atrium.audit('title', 'content', 'heading_path', 'embedding', 'words', 'metadata');
revoke update on public.knowledge_chunks from service_role;

call atrium.allow('knowledge_chunks', 'select', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('knowledge_chunks', 'select', 'assigned', 'finance', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('knowledge_chunks', 'select', 'home', 'customer');

alter table public.knowledge_chunks enable row level security;
alter table public.knowledge_chunks force row level security;
-- by key, row by row: a few passages are read at a time, those that a search found or those of one text
create policy knowledge_chunks_select on public.knowledge_chunks for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('knowledge_chunks:select'))
    and case
      when document_id is not null then
        (select true from public.knowledge_documents d where d.id = knowledge_chunks.document_id)
      when artifact_id is not null then
        (select true from public.artifacts a where a.id = knowledge_chunks.artifact_id)
      else (select true from public.kb_articles k where k.id = knowledge_chunks.article_id) end);
grant select on public.knowledge_chunks to authenticated;

create function atrium.padded(value extensions.vector) returns extensions.vector
language plpgsql immutable strict parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  dimensions integer := extensions.vector_dims(value);
begin
  if dimensions > 1536 or extensions.vector_norm(value) = 0 then
    raise exception using errcode = 'ATVAL', message = 'A vector has 1 to 1536 numbers, not all of them zero.',
      hint = 'Use a model of at most 1536 dimensions.';
  end if;
  return case dimensions when 1536 then value
    else (value::real[] || array_fill(0::real, array[1536 - dimensions]))::extensions.vector end;
end
$$;
comment on function atrium.padded(extensions.vector) is
  'The vector with zeros up to 1,536 numbers, which changes no angle. ATVAL for a longer one or one of zeros.';
grant execute on function atrium.padded(extensions.vector) to authenticated, service_role;
