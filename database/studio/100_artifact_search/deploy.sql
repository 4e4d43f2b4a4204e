-- Full text over the library. Matching words is not leakproof, so it never runs under a policy: the words stand in a
-- table that nobody reads, and the function that does applies the reach of the caller itself.
create table atrium.artifact_words (
  artifact_id uuid primary key,
  agency_id   uuid not null references public.agencies on delete cascade,
  words       tsvector not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint artifact_words_artifact foreign key (agency_id, artifact_id)
    references public.artifacts (agency_id, id) on delete cascade
);
comment on table atrium.artifact_words is
  'Words of artifacts for search_artifacts: title A, tags and description B, text C.';
comment on column atrium.artifact_words.artifact_id is 'The artifact.';
comment on column atrium.artifact_words.agency_id is 'The agency of the artifact.';
comment on column atrium.artifact_words.words is
  'Words in any language, not stemmed; of the text its first 200,000 characters.';
comment on column atrium.artifact_words.created_at is 'When the artifact was made; UTC.';
comment on column atrium.artifact_words.updated_at is 'When its words last changed; UTC.';
create index artifact_words_search on atrium.artifact_words using gin (words);
create index artifact_words_agency on atrium.artifact_words (agency_id, artifact_id);

create function atrium.gather_words() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'UPDATE' and (new.title, new.tags, new.description, new.content)
    is not distinct from (old.title, old.tags, old.description, old.content) then
    return null;
  end if;
  insert into atrium.artifact_words as w (artifact_id, agency_id, words)
  -- the agency is a word of its own (no text gives one with a sign before it), so that the index finds the agency's
  -- rows at once
  values (new.id, new.agency_id, array_to_tsvector(array['@' || new.agency_id]) || setweight(to_tsvector('simple',
    new.title), 'A')
    || setweight(to_tsvector('simple', array_to_string(new.tags, ' ') || ' ' || coalesce(new.description, '')), 'B')
    || setweight(to_tsvector('simple', left(coalesce(new.content, ''), 200000)), 'C'))
  on conflict (artifact_id) do update set words = excluded.words, updated_at = clock_timestamp();
  return null;
end
$$;
comment on function atrium.gather_words() is 'Trigger after insert or update of artifacts: keeps artifact_words.';
call atrium.own_as_definer('atrium.gather_words()'::regprocedure);
create trigger artifacts_words after insert or update on public.artifacts
  for each row execute function atrium.gather_words();


create function public.search_artifacts(query text, artifact_type public.artifact_type default null,
  client_id uuid default null, campaign_id uuid default null, status public.artifact_status default null,
  max_rows integer default 20)
returns table (id uuid, title text, artifact_type public.artifact_type, status public.artifact_status, client_id uuid,
  campaign_id uuid, excerpt text, rank real)
language sql stable
as $$
  with asked as materialized (
    select websearch_to_tsquery('simple', left(coalesce(query, ''), 400)) as words,
      (quote_literal('@' || atrium.current_agency_id()))::tsquery as agency
  ), matching as materialized (
    select a.id, ts_rank(w.words, asked.words) as rank
    from asked join atrium.artifact_words w on w.words @@ (asked.agency && asked.words)
      join public.artifacts a on a.id = w.artifact_id
    where numnode(asked.words) > 0 and a.agency_id = atrium.current_agency_id() and atrium.may('artifacts:select')
      and (search_artifacts.artifact_type is null or a.artifact_type = search_artifacts.artifact_type)
      and (search_artifacts.client_id is null or a.client_id = search_artifacts.client_id)
      and (search_artifacts.campaign_id is null or a.campaign_id = search_artifacts.campaign_id)
      and case when search_artifacts.status is null then a.status <> 'archived' else a.status =
        search_artifacts.status end
      -- the policy of artifacts, said again because this function runs past it; a test compares the two for every role
      and (atrium.sees_all_clients() or a.client_id = atrium.home_client_id()
        or a.client_id = any (array(select x.client_id from public.client_access x
          where x.agency_id = atrium.current_agency_id() and x.user_id = atrium.current_user_id()))
        or (a.client_id is null and not atrium.is_contact()))
      and case when atrium.is_contact() then a.visibility = 'client' and a.status in ('review', 'approved', 'published')
        else atrium.may('artifacts:select_any') or a.status = 'published' or a.owner_id = atrium.current_user_id()
          or a.approver_id = atrium.current_user_id()
          or a.campaign_id = any (array(select m from atrium.my_campaigns() m)) end
    order by rank desc, a.updated_at desc
    limit least(greatest(coalesce(max_rows, 20), 1), 100)
  )
  select a.id, a.title, a.artifact_type, a.status, a.client_id, a.campaign_id,
    ts_headline('simple', left(coalesce(a.content, a.description, a.title), 20000), asked.words,
      'MaxWords=30, MinWords=12, MaxFragments=1, StartSel=«, StopSel=»'), m.rank
  from asked, matching m join public.artifacts a on a.id = m.id
  order by m.rank desc, a.updated_at desc
$$;
comment on function
  public.search_artifacts(text, public.artifact_type, uuid, uuid, public.artifact_status, integer) is
  'Artifacts the caller may read that match, best first, with a passage: words, "phrases", or, -not. Archived ones'
  ' only where'
  ' asked for. At most 100 rows, 20 by default.';
call atrium.own_as_definer(
  'public.search_artifacts(text, public.artifact_type, uuid, uuid, public.artifact_status, integer)'::regprocedure);
grant execute on function
  public.search_artifacts(text, public.artifact_type, uuid, uuid, public.artifact_status, integer)
  to authenticated, service_role;
