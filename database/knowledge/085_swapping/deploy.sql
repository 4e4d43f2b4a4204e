-- What comes back from the embedder. The passages of a text are replaced in one transaction, and only if the text is
-- still the one that was claimed.
create function atrium.swap_chunks(job_id uuid, content_hash text, model text, chunks jsonb) returns integer
language plpgsql
as $$
declare
  job atrium.embedding_jobs;
  now_is text;
  heading text;
  made integer;
begin
  select j.* into job from atrium.embedding_jobs j where j.id = swap_chunks.job_id;
  if found then
    perform atrium.lock_text(job, true);
    select j.* into job from atrium.embedding_jobs j where j.id = swap_chunks.job_id for update;
  end if;
  if job.id is null then
    raise exception using errcode = 'ATNOF', message = 'Nothing waits under this number.',
      hint = 'Somebody else has finished it, or the text is gone.';
  end if;
  select atrium.text_hash(e.title, e.content), e.title into now_is, heading from atrium.embeddable e
  where e.id = coalesce(job.document_id, job.artifact_id, job.article_id) and e.agency_id = job.agency_id;
  if now_is is distinct from swap_chunks.content_hash then
    raise exception using errcode = 'ATSTL', message = 'The text has changed since it was claimed.',
      hint = 'Claim it again.';
  end if;
  if jsonb_typeof(chunks) is distinct from 'array' or jsonb_array_length(chunks) = 0 then
    raise exception using errcode = 'ATVAL', message = 'chunks is a list of at least one passage.',
      hint = 'Each: content, start, end; heading_path, tokens, embedding and metadata as there are.';
  end if;
  delete from public.knowledge_chunks k where k.agency_id = job.agency_id
    and (k.document_id = job.document_id or k.artifact_id = job.artifact_id or k.article_id = job.article_id);
  insert into public.knowledge_chunks (agency_id, document_id, artifact_id, article_id, chunk_index, title,
    heading_path, content, start_offset, end_offset, token_count, embedding, embedding_model, metadata)
  select job.agency_id, job.document_id, job.artifact_id, job.article_id, c.place - 1, heading,
    coalesce(c.chunk ->> 'heading_path', ''), c.chunk ->> 'content', (c.chunk ->> 'start')::integer,
    (c.chunk ->> 'end')::integer, (c.chunk ->> 'tokens')::integer,
    atrium.padded((c.chunk ->> 'embedding')::extensions.vector),
    case when c.chunk ->> 'embedding' is not null then model end, coalesce(c.chunk -> 'metadata', '{}')
  from jsonb_array_elements(chunks) with ordinality as c (chunk, place);
  get diagnostics made = row_count;
  delete from atrium.embedding_jobs j where j.id = job.id;
  perform atrium.mark_text(job, 'completed');
  return made;
end
$$;
comment on function atrium.swap_chunks(uuid, text, text, jsonb) is
  'Puts the passages of a claimed text in the place of its former ones; search sees the old or the new, never both or'
  ' half. The content_hash is that of the claim. Returns how many. ATNOF, ATSTL where the text changed meanwhile,'
  ' ATVAL.';
call atrium.own_as_definer('atrium.swap_chunks(uuid, text, text, jsonb)'::regprocedure);

create function atrium.fail_embedding(job_id uuid, reason text) returns text
language plpgsql
as $$
declare
  job atrium.embedding_jobs;
begin
  select j.* into job from atrium.embedding_jobs j where j.id = fail_embedding.job_id;
  if not found then
    return null;
  end if;
  perform atrium.lock_text(job, true);
  update atrium.embedding_jobs j set error = left(reason, 2000), updated_at = clock_timestamp(),
    attempts = case when j.attempts >= 3 then 4 else j.attempts end,
    due_at = clock_timestamp() + make_interval(mins => j.attempts * j.attempts)
  where j.id = fail_embedding.job_id returning j.* into job;
  if not found then
    return null;
  end if;
  perform atrium.mark_text(job, case when job.attempts >= 4 then 'failed' else 'pending' end, left(reason, 2000));
  return case when job.attempts >= 4 then 'failed' else 'pending' end;
end
$$;
comment on function atrium.fail_embedding(uuid, text) is
  'Says that a claimed text could not be indexed: it comes again after 1 and 4 minutes, the third time it has failed'
  ' until it changes. Returns the status; null where nothing waits any more.';
call atrium.own_as_definer('atrium.fail_embedding(uuid, text)'::regprocedure);

create function atrium.queue_unindexed(model text default null) returns integer
language sql
as $$
  with missing as materialized (
    select e.kind, e.id from atrium.embeddable e
    where not exists (select from public.knowledge_chunks c
        where c.agency_id = e.agency_id and (c.document_id = e.id or c.artifact_id = e.id or c.article_id = e.id)
          and (queue_unindexed.model is null or c.embedding_model = queue_unindexed.model))
      and not exists (select from atrium.embedding_jobs j
        where j.agency_id = e.agency_id and (j.document_id = e.id or j.artifact_id = e.id or j.article_id = e.id)
          and j.attempts < 4)
  )
  select count(*)::integer from missing m, lateral atrium.queue_embedding(m.kind, m.id)
$$;
comment on function atrium.queue_unindexed(text) is
  'Lets every text wait that has no passages, or none of that model, and does not wait already; what failed gets a new'
  ' chance. Returns how many. For a change of model, and after a restore.';
call atrium.own_as_definer('atrium.queue_unindexed(text)'::regprocedure);
grant execute on function atrium.swap_chunks(uuid, text, text, jsonb), atrium.fail_embedding(uuid, text),
  atrium.queue_unindexed(text) to service_role;
-- what was there before this change
select atrium.queue_unindexed();
