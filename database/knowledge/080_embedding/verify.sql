-- What changes waits, once; what is claimed is nobody else's; and being indexed moves a text in no list.
select tests.studio();
insert into public.knowledge_documents (id, agency_id, doc_type, title, content) values
  (tests.named('doc', gen_random_uuid()), tests.id('a'), 'guide', 'Budgets', 'Who approves a budget');
do $$
declare
  moved timestamptz;
begin
  assert (select count(*) = 2 from atrium.embedding_jobs where document_id = tests.id('doc')
    or artifact_id = tests.id('shared') or artifact_id = tests.id('draft')), 'what waits';
  update public.knowledge_documents set tags = '{x}' where id = tests.id('doc');
  update public.artifacts set status = 'review' where id = tests.id('draft');
  assert (select count(*) = 1 from atrium.embedding_jobs where artifact_id = tests.id('draft')), 'a draft in review';
  update public.artifacts set updated_at = now() - interval '1 day';
  select updated_at into moved from public.knowledge_documents where id = tests.id('doc');
  assert (select count(*) = 2 from atrium.claim_embedding(2)), 'two were asked for';
  assert (select count(*) = 2 from atrium.claim_embedding(50)), 'the other two: shared, public, draft, doc';
  assert (select count(*) = 0 from atrium.claim_embedding(50)), 'claimed twice';
  assert (select embedding_status = 'in_progress' and updated_at = moved from public.knowledge_documents
    where id = tests.id('doc')), 'claiming moved it';
  update atrium.embedding_jobs set due_at = now() - interval '1 second';
  assert (select content_hash = atrium.text_hash('Budgets', 'Who approves a budget') and title = 'Budgets'
    from atrium.claim_embedding(50) where parent_id = tests.id('doc')), 'a lease does not end';
  update public.knowledge_documents set content = 'Finance approves' where id = tests.id('doc');
  assert (select attempts = 0 and due_at <= clock_timestamp() from atrium.embedding_jobs
    where document_id = tests.id('doc')), 'a new text waits for the old lease';
  delete from public.artifacts where id = tests.id('shared');
  assert not exists (select from atrium.embedding_jobs where artifact_id = tests.id('shared')), 'a job for nothing';
end $$;
