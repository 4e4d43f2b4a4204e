-- The help centre as everybody reads it, by the agency's address and without signing in: what is published and public,
-- and of the agency its name, logo and accent.
create function atrium.help_agency(agency_slug text) returns uuid
language sql stable
as $$
  select a.id from public.agencies a
  where a.slug = lower(btrim(agency_slug)) and a.settings #>> '{help_center,open}' is distinct from 'false'
$$;
comment on function atrium.help_agency(text) is
  'The agency at that address, unless it has closed its help centre (settings.help_center.open = false).';
call atrium.own_as_definer('atrium.help_agency(text)'::regprocedure);

-- By its address, by an address it had, or by its address in another language.
create function atrium.public_article(agency_slug text, article_slug text, locale text) returns public.kb_articles
language sql stable
as $$
  with known as (
    select a.id, a.translation_of, a.locale = public_article.locale as asked, 1 as way from public.kb_articles a
    where a.agency_id = atrium.help_agency(agency_slug) and a.slug = lower(article_slug)
    union all
    select a.id, a.translation_of, r.locale = public_article.locale, 2 from public.kb_redirects r
      join public.kb_articles a on a.agency_id = r.agency_id and a.id = r.article_id
    where r.agency_id = atrium.help_agency(agency_slug) and r.slug = lower(article_slug)
  ), candidates as (
    select a, k.asked, k.way, a.locale = public_article.locale as spoken
    from known k join public.kb_articles a on a.agency_id = atrium.help_agency(agency_slug)
      and (a.id = k.id or (not k.asked and a.locale = public_article.locale
        and (a.translation_of = coalesce(k.translation_of, k.id) or a.id = k.translation_of)))
    where a.status = 'published' and a.visibility = 'public'
  )
  select (c.a).* from candidates c order by c.asked desc, c.spoken desc, c.way limit 1
$$;
comment on function atrium.public_article(text, text, text) is
  'The public article at an address: that of the language asked for, else its translation, else itself; old addresses'
  ' lead on. Null for none.';
call atrium.own_as_definer('atrium.public_article(text, text, text)'::regprocedure);

create function public.help_center(agency_slug text) returns jsonb
language sql stable
as $$
  with shown as (
    select a.* from public.kb_articles a
    where a.agency_id = atrium.help_agency(agency_slug) and a.status = 'published' and a.visibility = 'public'
  )
  select jsonb_build_object('name', g.name, 'slug', g.slug, 'logo_url', g.logo_url, 'accent', g.accent,
    'locales', coalesce((select jsonb_agg(distinct s.locale) from shown s), '[]'),
    'categories', coalesce((select jsonb_agg(jsonb_build_object('slug', c.slug, 'name', c.name,
        'description', c.description, 'icon', c.icon, 'parent', p.slug,
        'articles', (select count(*) from shown s where s.category_id = c.id)) order by c.position, c.name)
      from public.kb_categories c left join public.kb_categories p on p.agency_id = c.agency_id and p.id = c.parent_id
      where c.agency_id = g.id and c.visibility = 'public'), '[]'),
    'popular', coalesce((select jsonb_agg(jsonb_build_object('slug', t.slug, 'locale', t.locale, 'title', t.title,
        'summary', t.summary) order by t.views desc, t.title)
      from (select s.*, v.views from shown s, lateral (select coalesce(sum(w.views), 0) as views
          from atrium.article_views w where w.agency_id = s.agency_id and w.article_id = s.id
            and w.day > current_date - 90) v
        order by v.views desc, s.title limit 6) t), '[]'))
  from public.agencies g where g.id = atrium.help_agency(agency_slug)
$$;
comment on function public.help_center(text) is
  'The front page of an agency''s help centre: name, logo, languages, categories with their articles counted, what is'
  ' read most. Null for an unknown or closed one. Open to everybody: it is a public page.';

create function public.help_articles(agency_slug text, category_slug text default null, locale text default null,
  max_rows integer default 100)
returns table (slug text, locale text, title text, summary text, category_slug text, tags text[],
  published_at timestamptz, updated_at timestamptz)
language sql stable
as $$
  select a.slug, a.locale, a.title, a.summary, c.slug, a.tags, a.published_at, a.content_at
  from public.kb_articles a left join public.kb_categories c on c.agency_id = a.agency_id and c.id = a.category_id
  where a.agency_id = atrium.help_agency(agency_slug) and a.status = 'published' and a.visibility = 'public'
    and (help_articles.category_slug is null or c.slug = help_articles.category_slug)
    and (help_articles.locale is null or a.locale = help_articles.locale)
  order by a.title limit least(greatest(coalesce(max_rows, 100), 1), 500)
$$;
comment on function public.help_articles(text, text, text, integer) is
  'What is published for everybody: of a category, in a language; at most 500 rows. Open to everybody: it is a public'
  ' page.';

create function public.help_article(agency_slug text, article_slug text, locale text default 'en')
returns table (slug text, locale text, title text, summary text, content text, category_slug text, category_name text,
  tags text[], published_at timestamptz, updated_at timestamptz, moved boolean, translations jsonb, related jsonb)
language sql stable
as $$
  select a.slug, a.locale, a.title, a.summary, a.content, c.slug, c.name, a.tags, a.published_at, a.content_at,
    a.slug <> lower(article_slug) or a.locale <> help_article.locale,
    coalesce((select jsonb_agg(jsonb_build_object('locale', t.locale, 'slug', t.slug) order by t.locale)
      from public.kb_articles t where t.agency_id = a.agency_id and t.id <> a.id and t.status = 'published'
        and t.visibility = 'public' and coalesce(t.translation_of, t.id) = coalesce(a.translation_of, a.id)), '[]'),
    coalesce((select jsonb_agg(jsonb_build_object('slug', r.slug, 'title', r.title, 'summary', r.summary))
      from (select t.slug, t.title, t.summary from public.kb_articles t
        where t.agency_id = a.agency_id and t.id <> a.id and t.locale = a.locale and t.status = 'published'
          and t.visibility = 'public' and (t.category_id = a.category_id or t.tags && a.tags)
        order by cardinality(array(select unnest(t.tags) intersect select unnest(a.tags))) desc, t.title limit 5) r),
      '[]')
  from atrium.public_article(agency_slug, article_slug, help_article.locale) a
    left join public.kb_categories c on c.agency_id = a.agency_id and c.id = a.category_id
  where a.id is not null
$$;
comment on function public.help_article(text, text, text) is
  'One public article with its translations and what is related; moved says that its address is another now. No row'
  ' where there is none. Open to everybody: it is a public page.';

create function public.search_help(agency_slug text, query text, locale text default null, max_rows integer default 20)
returns table (slug text, locale text, title text, summary text, category_slug text, excerpt text, rank real)
language sql stable
as $$
  select a.slug, a.locale, a.title, a.summary, c.slug, f.excerpt, f.rank
  from atrium.find_articles(atrium.help_agency(agency_slug), 2, query, search_help.locale, null, null, null,
      least(max_rows, 50)) with ordinality f (id, rank, excerpt, place)
    join public.kb_articles a on a.id = f.id
    left join public.kb_categories c on c.agency_id = a.agency_id and c.id = a.category_id
  order by f.place
$$;
comment on function public.search_help(text, text, text, integer) is
  'Public articles that match, best first, at most 50. Open to everybody: it is a public page.';

create function public.record_help_view(agency_slug text, article_slug text, locale text default 'en') returns void
language sql
as $$
  select atrium.count_article_view(a) from atrium.public_article(agency_slug, article_slug, record_help_view.locale) a
  where a.id is not null
$$;
comment on function public.record_help_view(text, text, text) is
  'Counts that a visitor opened a public article. Open to everybody: it is a public page.';

create function public.vote_help_article(agency_slug text, article_slug text, helpful boolean, visitor text,
  comment text default null, locale text default 'en') returns void
language plpgsql
as $$
declare
  piece public.kb_articles := atrium.public_article(agency_slug, article_slug, vote_help_article.locale);
begin
  if piece.id is null then
    raise exception using errcode = 'ATNOF', message = 'There is no such article.', hint = 'Check its address.';
  end if;
  perform atrium.cast_article_vote(piece, helpful, comment, coalesce(visitor, ''));
end
$$;
comment on function public.vote_help_article(text, text, boolean, text, text, text) is
  'A visitor''s word on a public article; visitor is a random mark kept in the browser, and its second vote replaces'
  ' the first. ATNOF, ATVAL, ATWEE. Open to everybody: it is a public page.';
call atrium.own_as_definer('public.help_center(text)'::regprocedure);
call atrium.own_as_definer('public.help_articles(text, text, text, integer)'::regprocedure);
call atrium.own_as_definer('public.help_article(text, text, text)'::regprocedure);
call atrium.own_as_definer('public.search_help(text, text, text, integer)'::regprocedure);
call atrium.own_as_definer('public.record_help_view(text, text, text)'::regprocedure);
call atrium.own_as_definer('public.vote_help_article(text, text, boolean, text, text, text)'::regprocedure);
grant execute on function public.help_center(text), public.help_articles(text, text, text, integer),
  public.help_article(text, text, text), public.search_help(text, text, text, integer),
  public.record_help_view(text, text, text), public.vote_help_article(text, text, boolean, text, text, text)
  to anon, authenticated, service_role;
