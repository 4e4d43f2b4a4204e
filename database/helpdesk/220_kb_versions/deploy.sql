-- The history of articles, as that of artifacts: every text an article has left, append only; and the way from draft to
-- published and out again, which goes through functions that lock the article first.
create table public.kb_article_versions (
  id             uuid primary key default gen_random_uuid(),
  agency_id      uuid not null references public.agencies on delete cascade,
  article_id     uuid not null,
  version_number integer not null,
  title          text not null,
  summary        text,
  content        text not null,
  status         public.article_status not null,
  changed_by     uuid,
  changed_at     timestamptz not null,
  change_summary text,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint kb_article_versions_number unique (agency_id, article_id, version_number),
  constraint kb_article_versions_article foreign key (agency_id, article_id)
    references public.kb_articles (agency_id, id) on delete cascade
);
comment on table public.kb_article_versions is
  'Scope: agency; staff. Every text an article has left. Append only, written by a trigger.';
comment on column public.kb_article_versions.id is 'Identifier.';
comment on column public.kb_article_versions.agency_id is 'The agency of the article.';
comment on column public.kb_article_versions.article_id is 'The article.';
comment on column public.kb_article_versions.version_number is 'Its number, from 1; the present text has the next.';
comment on column public.kb_article_versions.title is 'Title then.';
comment on column public.kb_article_versions.summary is 'Summary then.';
comment on column public.kb_article_versions.content is 'Text then.';
comment on column public.kb_article_versions.status is 'Where the article stood when it left this text.';
comment on column public.kb_article_versions.changed_by is
  'Author of this text, not of the next. Not a reference: it outlives the account.';
comment on column public.kb_article_versions.changed_at is 'When this text was written; UTC.';
comment on column public.kb_article_versions.change_summary is 'What this text changed, in its author''s words.';
comment on column public.kb_article_versions.created_at is 'When the article left this text; UTC.';
comment on column public.kb_article_versions.updated_at is 'As created_at: a version never changes.';

create function atrium.keep_article_version() returns trigger
language plpgsql
as $$
begin
  if new.version <> old.version then
    raise exception using errcode = 'ATSTL', message = format('You changed version %s; the article is at version %s.',
      new.version, old.version), hint = 'Load it again, bring your change into it, and save with its version.';
  end if;
  if (new.title, new.summary, new.content) is not distinct from (old.title, old.summary, old.content) then
    new.change_summary := old.change_summary;
    return new;
  end if;
  insert into public.kb_article_versions (agency_id, article_id, version_number, title, summary, content, status,
    changed_by, changed_at, change_summary)
  values (old.agency_id, old.id, old.version, old.title, old.summary, old.content, old.status, old.content_by,
    old.content_at, old.change_summary);
  new.version := old.version + 1;
  new.content_by := atrium.current_user_id();
  new.content_at := clock_timestamp();
  new.embedding_status := 'pending';
  if new.change_summary is not distinct from old.change_summary then
    new.change_summary := null;
  end if;
  return new;
end
$$;
comment on function atrium.keep_article_version() is
  'Trigger before update: a change of title, summary or text puts the old one into kb_article_versions and counts on.'
  ' ATSTL where the writer names a version that is past.';
call atrium.own_as_definer('atrium.keep_article_version()'::regprocedure);
create trigger kb_articles_version before update on public.kb_articles
  for each row execute function atrium.keep_article_version();
create trigger kb_article_versions_fixed before update on public.kb_article_versions
  for each row execute function atrium.refuse_change();
create trigger kb_article_versions_audit after insert or delete on public.kb_article_versions
  for each row execute function atrium.audit('content');

call atrium.allow('kb_article_versions', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
alter table public.kb_article_versions enable row level security;
alter table public.kb_article_versions force row level security;
create policy kb_article_versions_select on public.kb_article_versions for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_article_versions:select')));
grant select on public.kb_article_versions to authenticated;

create function public.save_article(article_id uuid, version integer, title text default null,
  content text default null, summary text default null, change_summary text default null)
returns public.kb_articles
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  saved public.kb_articles;
begin
  update public.kb_articles a
  set title = coalesce(save_article.title, a.title), content = coalesce(save_article.content, a.content),
    summary = coalesce(save_article.summary, a.summary), change_summary = save_article.change_summary,
    version = coalesce(save_article.version, a.version)
  where a.id = save_article.article_id
  returning * into saved;
  if saved.id is null then
    raise exception using errcode = case when exists (select from public.kb_articles a
        where a.id = save_article.article_id) then 'ATNOM' else 'ATNOF' end,
      message = 'This article does not exist, is archived, or is not yours to change.',
      hint = 'Ask its author, or take it out of the archive.';
  end if;
  return saved;
end
$$;
comment on function public.save_article(uuid, integer, text, text, text, text) is
  'What the editor saves by: refused where version is not the present one (ATSTL). Nulls stay as they are.'
  ' ATNOF, ATNOM.';

create function public.restore_article_version(article_id uuid, version_number integer) returns public.kb_articles
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  past public.kb_article_versions;
  restored public.kb_articles;
begin
  select * into past from public.kb_article_versions v
  where v.article_id = restore_article_version.article_id
    and v.version_number = restore_article_version.version_number;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'There is no such version, or it is not yours to see.',
      hint = 'Choose a version from the article''s history.';
  end if;
  update public.kb_articles a
  set title = past.title, summary = past.summary, content = past.content,
    change_summary = format('Restored version %s.', past.version_number)
  where a.id = past.article_id returning * into restored;
  if not found then
    raise exception using errcode = 'ATNOM', message = 'This article is archived, or not yours to change.',
      hint = 'Ask its author, or take it out of the archive.';
  end if;
  return restored;
end
$$;
comment on function public.restore_article_version(uuid, integer) is
  'Makes an old text the present one, as a new version; nothing of the history goes. ATNOF, ATNOM.';

-- Every step is this one: who, from where, to where.
create function atrium.move_article(article_id uuid, origins text[], becomes text, by_author boolean,
  note text default null, version integer default null) returns public.kb_articles
language plpgsql
as $$
declare
  piece public.kb_articles;
begin
  select * into piece from public.kb_articles a
  where a.id = move_article.article_id and a.agency_id = atrium.current_agency_id()
    and atrium.may('kb_articles:select') and not atrium.is_contact()
  for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This article does not exist or is not yours to see.',
      hint = 'Choose an article from your list.';
  elsif not (atrium.may('kb_articles:publish') or coalesce(by_author and atrium.may('kb_articles:update')
      and piece.author_id = atrium.current_user_id() and piece.status <> 'published', false)) then
    raise exception using errcode = 'ATNOM', message = 'This step is not yours to take.',
      hint = 'Ask somebody who may publish; authors submit, take back and archive their own drafts.';
  elsif piece.status <> all (origins) then
    raise exception using errcode = 'ATSTA', message = format('The article is %s and can''t become %s.', piece.status,
      becomes), hint = format('It has to be %s for that.', array_to_string(origins, ' or '));
  elsif piece.version <> move_article.version then
    raise exception using errcode = 'ATSTL', message = format('You read version %s; the article is at version %s.',
      move_article.version, piece.version), hint = 'Read it again before you publish it.';
  elsif becomes = 'published' and btrim(piece.content) = '' then
    raise exception using errcode = 'ATSTA', message = 'An article without a text can''t be published.',
      hint = 'Write it first.';
  end if;
  update public.kb_articles a
  set status = becomes, review_note = coalesce(nullif(btrim(note), ''), case when becomes <> 'published' then
      a.review_note end),
    published_at = case when becomes = 'published' then clock_timestamp() when becomes = 'archived' then
      a.published_at end
  where a.id = piece.id returning * into piece;
  return piece;
end
$$;
comment on function atrium.move_article(uuid, text[], text, boolean, text, integer) is
  'What the functions do that move an article. ATNOF, ATNOM, ATSTA, ATSTL.';
call atrium.own_as_definer('atrium.move_article(uuid, text[], text, boolean, text, integer)'::regprocedure);

create function public.submit_article(article_id uuid, note text default null) returns public.kb_articles
language sql as $$ select * from atrium.move_article(article_id, '{draft}', 'in_review', true, note) $$;
create function public.return_article(article_id uuid, note text default null) returns public.kb_articles
language sql as $$ select * from atrium.move_article(article_id, '{in_review}', 'draft', true, note) $$;
create function public.publish_article(article_id uuid, version integer default null) returns public.kb_articles
language sql as $$
  select * from atrium.move_article(article_id, '{draft,in_review}', 'published', false, null, version)
$$;
create function public.unpublish_article(article_id uuid, note text default null) returns public.kb_articles
language sql as $$ select * from atrium.move_article(article_id, '{published}', 'draft', false, note) $$;
create function public.archive_article(article_id uuid) returns public.kb_articles
language sql as $$ select * from atrium.move_article(article_id, '{draft,in_review,published}', 'archived', true) $$;
create function public.restore_article(article_id uuid) returns public.kb_articles
language sql as $$ select * from atrium.move_article(article_id, '{archived}', 'draft', true) $$;
comment on function public.submit_article(uuid, text) is 'Draft to in_review, by its author or whoever may publish.'
  ' ATNOF, ATNOM, ATSTA.';
comment on function public.return_article(uuid, text) is 'In_review to draft: taken back by its author, or returned'
  ' with what is to be changed. ATNOF, ATNOM, ATSTA.';
comment on function public.publish_article(uuid, integer) is 'Draft or in_review to published, by whoever may publish;'
  ' where a version is named, only that one. ATNOF, ATNOM, ATSTA, ATSTL.';
comment on function public.unpublish_article(uuid, text) is 'Published to draft, by whoever may publish. ATNOF, ATNOM,'
  ' ATSTA.';
comment on function public.archive_article(uuid) is 'Anything to archived: by whoever may publish, or by its author'
  ' while it is not published. ATNOF, ATNOM, ATSTA.';
comment on function public.restore_article(uuid) is 'Archived to draft. ATNOF, ATNOM, ATSTA.';

create function public.assign_article(article_id uuid, author_id uuid) returns public.kb_articles
language plpgsql
as $$
declare
  piece public.kb_articles;
begin
  perform atrium.demand('kb_articles:publish');
  update public.kb_articles a set author_id = assign_article.author_id
  where a.id = assign_article.article_id and a.agency_id = atrium.current_agency_id() returning * into piece;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This article does not exist or is not yours to see.',
      hint = 'Choose an article from your list.';
  end if;
  return piece;
end
$$;
comment on function public.assign_article(uuid, uuid) is
  'Makes somebody of the staff the one who answers for an article; by whoever may publish. ATNOF, ATNOM, ATVAL.';
call atrium.own_as_definer('public.assign_article(uuid, uuid)'::regprocedure);
grant execute on function atrium.move_article(uuid, text[], text, boolean, text, integer) to authenticated;
grant execute on function public.save_article(uuid, integer, text, text, text, text),
  public.restore_article_version(uuid, integer), public.submit_article(uuid, text), public.return_article(uuid, text),
  public.publish_article(uuid, integer), public.unpublish_article(uuid, text), public.archive_article(uuid),
  public.restore_article(uuid), public.assign_article(uuid, uuid) to authenticated;
