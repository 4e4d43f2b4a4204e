-- Artifacts: briefs, scripts, decks and the like. Drafts are seen by their owner, the approver, the team of the
-- campaign and who answers for everything; published ones by all staff who see the client; contact users see what was
-- shared with them. The client of an artifact is that of its campaign, and neither changes once set: a piece can't
-- wander to other eyes.
create domain public.artifact_type as text constraint artifact_type_known check (value in
  ('brief', 'script', 'deck', 'board', 'concept', 'storyboard', 'layout', 'key_visual', 'other'));
create domain public.artifact_status as text constraint artifact_status_known check (value in
  ('draft', 'review', 'approved', 'published', 'archived'));
create domain public.embedding_status as text constraint embedding_status_known check (value in
  ('pending', 'in_progress', 'completed', 'failed'));
create domain public.artifact_visibility as text constraint artifact_visibility_known check (value in
  ('internal', 'client'));
comment on domain public.artifact_type is 'What kind of piece an artifact is.';
comment on domain public.artifact_status is 'Where an artifact stands; changed by the review functions.';
comment on domain public.embedding_status is 'Whether a text is in the vector index.';
comment on domain public.artifact_visibility is 'internal: staff. client: also the contact users of the client.';

create table public.artifacts (
  id                 uuid primary key default gen_random_uuid(),
  agency_id          uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  campaign_id        uuid,
  client_id          uuid,
  brand_id           uuid,
  phase_id           uuid,
  artifact_code      text,
  title              text not null,
  artifact_type      public.artifact_type not null,
  sub_type           text,
  format             text,
  content            text,
  content_json       jsonb,
  content_url        text,
  content_preview    text generated always as (left(content, 500)) stored,
  file_size_bytes    bigint,
  mime_type          text,
  description        text,
  tags               text[] not null default '{}',
  icon               text,
  due_date           date,
  owner_id           uuid default atrium.current_user_id(),
  status             public.artifact_status not null default 'draft',
  visibility         public.artifact_visibility not null default 'internal',
  version            integer not null default 1,
  change_summary     text,
  content_by         uuid default atrium.current_user_id(),
  content_at         timestamptz not null default now(),
  is_autosave        boolean not null default false,
  parent_artifact_id uuid,
  approver_id        uuid,
  submitted_by       uuid,
  approved_at        timestamptz,
  approval_notes     text,
  embedding_status   public.embedding_status not null default 'pending',
  embedded_at        timestamptz,
  created_by         uuid,
  updated_by         uuid,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  constraint artifacts_agency_id unique (agency_id, id),
  constraint artifacts_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  -- cascades when the client goes with everything; a campaign alone doesn't go while it holds artifacts, see below
  constraint artifacts_campaign foreign key (agency_id, client_id, campaign_id)
    references public.campaigns (agency_id, client_id, id) on delete cascade,
  constraint artifacts_brand foreign key (agency_id, client_id, brand_id)
    references public.brands (agency_id, client_id, id) on delete set null (brand_id),
  constraint artifacts_phase foreign key (agency_id, campaign_id, phase_id)
    references public.campaign_phases (agency_id, campaign_id, id) on delete set null (phase_id),
  constraint artifacts_parent foreign key (agency_id, parent_artifact_id) references public.artifacts (agency_id, id)
    on delete set null (parent_artifact_id),
  constraint artifacts_owner foreign key (agency_id, owner_id) references public.memberships (agency_id, user_id)
    on delete set null (owner_id),
  constraint artifacts_approver foreign key (agency_id, approver_id) references public.memberships (agency_id, user_id)
    on delete set null (approver_id),
  constraint artifacts_chain check ((campaign_id is null or client_id is not null)
    and (brand_id is null or client_id is not null) and (phase_id is null or campaign_id is not null)),
  constraint artifacts_code check (artifact_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint artifacts_title check (length(btrim(title)) between 1 and 500),
  constraint artifacts_words check (length(sub_type) <= 50 and length(format) <= 50 and length(icon) <= 50
    and length(mime_type) <= 100 and length(description) <= 5000 and length(change_summary) <= 500
    and length(approval_notes) <= 5000),
  constraint artifacts_content check (length(content) <= 2000000),
  -- an address that a browser would run is no address
  constraint artifacts_content_url check (content_url ~* '^(https?://|/)' and length(content_url) <= 2000),
  constraint artifacts_size check (file_size_bytes >= 0),
  constraint artifacts_tags check (cardinality(tags) <= 20),
  constraint artifacts_version check (version >= 1),
  constraint artifacts_approved check (status in ('draft', 'review') = (approved_at is null) or status = 'archived'),
  constraint artifacts_shared check (visibility = 'internal' or client_id is not null)
);
comment on table public.artifacts is
  'Scope: agency, narrowed to clients, team, owner and status. Pieces of creative work.';
comment on column public.artifacts.id is 'Identifier.';
comment on column public.artifacts.agency_id is 'The agency; never changes.';
comment on column public.artifacts.campaign_id is 'The campaign; once set it stays.';
comment on column public.artifacts.client_id is
  'The client, that of the campaign where there is one; once set it stays. Null: the agency''s own.';
comment on column public.artifacts.brand_id is 'A brand of that client.';
comment on column public.artifacts.phase_id is 'A phase of that campaign.';
comment on column public.artifacts.artifact_code is 'Unique within the agency whatever the case; null for none.';
comment on column public.artifacts.title is 'Title, 1 to 500 characters.';
comment on column public.artifacts.artifact_type is
  'brief, script, deck, board, concept, storyboard, layout, key_visual or other.';
comment on column public.artifacts.sub_type is 'TVC_30s, Print_A4, Digital_Banner …; free text.';
comment on column public.artifacts.format is 'pdf, pptx, docx, figma, sketch, video, image …; free text.';
comment on column public.artifacts.content is
  'The text as Markdown, up to 2,000,000 characters; what search and embedding read.';
comment on column public.artifacts.content_json is 'The text as the editor''s blocks.';
comment on column public.artifacts.content_url is 'The file: http, https or a path of this server.';
comment on column public.artifacts.content_preview is 'First 500 characters of content; kept by the database.';
comment on column public.artifacts.file_size_bytes is 'Size of the file.';
comment on column public.artifacts.mime_type is 'Media type of the file.';
comment on column public.artifacts.description is 'What it is, up to 5,000 characters.';
comment on column public.artifacts.tags is 'At most 20 labels.';
comment on column public.artifacts.icon is 'Emoji or name of an icon.';
comment on column public.artifacts.due_date is 'Day it is to be delivered.';
comment on column public.artifacts.owner_id is 'Who answers for it; staff. Changed by hand_over_artifact only.';
comment on column public.artifacts.status is 'Where it stands; changed by the review functions only.';
comment on column public.artifacts.visibility is
  'client: contact users see it from review on. Changed by share_artifact only.';
comment on column public.artifacts.version is
  'Number of the present state, from 1. A write that names another number is refused: ATSTL.';
comment on column public.artifacts.change_summary is 'What the present state changed, in the words of its author.';
comment on column public.artifacts.content_by is 'Author of the present state. Not a reference, like created_by.';
comment on column public.artifacts.content_at is 'When the present state was written; UTC.';
comment on column public.artifacts.is_autosave is
  'The present state was saved by the editor, not by a person; see save_artifact.';
comment on column public.artifacts.parent_artifact_id is 'The artifact it was made from.';
comment on column public.artifacts.approver_id is 'Who was asked to approve it, and then who did; staff.';
comment on column public.artifacts.submitted_by is 'Who asked for the review. Not a reference, like created_by.';
comment on column public.artifacts.approved_at is 'When it was approved; UTC. Null again after an edit.';
comment on column public.artifacts.approval_notes is 'What the approver said on approving it.';
comment on column public.artifacts.embedding_status is
  'Whether the present text is in the vector index; a change makes it pending.';
comment on column public.artifacts.embedded_at is 'When it was last put there; UTC.';
comment on column public.artifacts.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.artifacts.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.artifacts.created_at is 'When it was made; UTC.';
comment on column public.artifacts.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create unique index artifacts_one_code on public.artifacts (agency_id, lower(artifact_code))
  where artifact_code is not null;
create index artifacts_newest on public.artifacts (agency_id, updated_at desc);
create index artifacts_by_type on public.artifacts (agency_id, artifact_type, status) where status <> 'archived';
create index artifacts_by_status on public.artifacts (agency_id, status, updated_at desc);
create index artifacts_of_client on public.artifacts (agency_id, client_id, updated_at desc);
create index artifacts_of_campaign on public.artifacts (agency_id, client_id, campaign_id)
  where campaign_id is not null;
create index artifacts_by_campaign on public.artifacts (campaign_id, updated_at desc) where campaign_id is not null;
create index artifacts_of_brand on public.artifacts (agency_id, client_id, brand_id) where brand_id is not null;
create index artifacts_of_phase on public.artifacts (agency_id, campaign_id, phase_id) where phase_id is not null;
create index artifacts_by_owner on public.artifacts (agency_id, owner_id) where owner_id is not null;
create index artifacts_by_approver on public.artifacts (agency_id, approver_id) where approver_id is not null;
create index artifacts_by_parent on public.artifacts (agency_id, parent_artifact_id)
  where parent_artifact_id is not null;
create index artifacts_due on public.artifacts (agency_id, due_date) where due_date is not null;
create index artifacts_to_embed on public.artifacts (updated_at) where embedding_status = 'pending';
create index artifacts_tagged on public.artifacts using gin (tags);

-- Where a piece hangs: its client follows from the campaign, both stay once set, and nobody hangs anything on what he
-- can't see. Runs with the caller's eyes.
create function atrium.place_artifact() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  client uuid;
begin
  if tg_op = 'UPDATE' and (old.client_id is not null and new.client_id is distinct from old.client_id
      or old.campaign_id is not null and new.campaign_id is distinct from old.campaign_id) then
    raise exception using errcode = 'ATIMM', message = 'An artifact stays with its client and its campaign.',
      hint = 'Make a new artifact there, with parent_artifact_id naming this one.';
  end if;
  if new.campaign_id is not null and (tg_op = 'INSERT' or old.campaign_id is null) then
    select c.client_id into client from public.campaigns c
    where c.id = new.campaign_id and c.agency_id = new.agency_id;
    if not found then
      raise exception using errcode = 'ATNOF', message = 'This campaign does not exist or is not yours to see.',
        hint = 'Choose a campaign from your list.';
    elsif coalesce(new.client_id, client) <> client then
      raise exception using errcode = 'ATVAL', message = 'The campaign is another client''s.',
        hint = 'Leave client_id out: it follows from the campaign.';
    end if;
    new.client_id := client;
  end if;
  if new.parent_artifact_id is not null and (tg_op = 'INSERT'
      or new.parent_artifact_id is distinct from old.parent_artifact_id)
    and not exists (select from public.artifacts a where a.id = new.parent_artifact_id and a.id <> new.id) then
    raise exception using errcode = 'ATNOF', message = 'The parent artifact does not exist or is not yours to see.',
      hint = 'Name an artifact you can open, and not the artifact itself.';
  end if;
  return new;
end
$$;
comment on function atrium.place_artifact() is
  'Trigger before insert or update: client from campaign; both fixed once set (ATIMM); nothing unseen is named'
  ' (ATNOF).';

create function atrium.keep_campaign() returns trigger
language plpgsql
as $$
begin
  if pg_trigger_depth() = 1 and exists (select from public.artifacts a where a.campaign_id = old.id) then
    raise exception using errcode = 'ATSTA', message = 'The campaign holds artifacts and can''t be deleted.',
      hint = 'Cancel the campaign, or delete its artifacts first.';
  end if;
  return old;
end
$$;
comment on function atrium.keep_campaign() is
  'Trigger before delete: a campaign that holds artifacts stays (ATSTA), unless its client goes.';
call atrium.own_as_definer('atrium.keep_campaign()'::regprocedure);
create trigger campaigns_keep before delete on public.campaigns
  for each row execute function atrium.keep_campaign();

create trigger artifacts_place before insert or update on public.artifacts
  for each row execute function atrium.place_artifact();
create trigger artifacts_by_function before update on public.artifacts
  for each row execute function atrium.by_function('client_id', 'owner_id', 'status', 'visibility');
create trigger artifacts_staff after insert or update on public.artifacts
  for each row execute function atrium.same_agency_member('staff', 'owner_id', 'approver_id');
create trigger artifacts_touch before insert or update on public.artifacts
  for each row execute function atrium.touch();
create trigger artifacts_immutable before update on public.artifacts
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
-- the text is kept by the versions, not twice
create trigger artifacts_audit after insert or update or delete on public.artifacts
  for each row execute function atrium.audit('content', 'content_json', 'content_preview');

call atrium.allow('artifacts', 'select', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('artifacts', 'select_any', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('artifacts', 'select', 'assigned', 'admin', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('artifacts', 'select', 'home', 'customer');
call atrium.allow('artifacts', 'insert', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative');
call atrium.allow('artifacts', 'update', 'all', 'owner');
call atrium.allow('artifacts', 'update_any', 'all', 'owner');
call atrium.allow('artifacts', 'update', 'own', 'admin', 'leadership', 'finance');
call atrium.allow('artifacts', 'update', 'assigned', 'pm', 'account', 'creative');
call atrium.allow('artifacts', 'update_team', 'assigned', 'pm', 'account', 'creative');
call atrium.allow('artifacts', 'update_approved', 'assigned', 'pm', 'account');
call atrium.allow('artifacts', 'delete', 'all', 'owner');
call atrium.allow('artifacts', 'delete', 'own', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative');

alter table public.artifacts enable row level security;
alter table public.artifacts force row level security;
create policy artifacts_select on public.artifacts for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifacts:select'))
    and ((select atrium.sees_all_clients()) or client_id = any (array(select id from public.clients))
      or (client_id is null and not (select atrium.is_contact())))
    and case when (select atrium.is_contact())
      then visibility = 'client' and status in ('review', 'approved', 'published')
      else (select atrium.may('artifacts:select_any')) or status = 'published'
        or owner_id = (select atrium.current_user_id()) or approver_id = (select atrium.current_user_id())
        or campaign_id = any (array(select m from atrium.my_campaigns() m)) end);
create policy artifacts_insert on public.artifacts for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifacts:insert'))
    and owner_id is not distinct from (select atrium.current_user_id())
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w))));
create policy artifacts_update on public.artifacts for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifacts:update'))
    and status <> 'archived'
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w)))
    and ((select atrium.may('artifacts:update_any')) or owner_id = (select atrium.current_user_id())
      or ((select atrium.may('artifacts:update_team'))
        and campaign_id = any (array(select m from atrium.my_campaigns() m))
        and (status in ('draft', 'review') or (select atrium.may('artifacts:update_approved'))))))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifacts:update'))
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w))));
create policy artifacts_delete on public.artifacts for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifacts:delete'))
    and status in ('draft', 'archived')
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w)))
    and ((select atrium.may('artifacts:update_any')) or owner_id = (select atrium.current_user_id())));
grant select, delete on public.artifacts to authenticated;
grant insert (campaign_id, client_id, brand_id, phase_id, artifact_code, title, artifact_type, sub_type, format,
  content,
  content_json, content_url, file_size_bytes, mime_type, description, tags, icon, due_date, change_summary,
  parent_artifact_id) on public.artifacts to authenticated;
grant update (campaign_id, brand_id, phase_id, artifact_code, title, artifact_type, sub_type, format,
  content,
  content_json, content_url, file_size_bytes, mime_type, description, tags, icon, due_date, change_summary, version,
  parent_artifact_id) on public.artifacts to authenticated;
