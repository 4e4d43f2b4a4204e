-- What must hold for knowledge documents: the text waits to be indexed after each change, and nothing crosses agencies.
select tests.two_agencies();
insert into public.knowledge_documents (id, agency_id, client_id, doc_type, source, source_id, title, content) values
  (tests.named('doc', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'guide', 'notion', 'n1', 'Tone', 'Be warm');
do $$
declare
  hash text;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class
    where oid = 'public.knowledge_documents'::regclass), 'not forced';
  assert not exists (select from unnest(array['agency_id', 'client_id', 'content_hash', 'embedding_status',
    'embedding_error', 'embedded_at', 'last_synced_at', 'created_by']) c
    where has_column_privilege('authenticated', 'public.knowledge_documents', c, 'update')), 'a kept column';
  select content_hash into hash from public.knowledge_documents where id = tests.id('doc');
  assert hash = encode(sha256(E'Tone\nBe warm'), 'hex'), 'the hash';
  update public.knowledge_documents set embedding_status = 'completed' where id = tests.id('doc');
  update public.knowledge_documents set tags = '{a}', category = 'creative' where id = tests.id('doc');
  assert (select embedding_status = 'completed' and content_hash = hash from public.knowledge_documents
    where id = tests.id('doc')), 'labels made it wait';
  update public.knowledge_documents set content = 'Be brief' where id = tests.id('doc');
  assert (select embedding_status = 'pending' and content_hash <> hash and content_preview = 'Be brief'
    from public.knowledge_documents where id = tests.id('doc')), 'a new text does not wait';
  assert (select not new_values ? 'content' from public.audit_logs where table_name = 'knowledge_documents'
    and action = 'insert' order by created_at desc limit 1), 'the text stands in the log';
  assert tests.refused($x$insert into public.knowledge_documents (agency_id, doc_type, source, source_id, title,
    content) values (tests.id('a'), 'guide', 'notion', 'n1', 'x', 'y')$x$, '23505'), 'one page twice';
  assert tests.works($x$insert into public.knowledge_documents (agency_id, doc_type, source, source_id, title,
    content) values (tests.id('b'), 'guide', 'notion', 'n1', 'x', 'y'), (tests.id('b'), 'faq', 'local', null, 'x',
    'y'), (tests.id('b'), 'faq', 'local', null, 'x', 'y')$x$), 'pages of others collide';
  assert tests.refused($x$insert into public.knowledge_documents (agency_id, client_id, doc_type, title, content)
    values (tests.id('a'), tests.id('b1'), 'faq', 'x', 'y')$x$, '23503'), 'a client of another agency';
  assert tests.refused($x$insert into public.knowledge_documents (agency_id, doc_type, title, content, visibility)
    values (tests.id('a'), 'faq', 'x', 'y', 'client')$x$, '23514'), 'for the people of no client';
  assert tests.refused($x$insert into public.knowledge_documents (agency_id, doc_type, title, content)
    values (tests.id('a'), 'faq', 'x', ' ')$x$, '23514'), 'a text without words';
  assert tests.refused($x$update public.knowledge_documents set client_id = tests.id('a2')$x$, 'ATIMM'), 'it moved';
  -- far beyond what one tsvector holds; the document itself is stored all the same
  update public.knowledge_documents set content = (select string_agg(md5(n::text), ' ') from generate_series(1, 40000)
    n) where id = tests.id('doc');
  delete from public.clients where id = tests.id('a1');
  assert not exists (select from public.knowledge_documents where id = tests.id('doc')), 'it outlives its client';
end $$;
