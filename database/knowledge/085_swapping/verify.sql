-- All passages or none; only of the text that was claimed; three failures are enough.
select tests.two_agencies();
insert into public.knowledge_documents (id, agency_id, doc_type, title, content) values
  (tests.named('doc', gen_random_uuid()), tests.id('a'), 'guide', 'Budgets', 'Who approves a budget');
do $$
declare
  job uuid;
  hash text;
  chunks text := '[{"content": "Who approves", "start": 0, "end": 12, "embedding": [1, 2], "heading_path": "A > B"},
    {"content": "a budget", "start": 13, "end": 21, "tokens": 2}]';
begin
  select c.job_id, c.content_hash into job, hash from atrium.claim_embedding(50) c where c.parent_id = tests.id('doc');
  assert atrium.swap_chunks(job, hash, 'm', chunks::jsonb) = 2, 'swapped';
  assert (select array_agg(content order by chunk_index) = array['Who approves', 'a budget']
      and count(embedding_model) = 1 and min(title) = 'Budgets' and max(heading_path) = 'A > B'
    from public.knowledge_chunks where document_id = tests.id('doc')), 'passages';
  assert (select embedding_status = 'completed' and embedded_at is not null from public.knowledge_documents
    where id = tests.id('doc')), 'the status';
  assert tests.refused(format('select atrium.swap_chunks(%L, %L, %L, %L)', job, hash, 'm', chunks), 'ATNOF'), 'twice';
  update public.knowledge_documents set content = 'Finance approves' where id = tests.id('doc');
  select c.job_id into job from atrium.claim_embedding(50) c where c.parent_id = tests.id('doc');
  assert tests.refused(format('select atrium.swap_chunks(%L, %L, %L, %L)', job, hash, 'm', chunks), 'ATSTL'), 'stale';
  select content_hash into hash from public.knowledge_documents where id = tests.id('doc');
  assert tests.refused(format('select atrium.swap_chunks(%L, %L, %L, ''[]'')', job, hash, 'm'), 'ATVAL'), 'nothing';
  assert (select count(*) = 2 from public.knowledge_chunks where document_id = tests.id('doc')), 'a refusal took some';
  for attempt in 1 .. 3 loop
    assert atrium.fail_embedding(job, 'no answer') = case attempt when 3 then 'failed' else 'pending' end, 'failing';
    update atrium.embedding_jobs set due_at = now() - interval '1 second' where id = job;
    perform atrium.claim_embedding(50);
  end loop;
  assert (select embedding_status = 'failed' and embedding_error = 'no answer' from public.knowledge_documents
    where id = tests.id('doc')), 'not failed';
  assert atrium.queue_unindexed() = 0 and atrium.queue_unindexed('other') = 1, 'another model';
  select c.job_id into job from atrium.claim_embedding(50) c where c.parent_id = tests.id('doc');
  assert atrium.swap_chunks(job, hash, 'other', '[{"content": "x", "start": 0, "end": 1, "embedding": [1]}]') = 1,
    'new';
  assert (select count(*) = 1 and min(embedding_model) = 'other' from public.knowledge_chunks
    where document_id = tests.id('doc')), 'old passages stay';
  assert (select embedding_status = 'completed' and embedding_error is null from public.knowledge_documents
    where id = tests.id('doc')), 'the error stays';
end $$;
