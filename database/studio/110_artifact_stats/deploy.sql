-- How often a piece was opened. Counters stand apart from artifacts, so that opening a page changes no artifact, makes
-- no version and needs no right to change anything.
create table public.artifact_stats (
  id             uuid primary key default gen_random_uuid(),
  artifact_id    uuid not null,
  agency_id      uuid not null references public.agencies on delete cascade,
  view_count     integer not null default 0,
  download_count integer not null default 0,
  last_viewed_at timestamptz,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint artifact_stats_one unique (artifact_id),
  constraint artifact_stats_artifact foreign key (agency_id, artifact_id)
    references public.artifacts (agency_id, id) on delete cascade,
  constraint artifact_stats_counts check (view_count >= 0 and download_count >= 0)
);
comment on table public.artifact_stats is
  'Scope: parent, the artifact; staff only. How often it was opened; the audit log says by whom.';
comment on column public.artifact_stats.id is 'Identifier.';
comment on column public.artifact_stats.artifact_id is 'The artifact; one row each, made when it is first opened.';
comment on column public.artifact_stats.agency_id is 'The agency of the artifact.';
comment on column public.artifact_stats.view_count is 'How often it was opened.';
comment on column public.artifact_stats.download_count is 'How often it was downloaded.';
comment on column public.artifact_stats.last_viewed_at is 'When it was last opened; UTC.';
comment on column public.artifact_stats.created_at is 'When it was first opened; UTC.';
comment on column public.artifact_stats.updated_at is 'When it was last counted; UTC, kept by a trigger.';
create index artifact_stats_artifact on public.artifact_stats (agency_id, artifact_id);
create trigger artifact_stats_touch before insert or update on public.artifact_stats
  for each row execute function atrium.touch();
create trigger artifact_stats_immutable before update on public.artifact_stats
  for each row execute function atrium.immutable('id', 'artifact_id', 'agency_id', 'created_at');
create trigger artifact_stats_audit after insert or update or delete on public.artifact_stats
  for each row execute function atrium.audit();

call atrium.allow('artifact_stats', 'select', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('artifact_stats', 'select', 'assigned', 'admin', 'pm', 'account', 'creative', 'agent', 'member');
alter table public.artifact_stats enable row level security;
alter table public.artifact_stats force row level security;
create policy artifact_stats_select on public.artifact_stats for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifact_stats:select'))
    and (select true from public.artifacts a where a.id = artifact_stats.artifact_id));
grant select on public.artifact_stats to authenticated;

create function atrium.count_artifact(artifact_id uuid, views integer, downloads integer) returns void
language plpgsql
as $$
begin
  if atrium.artifact_reach(artifact_id) is null then
    raise exception using errcode = 'ATNOF', message = 'This artifact does not exist or is not yours to see.',
      hint = 'Choose an artifact from your library.';
  end if;
  insert into public.artifact_stats as s (artifact_id, agency_id, view_count, download_count, last_viewed_at)
  values (count_artifact.artifact_id, atrium.current_agency_id(), views, downloads,
    case when views > 0 then clock_timestamp() end)
  on conflict on constraint artifact_stats_one do update
  set view_count = s.view_count + views, download_count = s.download_count + downloads,
    last_viewed_at = coalesce(excluded.last_viewed_at, s.last_viewed_at);
end
$$;
comment on function atrium.count_artifact(uuid, integer, integer) is 'What the two recording functions do.';
call atrium.own_as_definer('atrium.count_artifact(uuid, integer, integer)'::regprocedure);
grant execute on function atrium.count_artifact(uuid, integer, integer) to authenticated;

create function public.record_artifact_view(artifact_id uuid) returns void
language sql as $$ select atrium.count_artifact(artifact_id, 1, 0) $$;
create function public.record_artifact_download(artifact_id uuid) returns void
language sql as $$ select atrium.count_artifact(artifact_id, 0, 1) $$;
comment on function public.record_artifact_view(uuid) is
  'Counts that the caller opened an artifact he may read. ATNOF.';
comment on function public.record_artifact_download(uuid) is
  'Counts that the caller downloaded an artifact he may read. ATNOF.';
grant execute on function public.record_artifact_view(uuid), public.record_artifact_download(uuid) to authenticated;
