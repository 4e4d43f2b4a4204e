-- Articles of the help centre. Staff read all of them; contact users what is published and not internal; everybody else
-- nothing but through the functions of the public help centre. An address that was ever in use leads on to the article
-- that had it.
create domain public.article_status as text
  constraint article_status_known check (value in ('draft', 'in_review', 'published', 'archived'));
comment on domain public.article_status is 'Where an article stands; changed by its functions.';

create table public.kb_articles (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  category_id      uuid,
  title            text not null,
  slug             text not null,
  locale           text not null default 'en',
  summary          text,
  content          text not null default '',
  status           public.article_status not null default 'draft',
  visibility       public.article_visibility not null default 'public',
  tags             text[] not null default '{}',
  author_id        uuid default atrium.current_user_id(),
  translation_of   uuid,
  version          integer not null default 1,
  change_summary   text,
  content_by       uuid default atrium.current_user_id(),
  content_at       timestamptz not null default now(),
  review_note      text,
  published_at     timestamptz,
  embedding_status public.embedding_status not null default 'pending',
  embedded_at      timestamptz,
  metadata         jsonb not null default '{}',
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint kb_articles_agency_id unique (agency_id, id),
  constraint kb_articles_address unique (agency_id, locale, slug),
  constraint kb_articles_translation unique (agency_id, translation_of, locale),
  constraint kb_articles_category foreign key (agency_id, category_id) references public.kb_categories (agency_id, id)
    on delete set null (category_id),
  constraint kb_articles_author foreign key (agency_id, author_id) references public.memberships (agency_id, user_id)
    on delete set null (author_id),
  constraint kb_articles_original foreign key (agency_id, translation_of)
    references public.kb_articles (agency_id, id) on delete set null (translation_of),
  constraint kb_articles_title check (length(btrim(title)) between 1 and 300),
  constraint kb_articles_slug check (slug ~ '^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$'),
  constraint kb_articles_locale check (locale ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  constraint kb_articles_words check (length(summary) <= 500 and length(change_summary) <= 500
    and length(review_note) <= 2000),
  constraint kb_articles_content check (length(content) <= 200000),
  constraint kb_articles_tags check (cardinality(tags) <= 20),
  constraint kb_articles_version check (version >= 1),
  constraint kb_articles_published check (case status when 'published' then published_at is not null
    when 'archived' then true else published_at is null end),
  constraint kb_articles_metadata check (jsonb_typeof(metadata) = 'object' and length(metadata::text) <= 10000)
);
comment on table public.kb_articles is
  'Scope: agency; contact users see what is published and not internal. Articles of the help centre.';
comment on column public.kb_articles.id is 'Identifier.';
comment on column public.kb_articles.agency_id is 'The agency; never changes.';
comment on column public.kb_articles.category_id is 'Where it stands; null for none.';
comment on column public.kb_articles.title is 'Title, 1 to 300 characters.';
comment on column public.kb_articles.slug is
  'Part of its address, unique within agency and language; made of the title where absent. An old one leads on.';
comment on column public.kb_articles.locale is 'Language, as en or pt-BR.';
comment on column public.kb_articles.summary is 'What it answers, up to 500 characters; shown in lists.';
comment on column public.kb_articles.content is 'The text as Markdown, up to 200,000 characters.';
comment on column public.kb_articles.status is 'draft, in_review, published or archived; changed by functions only.';
comment on column public.kb_articles.visibility is
  'Who may read it once it is published; no more open than its category.';
comment on column public.kb_articles.tags is 'At most 20 labels, in lower case.';
comment on column public.kb_articles.author_id is 'Who answers for it; staff. Null once they have left.';
comment on column public.kb_articles.translation_of is 'The article it translates; of each language one.';
comment on column public.kb_articles.version is
  'Number of the present text, from 1. A write that names another number is refused: ATSTL.';
comment on column public.kb_articles.change_summary is 'What the present text changed, in the words of its author.';
comment on column public.kb_articles.content_by is 'Author of the present text. Not a reference, like created_by.';
comment on column public.kb_articles.content_at is 'When the present text was written; UTC.';
comment on column public.kb_articles.review_note is 'What was said when it was last submitted or returned.';
comment on column public.kb_articles.published_at is 'Since when it is published; UTC. Null for a draft.';
comment on column public.kb_articles.embedding_status is
  'Whether the present text is in the vector index; a change makes it pending.';
comment on column public.kb_articles.embedded_at is 'When it was last put there; UTC.';
comment on column public.kb_articles.metadata is 'Object: what other tools want to keep with it.';
comment on column public.kb_articles.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.kb_articles.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.kb_articles.created_at is 'When it was made; UTC.';
comment on column public.kb_articles.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index kb_articles_newest on public.kb_articles (agency_id, updated_at desc);
create index kb_articles_by_status on public.kb_articles (agency_id, status, updated_at desc);
create index kb_articles_of_category on public.kb_articles (agency_id, category_id, title);
create index kb_articles_by_author on public.kb_articles (agency_id, author_id) where author_id is not null;
create index kb_articles_to_embed on public.kb_articles (updated_at) where embedding_status = 'pending';

create table public.kb_redirects (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null references public.agencies on delete cascade,
  locale     text not null,
  slug       text not null,
  article_id uuid not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint kb_redirects_address unique (agency_id, locale, slug),
  constraint kb_redirects_article foreign key (agency_id, article_id)
    references public.kb_articles (agency_id, id) on delete cascade
);
comment on table public.kb_redirects is
  'Scope: agency; staff. Addresses that articles had before: they lead on. Written by a trigger.';
comment on column public.kb_redirects.id is 'Identifier.';
comment on column public.kb_redirects.agency_id is 'The agency of the article.';
comment on column public.kb_redirects.locale is 'Language of the address.';
comment on column public.kb_redirects.slug is 'The old part of the address.';
comment on column public.kb_redirects.article_id is 'The article it leads to, whatever its address is now.';
comment on column public.kb_redirects.created_by is 'Who gave the article another address. Not a reference.';
comment on column public.kb_redirects.created_at is 'When; UTC.';
comment on column public.kb_redirects.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index kb_redirects_of_article on public.kb_redirects (agency_id, article_id);

create function atrium.place_article() returns trigger
language plpgsql
as $$
declare
  ceiling text;
  original public.kb_articles;
  stem text;
  tried integer := 1;
begin
  new.tags := array(select distinct lower(btrim(t)) from unnest(new.tags) t where btrim(t) <> '' order by 1);
  if new.category_id is not null then
    -- waits for whoever is closing the category, and holds off who wants to
    select c.visibility into ceiling from public.kb_categories c
    where c.agency_id = new.agency_id and c.id = new.category_id for share;
    if found and atrium.openness(new.visibility) > atrium.openness(ceiling) then
      raise exception using errcode = 'ATVAL', message = format('The category is %s, the article can''t be %s.',
        ceiling, new.visibility), hint = 'Choose another category, or make the article as closed.';
    end if;
  end if;
  if new.translation_of is not null then
    select * into original from public.kb_articles a where a.agency_id = new.agency_id and a.id = new.translation_of;
    if original.translation_of is not null or original.locale = new.locale or original.id = new.id then
      raise exception using errcode = 'ATVAL', message = 'A translation is of an original in another language.',
        hint = 'Name the article that was written first, and the language of this one.';
    end if;
  end if;
  if tg_op = 'UPDATE' and (new.slug, new.locale) is not distinct from (old.slug, old.locale) then
    return new;
  end if;
  -- addresses of an agency are given one after the other: of two who want the same, the second finds it taken
  perform pg_advisory_xact_lock(hashtextextended('kb:' || new.agency_id, 0));
  if new.slug is null then
    stem := atrium.slug_of(new.title, 'article');
    new.slug := stem;
    while exists (select from public.kb_articles a
          where a.agency_id = new.agency_id and a.locale = new.locale and a.slug = new.slug)
        or exists (select from public.kb_redirects r
          where r.agency_id = new.agency_id and r.locale = new.locale and r.slug = new.slug) loop
      tried := tried + 1;
      new.slug := left(stem, 70) || '-' || tried;
    end loop;
  end if;
  if exists (select from public.kb_redirects r where r.agency_id = new.agency_id and r.locale = new.locale
      and r.slug = new.slug and r.article_id <> new.id) then
    raise exception using errcode = 'ATVAL', message = 'This address still leads to another article.',
      hint = 'Choose another one, or delete the redirect.';
  end if;
  return new;
end
$$;
comment on function atrium.place_article() is
  'Trigger before insert or update: tidies tags, makes a free slug; no more open than its category, a translation of an'
  ' original. ATVAL.';
call atrium.own_as_definer('atrium.place_article()'::regprocedure);

create function atrium.keep_address() returns trigger
language plpgsql
as $$
begin
  insert into public.kb_redirects (agency_id, locale, slug, article_id, created_by)
  values (old.agency_id, old.locale, old.slug, old.id, atrium.current_user_id());
  delete from public.kb_redirects r where r.agency_id = new.agency_id and r.locale = new.locale and r.slug = new.slug;
  return null;
end
$$;
comment on function atrium.keep_address() is 'Trigger after an address changed: the old one leads to the article.';
call atrium.own_as_definer('atrium.keep_address()'::regprocedure);

create function atrium.keep_shelf() returns trigger
language plpgsql
as $$
begin
  if exists (select from public.kb_articles a where a.agency_id = new.agency_id and a.category_id = new.id
      and atrium.openness(a.visibility) > atrium.openness(new.visibility)) then
    raise exception using errcode = 'ATSTA', message = 'There are articles in it that are more open.',
      hint = 'Move or close those first.';
  end if;
  return null;
end
$$;
comment on function atrium.keep_shelf() is
  'Trigger after a category''s visibility changed: ATSTA where an article in it is more open.';
call atrium.own_as_definer('atrium.keep_shelf()'::regprocedure);
create trigger kb_categories_keep after update of visibility on public.kb_categories
  for each row execute function atrium.keep_shelf();

create trigger kb_articles_place before insert or update on public.kb_articles
  for each row execute function atrium.place_article();
create trigger kb_articles_readdress after update on public.kb_articles for each row
  when ((old.slug, old.locale) is distinct from (new.slug, new.locale)) execute function atrium.keep_address();
create trigger kb_articles_by_function before update on public.kb_articles
  for each row execute function atrium.by_function('status', 'author_id', 'published_at');
create trigger kb_articles_staff after insert or update on public.kb_articles
  for each row execute function atrium.same_agency_member('staff', 'author_id');
create trigger kb_articles_touch before insert or update on public.kb_articles
  for each row execute function atrium.touch();
create trigger kb_articles_immutable before update on public.kb_articles
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
-- the text is kept by the versions, not twice
create trigger kb_articles_audit after insert or update or delete on public.kb_articles
  for each row execute function atrium.audit('content');
create trigger kb_redirects_touch before insert or update on public.kb_redirects
  for each row execute function atrium.touch();
create trigger kb_redirects_immutable before update on public.kb_redirects
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger kb_redirects_audit after insert or update or delete on public.kb_redirects
  for each row execute function atrium.audit();

call atrium.allow('kb_articles', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('kb_articles', 'select', 'home', 'customer');
call atrium.allow('kb_articles', 'insert', 'own', 'owner', 'admin', 'leadership', 'pm', 'account', 'creative', 'agent');
call atrium.allow('kb_articles', 'update', 'own', 'pm', 'account', 'creative');
call atrium.allow('kb_articles', 'update', 'all', 'owner', 'admin', 'leadership', 'agent');
call atrium.allow('kb_articles', 'update_any', 'all', 'owner', 'admin', 'leadership', 'agent');
call atrium.allow('kb_articles', 'publish', 'all', 'owner', 'admin', 'leadership', 'agent');
call atrium.allow('kb_articles', 'delete', 'all', 'owner', 'admin');
call atrium.allow('kb_redirects', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('kb_redirects', 'delete', 'all', 'owner', 'admin', 'leadership', 'agent');

alter table public.kb_articles enable row level security;
alter table public.kb_articles force row level security;
alter table public.kb_redirects enable row level security;
alter table public.kb_redirects force row level security;
create policy kb_articles_select on public.kb_articles for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_articles:select'))
    and (not (select atrium.is_contact()) or (status = 'published' and visibility <> 'internal')));
create policy kb_articles_insert on public.kb_articles for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_articles:insert'))
    and author_id is not distinct from (select atrium.current_user_id()));
create policy kb_articles_update on public.kb_articles for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_articles:update'))
    and status <> 'archived' and ((select atrium.may('kb_articles:update_any'))
      or (author_id = (select atrium.current_user_id()) and status <> 'published')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_articles:update')));
create policy kb_articles_delete on public.kb_articles for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_articles:delete'))
    and status in ('draft', 'archived'));
create policy kb_redirects_select on public.kb_redirects for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_redirects:select')));
create policy kb_redirects_delete on public.kb_redirects for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_redirects:delete')));
grant select, delete on public.kb_articles, public.kb_redirects to authenticated;
grant insert (category_id, title, slug, locale, summary, content, visibility, tags, translation_of, change_summary,
  metadata), update (category_id, title, slug, locale, summary, content, visibility, tags, translation_of,
  change_summary, version, metadata) on public.kb_articles to authenticated;
