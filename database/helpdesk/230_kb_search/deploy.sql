-- Full text over the help centre. Matching words is not leakproof, so it never runs under a policy: the words stand in
-- a table that nobody reads, and the one function that does is told by its two callers, the search of those signed in
-- and the search of the public help centre, what the asker may see.
create function atrium.text_language(locale text) returns regconfig
language sql immutable parallel safe
as $$
  select case left(locale, 2) when 'en' then 'english' when 'de' then 'german' when 'fr' then 'french'
    when 'es' then 'spanish' when 'it' then 'italian' when 'nl' then 'dutch' when 'pt' then 'portuguese'
    when 'da' then 'danish' when 'sv' then 'swedish' when 'no' then 'norwegian' when 'nb' then 'norwegian'
    when 'fi' then 'finnish' else 'simple' end::regconfig
$$;
comment on function atrium.text_language(text) is 'The word forms of a language, as en or pt-BR; simple for others.';

create function atrium.plain_words(words text) returns text
language sql immutable parallel safe
as $$ select regexp_replace(normalize(lower(words), NFD), '[\u0300-\u036f]', '', 'g') $$;
comment on function atrium.plain_words(text) is 'A text in lower case and without accents, as it is looked up.';

create table atrium.article_words (
  article_id uuid primary key,
  agency_id  uuid not null references public.agencies on delete cascade,
  words      tsvector not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint article_words_article foreign key (agency_id, article_id)
    references public.kb_articles (agency_id, id) on delete cascade
);
comment on table atrium.article_words is
  'Words of articles for the search: title A, tags and summary B, text C; as written and as word forms.';
comment on column atrium.article_words.article_id is 'The article.';
comment on column atrium.article_words.agency_id is 'The agency of the article.';
comment on column atrium.article_words.words is 'Without accents; of the text its first 100,000 characters.';
comment on column atrium.article_words.created_at is 'When the article was made; UTC.';
comment on column atrium.article_words.updated_at is 'When its words last changed; UTC.';
create index article_words_search on atrium.article_words using gin (words);
create index article_words_agency on atrium.article_words (agency_id, article_id);

create function atrium.words_of_article(article public.kb_articles) returns tsvector
language sql immutable
as $$
  -- the agency is a word of its own (no text gives one with a sign before it), so that the index finds the agency's
  -- rows at once
  select array_to_tsvector(array['@' || article.agency_id])
    || setweight(to_tsvector('simple', t.title), 'A') || setweight(to_tsvector(t.forms, t.title), 'A')
    || setweight(to_tsvector('simple', t.labels), 'B') || setweight(to_tsvector(t.forms, t.labels), 'B')
    || setweight(to_tsvector('simple', t.body), 'C') || setweight(to_tsvector(t.forms, t.body), 'C')
  from (select atrium.text_language(article.locale) as forms, atrium.plain_words(article.title) as title,
      atrium.plain_words(concat_ws(' ', array_to_string(article.tags, ' '), article.summary)) as labels,
      atrium.plain_words(left(article.content, 100000)) as body) t
$$;
comment on function atrium.words_of_article(public.kb_articles) is 'What the search knows of an article.';

create function atrium.gather_article_words() returns trigger
language plpgsql
as $$
begin
  insert into atrium.article_words as w (article_id, agency_id, words)
  values (new.id, new.agency_id, atrium.words_of_article(new))
  on conflict (article_id) do update set words = excluded.words, updated_at = clock_timestamp();
  return null;
end
$$;
comment on function atrium.gather_article_words() is 'Trigger after an article was made or its text changed: keeps'
  ' article_words.';
call atrium.own_as_definer('atrium.gather_article_words()'::regprocedure);
grant execute on function atrium.words_of_article(public.kb_articles), atrium.plain_words(text),
  atrium.text_language(text) to authenticated, service_role;
grant execute on function atrium.words_of_article(public.kb_articles), atrium.plain_words(text),
  atrium.text_language(text) to atrium_definer;
create trigger kb_articles_words after insert on public.kb_articles
  for each row execute function atrium.gather_article_words();
create trigger kb_articles_rewords after update on public.kb_articles for each row
  when ((old.title, old.tags, old.summary, old.content, old.locale)
    is distinct from (new.title, new.tags, new.summary, new.content, new.locale))
  execute function atrium.gather_article_words();

create function atrium.find_articles(agency uuid, openness integer, query text, locale text, category_id uuid,
  status text, tag text, max_rows integer) returns table (id uuid, rank real, excerpt text)
language plpgsql stable
as $$
declare
  wanted text := atrium.plain_words(left(coalesce(query, ''), 300));
  forms regconfig := atrium.text_language(coalesce(locale, 'en'));
  asked tsquery := websearch_to_tsquery(forms, wanted) || websearch_to_tsquery('simple', wanted);
  shelves uuid[];
begin
  if agency is null or btrim(wanted) = '' then
    return;
  end if;
  if category_id is not null then
    shelves := array(with recursive below (id) as (
      select c.id from public.kb_categories c where c.agency_id = agency and c.id = find_articles.category_id
      union
      select c.id from below b join public.kb_categories c on c.agency_id = agency and c.parent_id = b.id)
      select b.id from below b);
  end if;
  -- openness 0 is staff, who read drafts too; 1 contact users, 2 everybody
  return query
  with matching as materialized (
    select a.id, ts_rank(w.words, asked) as rank, a.updated_at
    from atrium.article_words w join public.kb_articles a on a.id = w.article_id
    where numnode(asked) > 0 and w.words @@ (quote_literal('@' || agency)::tsquery && asked) and a.agency_id = agency
      and (openness = 0 or (a.status = 'published' and atrium.openness(a.visibility) >= openness))
      and (find_articles.locale is null or a.locale = find_articles.locale)
      and (shelves is null or a.category_id = any (shelves))
      and (find_articles.tag is null or lower(find_articles.tag) = any (a.tags))
      and case when find_articles.status is null then a.status <> 'archived' else a.status = find_articles.status end
    order by 2 desc, a.updated_at desc
    limit least(greatest(coalesce(max_rows, 20), 1), 100))
  select m.id, m.rank, ts_headline(forms, left(coalesce(nullif(a.content, ''), a.title), 20000), asked,
    'MaxWords=30, MinWords=12, MaxFragments=1, StartSel=«, StopSel=»')
  from matching m join public.kb_articles a on a.id = m.id
  order by m.rank desc, m.updated_at desc;
  if found or length(wanted) < 4 then
    return;
  end if;
  -- nothing has these words: perhaps a title has something like them
  return query
  select a.id, (near.similarity / 10)::real, left(coalesce(a.summary, a.content), 200)
  from public.kb_articles a,
    lateral (select extensions.word_similarity(wanted, atrium.plain_words(a.title)) as similarity) near
  where a.agency_id = agency and near.similarity > 0.5
    and (openness = 0 or (a.status = 'published' and atrium.openness(a.visibility) >= openness))
    and (find_articles.locale is null or a.locale = find_articles.locale)
    and (shelves is null or a.category_id = any (shelves))
    and (find_articles.tag is null or lower(find_articles.tag) = any (a.tags))
    and case when find_articles.status is null then a.status <> 'archived' else a.status = find_articles.status end
  order by near.similarity desc, a.updated_at desc
  limit least(greatest(coalesce(max_rows, 20), 1), 10);
end
$$;
comment on function atrium.find_articles(uuid, integer, text, text, uuid, text, text, integer) is
  'Articles of an agency that match, best first, at most 100; by likeness of the title where no word is found. Its'
  ' callers say what may be seen.';
call atrium.own_as_definer(
  'atrium.find_articles(uuid, integer, text, text, uuid, text, text, integer)'::regprocedure);

create function public.search_articles(query text, locale text default null, category_id uuid default null,
  status public.article_status default null, tag text default null, max_rows integer default 20)
returns table (id uuid, title text, slug text, locale text, category_id uuid, status public.article_status,
  visibility public.article_visibility, summary text, excerpt text, rank real)
language sql stable
as $$
  select a.id, a.title, a.slug, a.locale, a.category_id, a.status, a.visibility, a.summary, f.excerpt, f.rank
  from atrium.find_articles(
      case when atrium.may('kb_articles:select') then atrium.current_agency_id() end,
      case when atrium.is_contact() then 1 else 0 end, query, search_articles.locale, search_articles.category_id,
      search_articles.status, tag, max_rows) with ordinality f (id, rank, excerpt, place)
    join public.kb_articles a on a.id = f.id
  order by f.place
$$;
comment on function public.search_articles(text, text, uuid, public.article_status, text, integer) is
  'Articles the caller may read that match, best first, with a passage: words, "phrases", or, -not; in a category and'
  ' those below it, of a language, with a tag. Archived ones only where asked for. At most 100, 20 by default.';
call atrium.own_as_definer(
  'public.search_articles(text, text, uuid, public.article_status, text, integer)'::regprocedure);
grant execute on function public.search_articles(text, text, uuid, public.article_status, text, integer)
  to authenticated, service_role;

-- articles that were here before the search; as the deployer, because row security hides them from the owner
set local role none;
insert into atrium.article_words (article_id, agency_id, words)
select a.id, a.agency_id, atrium.words_of_article(a) from public.kb_articles a;
