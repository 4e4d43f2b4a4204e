-- A passage has one text, a range, and a vector that says whose it is; it goes with its text.
select tests.studio();
insert into public.knowledge_documents (id, agency_id, doc_type, title, content) values
  (tests.named('doc', gen_random_uuid()), tests.id('a'), 'guide', 'Budgets', 'Who approves a budget');
do $$
declare
  insert_into text := 'insert into public.knowledge_chunks (agency_id, document_id, artifact_id, chunk_index, title,
    content, start_offset, end_offset, embedding, embedding_model) values ';
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.knowledge_chunks'::regclass),
    'not forced';
  assert tests.works(insert_into || $x$(tests.id('a'), tests.id('doc'), null, 0, 'Budgets', 'Finance approves', 0, 10,
    atrium.padded('[3,4]'), 'm'), (tests.id('a'), null, tests.id('draft'), 0, 'x', 'x', 0, 1, null, null)$x$);
  assert (select extensions.vector_dims(embedding) = 1536 and extensions.vector_norm(embedding) = 5
    from public.knowledge_chunks where document_id = tests.id('doc')), 'the vector was not filled up';
  assert (select words @@ 'approv & budget'::tsquery and words @@ 'budgets'::tsquery
    and words @@ quote_literal('@' || tests.id('a'))::tsquery from public.knowledge_chunks
    where document_id = tests.id('doc')), 'words';
  assert tests.refused(insert_into || $x$(tests.id('a'), tests.id('doc'), null, 0, 'x', 'x', 0, 1, null, null)$x$,
    '23505'), 'a place twice';
  assert tests.refused(insert_into || $x$(tests.id('a'), null, null, 1, 'x', 'x', 0, 1, null, null)$x$, '23514'),
    'from nothing';
  assert tests.refused(insert_into || $x$(tests.id('a'), tests.id('doc'), tests.id('draft'), 1, 'x', 'x', 0, 1, null,
    null)$x$, '23514'), 'from two';
  assert tests.refused(insert_into || $x$(tests.id('b'), tests.id('doc'), null, 1, 'x', 'x', 0, 1, null, null)$x$,
    '23503'), 'of another agency';
  assert tests.refused(insert_into || $x$(tests.id('a'), tests.id('doc'), null, 1, 'x', 'x', 0, 1,
    atrium.padded('[1]'), null)$x$, '23514'), 'a vector of no model';
  assert tests.refused($x$select atrium.padded('[0,0]')$x$, 'ATVAL'), 'a vector without a direction';
  assert not exists (select from public.audit_logs where table_name = 'knowledge_chunks'
    and (new_values ?| array['content', 'embedding', 'words'])), 'the text stands in the log';
  delete from public.knowledge_documents where id = tests.id('doc');
  assert (select count(*) = 1 from public.knowledge_chunks), 'a passage outlives its text';
end $$;
