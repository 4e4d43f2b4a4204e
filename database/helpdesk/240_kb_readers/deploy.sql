-- What readers do: open an article, say whether it helped, and, without signing in, walk through the public help centre
-- of an agency. Nobody who isn't signed in reads a table: these functions give what is published and public, and an
-- agency can close its centre with settings.help_center.open = false.
create table public.kb_article_votes (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null references public.agencies on delete cascade,
  article_id   uuid not null,
  voter_id     uuid,
  visitor_hash bytea,
  helpful      boolean not null,
  comment      text,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint kb_article_votes_member unique (agency_id, article_id, voter_id),
  constraint kb_article_votes_visitor unique (agency_id, article_id, visitor_hash),
  constraint kb_article_votes_article foreign key (agency_id, article_id)
    references public.kb_articles (agency_id, id) on delete cascade,
  constraint kb_article_votes_one check (num_nonnulls(voter_id, visitor_hash) = 1),
  constraint kb_article_votes_comment check (length(comment) <= 1000)
);
comment on table public.kb_article_votes is
  'Scope: agency; staff. Whether an article helped, one vote a reader; written by vote_article and vote_help_article.';
comment on column public.kb_article_votes.id is 'Identifier.';
comment on column public.kb_article_votes.agency_id is 'The agency of the article.';
comment on column public.kb_article_votes.article_id is 'The article.';
comment on column public.kb_article_votes.voter_id is
  'Who said it, signed in. Not a reference: it outlives the account.';
comment on column public.kb_article_votes.visitor_hash is 'Hash of the mark of a visitor who was not signed in.';
comment on column public.kb_article_votes.helpful is 'Whether it helped.';
comment on column public.kb_article_votes.comment is 'What was missing, up to 1,000 characters.';
comment on column public.kb_article_votes.created_at is 'When the reader first voted; UTC.';
comment on column public.kb_article_votes.updated_at is 'When the reader last voted; UTC, kept by a trigger.';
create index kb_article_votes_newest on public.kb_article_votes (agency_id, created_at desc);
create trigger kb_article_votes_touch before insert or update on public.kb_article_votes
  for each row execute function atrium.touch();
create trigger kb_article_votes_immutable before update on public.kb_article_votes for each row
  execute function atrium.immutable('id', 'agency_id', 'article_id', 'voter_id', 'visitor_hash', 'created_at');
create trigger kb_article_votes_audit after insert or update or delete on public.kb_article_votes
  for each row execute function atrium.audit('visitor_hash');
call atrium.allow('kb_article_votes', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
alter table public.kb_article_votes enable row level security;
alter table public.kb_article_votes force row level security;
create policy kb_article_votes_select on public.kb_article_votes for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_article_votes:select')));
grant select on public.kb_article_votes to authenticated;

create table atrium.article_views (
  article_id uuid not null,
  agency_id  uuid not null,
  day        date not null,
  views      integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint article_views_pkey primary key (agency_id, article_id, day),
  constraint article_views_article foreign key (agency_id, article_id)
    references public.kb_articles (agency_id, id) on delete cascade
);
comment on table atrium.article_views is 'How often an article was opened on a day; read through kb_article_stats().';
comment on column atrium.article_views.article_id is 'The article.';
comment on column atrium.article_views.agency_id is 'The agency of the article.';
comment on column atrium.article_views.day is 'The day, in the agency''s time zone.';
comment on column atrium.article_views.views is 'How often it was opened.';
comment on column atrium.article_views.created_at is 'When it was first opened that day; UTC.';
comment on column atrium.article_views.updated_at is 'When it was last opened that day; UTC.';

create function atrium.count_article_view(article public.kb_articles) returns void
language sql
as $$
  insert into atrium.article_views as v (agency_id, article_id, day)
  select a.id, article.id, (clock_timestamp() at time zone a.timezone)::date
  from public.agencies a where a.id = article.agency_id
  on conflict on constraint article_views_pkey do update set views = v.views + 1, updated_at = clock_timestamp()
$$;
comment on function atrium.count_article_view(public.kb_articles) is 'Counts that an article was opened today.';
call atrium.own_as_definer('atrium.count_article_view(public.kb_articles)'::regprocedure);

create function atrium.cast_article_vote(article public.kb_articles, helpful boolean, comment text, visitor text)
returns void
language plpgsql
as $$
declare
  said text := nullif(btrim(left(comment, 1000)), '');
begin
  if helpful is null or (visitor is not null and length(visitor) not between 16 and 200) then
    raise exception using errcode = 'ATVAL', message = 'A vote says yes or no, and a visitor has a mark of 16 to 200'
      ' characters.', hint = 'Keep a random mark in the browser and send it with each vote.';
  elsif visitor is null then
    insert into public.kb_article_votes as v (agency_id, article_id, voter_id, helpful, comment)
    values (article.agency_id, article.id, atrium.current_user_id(), helpful, said)
    on conflict on constraint kb_article_votes_member do update
    set helpful = excluded.helpful, comment = excluded.comment;
    return;
  elsif (select count(*) >= 60 from public.kb_article_votes v where v.agency_id = article.agency_id
      and v.article_id = article.id and v.visitor_hash is not null and v.created_at > now() - interval '1 hour') then
    raise exception using errcode = 'ATWEE', message = 'Very many have voted on this article within the hour.',
      hint = 'Try again later.';
  end if;
  insert into public.kb_article_votes as v (agency_id, article_id, visitor_hash, helpful, comment)
  values (article.agency_id, article.id, sha256(convert_to(article.id || visitor, 'UTF8')), helpful, said)
  on conflict on constraint kb_article_votes_visitor do update
  set helpful = excluded.helpful, comment = excluded.comment;
end
$$;
comment on function atrium.cast_article_vote(public.kb_articles, boolean, text, text) is
  'Writes a reader''s vote, or changes it; 60 visitors an hour and article. ATVAL, ATWEE.';
call atrium.own_as_definer('atrium.cast_article_vote(public.kb_articles, boolean, text, text)'::regprocedure);

create function atrium.readable_article(article_id uuid) returns public.kb_articles
language plpgsql stable
as $$
declare
  piece public.kb_articles;
begin
  select * into piece from public.kb_articles a
  where a.id = readable_article.article_id and a.agency_id = atrium.current_agency_id()
    and atrium.may('kb_articles:select')
    and (not atrium.is_contact() or (a.status = 'published' and a.visibility <> 'internal'));
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This article does not exist or is not yours to see.',
      hint = 'Choose an article from the help centre.';
  end if;
  return piece;
end
$$;
comment on function atrium.readable_article(uuid) is
  'An article the caller may read, as the policy says it; else ATNOF.';
call atrium.own_as_definer('atrium.readable_article(uuid)'::regprocedure);

create function public.record_article_view(article_id uuid) returns void
language sql as $$ select atrium.count_article_view(atrium.readable_article(article_id)) $$;
create function public.vote_article(article_id uuid, helpful boolean, comment text default null) returns void
language sql as $$
  select atrium.cast_article_vote(atrium.readable_article(article_id), helpful, comment, null)
  where atrium.current_user_id() is not null
$$;
comment on function public.record_article_view(uuid) is 'Counts that the caller opened an article he may read. ATNOF.';
comment on function public.vote_article(uuid, boolean, text) is
  'Says whether an article helped, and what was missing; a second vote replaces the first. ATNOF, ATVAL.';
call atrium.own_as_definer('public.record_article_view(uuid)'::regprocedure);
call atrium.own_as_definer('public.vote_article(uuid, boolean, text)'::regprocedure);

create function public.kb_article_stats(days integer default 30)
returns table (article_id uuid, views bigint, recent_views bigint, helpful bigint, not_helpful bigint)
language sql stable
as $$
  select a.id, coalesce(v.views, 0), coalesce(v.recent, 0), coalesce(o.yes, 0), coalesce(o.no, 0)
  from public.kb_articles a
    left join (select w.article_id, sum(w.views) as views,
        sum(w.views) filter (where w.day > current_date - least(greatest(days, 1), 3660)) as recent
      from atrium.article_views w where w.agency_id = atrium.current_agency_id() group by 1) v on v.article_id = a.id
    left join (select w.article_id, count(*) filter (where w.helpful) as yes,
        count(*) filter (where not w.helpful) as no
      from public.kb_article_votes w where w.agency_id = atrium.current_agency_id() group by 1) o on o.article_id = a.id
  where a.agency_id = atrium.current_agency_id() and atrium.may('kb_article_votes:select')
$$;
comment on function public.kb_article_stats(integer) is
  'For each article of the agency: how often it was opened, ever and within so many days, and what readers voted. Staff'
  ' only; no row for others.';
call atrium.own_as_definer('public.kb_article_stats(integer)'::regprocedure);
grant execute on function public.record_article_view(uuid), public.vote_article(uuid, boolean, text),
  public.kb_article_stats(integer) to authenticated;
