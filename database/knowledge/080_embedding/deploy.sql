-- What waits to be cut and embedded. A text that changed makes a job with the change; the server claims a few under a
-- lease, cuts and embeds them outside the database, and swaps their passages in one transaction: search never sees half
-- a text. A claim that is never answered comes back by itself.
create table atrium.embedding_jobs (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null references public.agencies on delete cascade,
  document_id uuid,
  artifact_id uuid,
  article_id  uuid,
  due_at      timestamptz not null default now(),
  attempts    integer not null default 0,
  error       text,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint embedding_jobs_document foreign key (agency_id, document_id)
    references public.knowledge_documents (agency_id, id) on delete cascade,
  constraint embedding_jobs_artifact foreign key (agency_id, artifact_id)
    references public.artifacts (agency_id, id) on delete cascade,
  constraint embedding_jobs_article foreign key (agency_id, article_id)
    references public.kb_articles (agency_id, id) on delete cascade,
  constraint embedding_jobs_parent unique nulls not distinct (agency_id, document_id, artifact_id, article_id),
  constraint embedding_jobs_one_parent check (num_nonnulls(document_id, artifact_id, article_id) = 1)
);
comment on table atrium.embedding_jobs is 'Texts that wait to be cut into passages, one job a text. Scope: the server.';
comment on column atrium.embedding_jobs.id is 'Identifier.';
comment on column atrium.embedding_jobs.agency_id is 'The agency of the text.';
comment on column atrium.embedding_jobs.document_id is 'The knowledge document; else null.';
comment on column atrium.embedding_jobs.artifact_id is 'The artifact; else null.';
comment on column atrium.embedding_jobs.article_id is 'The article; else null.';
comment on column atrium.embedding_jobs.due_at is 'From when it may be claimed; UTC. A claim puts it ten minutes off.';
comment on column atrium.embedding_jobs.attempts is 'How often the present text was claimed; four at most.';
comment on column atrium.embedding_jobs.error is 'What went wrong the last time.';
comment on column atrium.embedding_jobs.created_at is 'Since when it waits; UTC.';
comment on column atrium.embedding_jobs.updated_at is 'When it was last changed; UTC.';
create index embedding_jobs_due on atrium.embedding_jobs (due_at) where attempts < 4;
create index embedding_jobs_by_document on atrium.embedding_jobs (agency_id, document_id) where document_id is not null;
create index embedding_jobs_by_artifact on atrium.embedding_jobs (agency_id, artifact_id) where artifact_id is not null;
create index embedding_jobs_by_article on atrium.embedding_jobs (agency_id, article_id) where article_id is not null;

-- the texts that belong into the index, of the three kinds
create view atrium.embeddable with (security_invoker = true) as
  select d.agency_id, 'document' as kind, d.id, d.title, d.content from public.knowledge_documents d
  union all
  select a.agency_id, 'artifact', a.id, a.title, a.content from public.artifacts a
  where a.status in ('review', 'approved', 'published') and btrim(a.content) <> ''
  union all
  select k.agency_id, 'article', k.id, k.title, k.content from public.kb_articles k
  where k.status = 'published' and btrim(k.content) <> '';
comment on view atrium.embeddable is
  'Texts that belong into the index: documents, artifacts from review on, published articles.';

create function atrium.queue_embedding(kind text, parent_id uuid) returns void
language sql
as $$
  insert into atrium.embedding_jobs as j (agency_id, document_id, artifact_id, article_id)
  select e.agency_id, case e.kind when 'document' then e.id end, case e.kind when 'artifact' then e.id end,
    case e.kind when 'article' then e.id end
  from atrium.embeddable e where e.id = queue_embedding.parent_id and e.kind = queue_embedding.kind
  on conflict on constraint embedding_jobs_parent
    do update set due_at = clock_timestamp(), attempts = 0, error = null, updated_at = clock_timestamp()
$$;
comment on function atrium.queue_embedding(text, uuid) is
  'Lets a text wait to be indexed; nothing where it doesn''t belong into the index.';
call atrium.own_as_definer('atrium.queue_embedding(text, uuid)'::regprocedure);

create function atrium.text_changed() returns trigger
language plpgsql
as $$
begin
  perform atrium.queue_embedding(tg_argv[0], new.id);
  return null;
end
$$;
comment on function atrium.text_changed() is 'Trigger after a text or its state changed: it waits to be indexed.';
call atrium.own_as_definer('atrium.text_changed()'::regprocedure);
create trigger knowledge_documents_queue after insert on public.knowledge_documents
  for each row execute function atrium.text_changed('document');
create trigger knowledge_documents_requeue after update on public.knowledge_documents for each row
  when (old.content_hash <> new.content_hash) execute function atrium.text_changed('document');
create trigger artifacts_queue after insert on public.artifacts for each row
  when (new.status in ('review', 'approved', 'published')) execute function atrium.text_changed('artifact');
create trigger artifacts_requeue after update on public.artifacts for each row
  when (new.status in ('review', 'approved', 'published') and (old.title, old.content, old.status in ('review',
    'approved', 'published')) is distinct from (new.title, new.content, true))
  execute function atrium.text_changed('artifact');
create trigger kb_articles_queue after insert on public.kb_articles for each row
  when (new.status = 'published') execute function atrium.text_changed('article');
create trigger kb_articles_requeue after update on public.kb_articles for each row
  when (new.status = 'published' and (old.title, old.content, old.status = 'published') is distinct from
    (new.title, new.content, true)) execute function atrium.text_changed('article');

create function atrium.unmoved() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.updated_at := old.updated_at;
  new.updated_by := old.updated_by;
  return new;
end
$$;
comment on function atrium.unmoved() is
  'Trigger before update, after touch: being indexed is no change of a text, and moves it in no list.';
create trigger knowledge_documents_unmoved before update on public.knowledge_documents for each row
  when (old.embedding_status is distinct from new.embedding_status and (old.title, old.content)
    = (new.title, new.content)) execute function atrium.unmoved();
create trigger artifacts_unmoved before update on public.artifacts for each row
  when (old.embedding_status is distinct from new.embedding_status and (old.title, old.content, old.status)
    is not distinct from (new.title, new.content, new.status)) execute function atrium.unmoved();
create trigger kb_articles_unmoved before update on public.kb_articles for each row
  when (old.embedding_status is distinct from new.embedding_status and (old.title, old.content, old.status)
    is not distinct from (new.title, new.content, new.status)) execute function atrium.unmoved();

-- Texts are locked before their jobs, here as by whoever writes them: nobody waits in a circle.
create function atrium.mark_text(job atrium.embedding_jobs, progress text, reason text default null) returns void
language plpgsql
as $$
declare
  at timestamptz := case progress when 'completed' then clock_timestamp() end;
begin
  update public.knowledge_documents d set embedding_status = progress, embedding_error = reason,
    embedded_at = coalesce(at, d.embedded_at) where d.id = job.document_id;
  update public.artifacts a set embedding_status = progress, embedded_at = coalesce(at, a.embedded_at)
  where a.id = job.artifact_id;
  update public.kb_articles k set embedding_status = progress, embedded_at = coalesce(at, k.embedded_at)
  where k.id = job.article_id;
end
$$;
comment on function atrium.mark_text(atrium.embedding_jobs, text, text) is 'Notes at a text how far its indexing is.';
call atrium.own_as_definer('atrium.mark_text(atrium.embedding_jobs, text, text)'::regprocedure);

create function atrium.lock_text(job atrium.embedding_jobs, wait boolean) returns boolean
language plpgsql
as $$
begin
  if wait then
    perform from public.knowledge_documents d where d.id = job.document_id for no key update;
    perform from public.artifacts a where a.id = job.artifact_id for no key update;
    perform from public.kb_articles k where k.id = job.article_id for no key update;
    return true;
  end if;
  perform from public.knowledge_documents d where d.id = job.document_id for no key update skip locked;
  if found then return true; end if;
  perform from public.artifacts a where a.id = job.artifact_id for no key update skip locked;
  if found then return true; end if;
  perform from public.kb_articles k where k.id = job.article_id for no key update skip locked;
  return found;
end
$$;
comment on function atrium.lock_text(atrium.embedding_jobs, boolean) is
  'Locks the text of a job; false where somebody else holds it and there is no waiting.';
call atrium.own_as_definer('atrium.lock_text(atrium.embedding_jobs, boolean)'::regprocedure);

create function atrium.text_hash(title text, content text) returns text
language sql stable
as $$ select encode(sha256(convert_to(title || E'\n' || content, 'UTF8')), 'hex') $$;
comment on function atrium.text_hash(text, text) is 'SHA-256 of title and text as hex: which state of it was read.';
call atrium.own_as_definer('atrium.text_hash(text, text)'::regprocedure);

create function atrium.claim_embedding(max_texts integer default 10)
returns table (job_id uuid, kind text, parent_id uuid, agency_id uuid, title text, content text, content_hash text)
language plpgsql
as $$
declare
  job atrium.embedding_jobs;
  claimed integer := 0;
begin
  for job in
    select j.* from atrium.embedding_jobs j where j.attempts < 4 and j.due_at <= clock_timestamp()
    order by j.due_at limit least(greatest(max_texts, 1), 100) * 4
  loop
    exit when claimed >= least(greatest(max_texts, 1), 100);
    continue when not atrium.lock_text(job, false);
    select j.* into job from atrium.embedding_jobs j
    where j.id = job.id and j.attempts < 4 and j.due_at <= clock_timestamp() for update skip locked;
    continue when not found;
    select e.kind, e.id, e.agency_id, e.title, e.content, atrium.text_hash(e.title, e.content)
    into kind, parent_id, agency_id, title, content, content_hash
    from atrium.embeddable e
    where e.id = coalesce(job.document_id, job.artifact_id, job.article_id) and e.agency_id = job.agency_id;
    if not found then
      delete from atrium.embedding_jobs j where j.id = job.id;
      continue;
    end if;
    update atrium.embedding_jobs j set attempts = j.attempts + 1, updated_at = clock_timestamp(),
      due_at = clock_timestamp() + interval '10 minutes' where j.id = job.id;
    perform atrium.mark_text(job, 'in_progress');
    job_id := job.id;
    claimed := claimed + 1;
    return next;
  end loop;
end
$$;
comment on function atrium.claim_embedding(integer) is
  'Takes texts that wait, oldest first, each for ten minutes; several servers at once get different ones.';
call atrium.own_as_definer('atrium.claim_embedding(integer)'::regprocedure);
grant execute on function atrium.claim_embedding(integer) to service_role;
