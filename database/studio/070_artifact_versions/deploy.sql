-- Every state an artifact has left, numbered and never changed. The trigger writes them with the change itself, under
-- the lock of the artifact's row: however many people save at once, each state has its number and none is lost.
create table public.artifact_versions (
  id             uuid primary key default gen_random_uuid(),
  agency_id      uuid not null references public.agencies on delete cascade,
  artifact_id    uuid not null,
  version_number integer not null,
  title          text not null,
  content        text,
  content_json   jsonb,
  content_url    text,
  tags           text[] not null default '{}',
  status         public.artifact_status not null,
  changed_by     uuid,
  changed_at     timestamptz not null,
  change_summary text,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint artifact_versions_number unique (artifact_id, version_number),
  constraint artifact_versions_artifact foreign key (agency_id, artifact_id)
    references public.artifacts (agency_id, id) on delete cascade
);
comment on table public.artifact_versions is
  'Scope: parent, the artifact; staff only. Append only: the states it has left.';
comment on column public.artifact_versions.id is 'Identifier.';
comment on column public.artifact_versions.agency_id is 'The agency of the artifact.';
comment on column public.artifact_versions.artifact_id is 'The artifact.';
comment on column public.artifact_versions.version_number is
  'The number the state had: artifacts.version then. Autosaves in a row leave gaps.';
comment on column public.artifact_versions.title is 'Title then.';
comment on column public.artifact_versions.content is 'Text then.';
comment on column public.artifact_versions.content_json is 'Editor''s blocks then.';
comment on column public.artifact_versions.content_url is 'File then.';
comment on column public.artifact_versions.tags is 'Labels then.';
comment on column public.artifact_versions.status is 'Where it stood when it left this state.';
comment on column public.artifact_versions.changed_by is
  'Author of this state, not of the next. Not a reference: it outlives the account.';
comment on column public.artifact_versions.changed_at is 'When this state was written; UTC.';
comment on column public.artifact_versions.change_summary is 'What this state changed, in its author''s words.';
comment on column public.artifact_versions.created_at is 'When the artifact left this state; UTC.';
comment on column public.artifact_versions.updated_at is 'As created_at: a version never changes.';
create index artifact_versions_of_artifact on public.artifact_versions (agency_id, artifact_id, version_number desc);

create function atrium.keep_version() returns trigger
language plpgsql
as $$
declare
  autosaves boolean := coalesce(current_setting('atrium.autosave', true), '') = 'on';
begin
  if new.version <> old.version then
    raise exception using errcode = 'ATSTL', message = format('You changed version %s; the artifact is at version %s.',
      new.version, old.version), hint = 'Load it again, bring your change into it, and save with its version.';
  end if;
  if (new.title, new.content, new.content_json, new.content_url)
    is not distinct from (old.title, old.content, old.content_json, old.content_url) then
    new.change_summary := old.change_summary;
    return new;
  end if;
  if autosaves and old.is_autosave and old.content_by = atrium.current_user_id()
    and old.content_at > clock_timestamp() - interval '5 minutes' then
    null; -- the same sitting: the state it began with is in the history already
  else
    insert into public.artifact_versions (agency_id, artifact_id, version_number, title, content, content_json,
      content_url, tags, status, changed_by, changed_at, change_summary)
    values (old.agency_id, old.id, old.version, old.title, old.content, old.content_json, old.content_url, old.tags,
      old.status, old.content_by, old.content_at, old.change_summary);
    new.content_at := clock_timestamp();
  end if;
  new.version := old.version + 1;
  new.content_by := atrium.current_user_id();
  new.is_autosave := autosaves;
  new.embedding_status := 'pending';
  if new.change_summary is not distinct from old.change_summary then
    new.change_summary := null;
  end if;
  if old.status in ('approved', 'published') and new.status = old.status then
    new.status := 'draft';
    new.approver_id := null;
    new.submitted_by := null;
    new.approved_at := null;
    new.approval_notes := null;
  end if;
  return new;
end
$$;
comment on function atrium.keep_version() is
  'Trigger before update: a change of title, text or file puts the old state into'
  ' artifact_versions, counts on, and takes an approval back. ATSTL where the writer names a version that is past.';
call atrium.own_as_definer('atrium.keep_version()'::regprocedure);
create trigger artifacts_version before update on public.artifacts
  for each row execute function atrium.keep_version();

create function atrium.refuse_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception using errcode = 'ATIMM', message = format('Rows of %s never change.', tg_table_name),
    hint = 'A correction is a new row.';
end
$$;
comment on function atrium.refuse_change() is
  'Trigger before update of append-only tables: raises ATIMM, for everybody.';
create trigger artifact_versions_fixed before update on public.artifact_versions
  for each row execute function atrium.refuse_change();
create trigger artifact_versions_audit after insert or delete on public.artifact_versions
  for each row execute function atrium.audit('content', 'content_json');

call atrium.allow('artifact_versions', 'select', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('artifact_versions', 'select', 'assigned', 'admin', 'pm', 'account', 'creative', 'agent', 'member');
alter table public.artifact_versions enable row level security;
alter table public.artifact_versions force row level security;
-- one look-up by key for each row of the artifact's history, not the whole library for each list: see
-- docs/modules/studio.md
create policy artifact_versions_select on public.artifact_versions for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifact_versions:select'))
    and (select true from public.artifacts a where a.id = artifact_versions.artifact_id));
grant select on public.artifact_versions to authenticated;

create function public.save_artifact(artifact_id uuid, version integer, title text default null,
  content text default null, content_json jsonb default null, change_summary text default null,
  autosave boolean default false) returns public.artifacts
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  saved public.artifacts;
begin
  perform set_config('atrium.autosave', case when autosave then 'on' else '' end, true);
  update public.artifacts a
  set title = coalesce(save_artifact.title, a.title), content = coalesce(save_artifact.content, a.content),
    content_json = coalesce(save_artifact.content_json, a.content_json),
    change_summary = save_artifact.change_summary, version = coalesce(save_artifact.version, a.version)
  where a.id = save_artifact.artifact_id
  returning * into saved;
  perform set_config('atrium.autosave', '', true);
  if saved.id is null then
    raise exception using errcode = case when exists (select from public.artifacts a
        where a.id = save_artifact.artifact_id) then 'ATNOM' else 'ATNOF' end,
      message = 'This artifact does not exist, is archived, or is not yours to change.',
      hint = 'Ask its owner, or take it out of the archive.';
  end if;
  return saved;
end
$$;
comment on function public.save_artifact(uuid, integer, text, text, jsonb, text, boolean) is
  'What the editor saves by: refused where version is not the present one (ATSTL). Nulls stay as they are. Autosaves'
  ' of one'
  ' author within five minutes are one state of the history. ATNOF, ATNOM.';

create function public.restore_artifact_version(artifact_id uuid, version_number integer) returns public.artifacts
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  past public.artifact_versions;
  restored public.artifacts;
begin
  select * into past from public.artifact_versions v
  where v.artifact_id = restore_artifact_version.artifact_id
    and v.version_number = restore_artifact_version.version_number;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'There is no such version, or it is not yours to see.',
      hint = 'Choose a version from the artifact''s history.';
  end if;
  update public.artifacts a
  set title = past.title, content = past.content, content_json = past.content_json, content_url = past.content_url,
    tags = past.tags, change_summary = format('Restored version %s.', past.version_number)
  where a.id = past.artifact_id
  returning * into restored;
  if not found then
    raise exception using errcode = 'ATNOM', message = 'This artifact is archived, or not yours to change.',
      hint = 'Ask its owner, or take it out of the archive.';
  end if;
  return restored;
end
$$;
comment on function public.restore_artifact_version(uuid, integer) is
  'Makes an old state the present one, as a new version; nothing of the history goes. ATNOF, ATNOM.';
grant execute on function public.save_artifact(uuid, integer, text, text, jsonb, text, boolean),
  public.restore_artifact_version(uuid, integer) to authenticated, service_role;
