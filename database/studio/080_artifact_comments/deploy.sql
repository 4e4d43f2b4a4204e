-- What people say about an artifact, in threads. Whoever reads the artifact may comment, contact users too; what staff
-- say is internal unless they say it to the client. A comment is taken back, not deleted, so that the thread below it
-- stays.
create table public.artifact_comments (
  id                uuid primary key default gen_random_uuid(),
  agency_id         uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  artifact_id       uuid not null,
  parent_comment_id uuid,
  comment_text      text not null,
  commenter_id      uuid default atrium.current_user_id() references public.users on delete set null,
  visibility        public.artifact_visibility not null default 'internal',
  anchor            jsonb,
  mentions          uuid[] not null default '{}',
  is_resolved       boolean not null default false,
  resolved_by       uuid,
  resolved_at       timestamptz,
  edited_at         timestamptz,
  deleted_at        timestamptz,
  created_by        uuid,
  updated_by        uuid,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  constraint artifact_comments_agency_artifact_id unique (agency_id, artifact_id, id),
  constraint artifact_comments_artifact foreign key (agency_id, artifact_id)
    references public.artifacts (agency_id, id) on delete cascade,
  constraint artifact_comments_parent foreign key (agency_id, artifact_id, parent_comment_id)
    references public.artifact_comments (agency_id, artifact_id, id) on delete cascade,
  constraint artifact_comments_text check (case when deleted_at is null
    then length(btrim(comment_text)) between 1 and 10000 else comment_text = '' end),
  constraint artifact_comments_resolved check (is_resolved = (resolved_at is not null)
    and (is_resolved or resolved_by is null)),
  constraint artifact_comments_head check (parent_comment_id is null or not is_resolved),
  constraint artifact_comments_anchor check (jsonb_typeof(anchor) = 'object' and length(anchor::text) <= 4000),
  constraint artifact_comments_mentions check (cardinality(mentions) <= 50)
);
comment on table public.artifact_comments is 'Scope: parent, the artifact; owner for changes. Threads of comments.';
comment on column public.artifact_comments.id is 'Identifier.';
comment on column public.artifact_comments.agency_id is 'The agency of the artifact; never changes.';
comment on column public.artifact_comments.artifact_id is 'The artifact; never changes.';
comment on column public.artifact_comments.parent_comment_id is
  'The comment of the same artifact it replies to; null for the head of a thread.';
comment on column public.artifact_comments.comment_text is
  'Text, 1 to 10,000 characters; empty once it was taken back.';
comment on column public.artifact_comments.commenter_id is 'Who said it; null once the account was erased.';
comment on column public.artifact_comments.visibility is
  'client: contact users of the client read it too. Their own always are.';
comment on column public.artifact_comments.anchor is 'Object: the block and the words it is about; null for the whole.';
comment on column public.artifact_comments.mentions is 'Members of the agency it calls for, at most 50.';
comment on column public.artifact_comments.is_resolved is
  'The thread is settled; heads only. Changed by resolve_comment and reopen_comment.';
comment on column public.artifact_comments.resolved_by is 'Who settled it. Not a reference, like created_by.';
comment on column public.artifact_comments.resolved_at is 'When it was settled; UTC.';
comment on column public.artifact_comments.edited_at is 'When its text last changed; UTC, kept by a trigger.';
comment on column public.artifact_comments.deleted_at is 'When it was taken back; UTC. Set by delete_comment.';
comment on column public.artifact_comments.created_by is 'As commenter_id. Not a reference: it outlives the account.';
comment on column public.artifact_comments.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.artifact_comments.created_at is 'When it was said; UTC.';
comment on column public.artifact_comments.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index artifact_comments_newest on public.artifact_comments (agency_id, artifact_id, created_at desc);
create index artifact_comments_newest_of_agency on public.artifact_comments (agency_id, created_at desc);
create index artifact_comments_replies on public.artifact_comments (agency_id, artifact_id, parent_comment_id)
  where parent_comment_id is not null;
create index artifact_comments_open on public.artifact_comments (agency_id, artifact_id) where not is_resolved
  and parent_comment_id is null and deleted_at is null;
create index artifact_comments_commenter on public.artifact_comments (commenter_id) where commenter_id is not null;

create function atrium.check_comment() returns trigger
language plpgsql
as $$
declare
  parent public.artifact_comments;
begin
  if tg_op = 'UPDATE' then
    if new.comment_text is distinct from old.comment_text and new.deleted_at is null then
      new.edited_at := clock_timestamp();
    end if;
  elsif atrium.is_contact() then
    new.visibility := 'client';
  end if;
  if tg_op = 'INSERT' and new.parent_comment_id is not null then
    select * into parent from public.artifact_comments c
    where c.id = new.parent_comment_id and c.artifact_id = new.artifact_id and c.agency_id = new.agency_id
      and c.deleted_at is null and (c.visibility = 'client' or not atrium.is_contact());
    if not found then
      raise exception using errcode = 'ATNOF', message = 'The comment you reply to is not there.',
        hint = 'Reply to a comment of this artifact that was not taken back.';
    end if;
  end if;
  if new.visibility = 'client' and new.parent_comment_id is not null and exists (
      select from public.artifact_comments c where c.id = new.parent_comment_id and c.visibility = 'internal') then
    raise exception using errcode = 'ATVAL', message = 'A reply in an internal thread is internal.',
      hint = 'Start a new comment for the client.';
  end if;
  if new.mentions <> '{}' and (tg_op = 'INSERT' or new.mentions <> old.mentions) and exists (
      select from unnest(new.mentions) p where not exists (select from public.memberships m
        where m.agency_id = new.agency_id and m.user_id = p and (m.client_id is null
          or new.visibility = 'client'))) then
    raise exception using errcode = 'ATVAL', message = 'Somebody mentioned is nobody here, or must not read this.',
      hint = 'Mention members of your agency.';
  end if;
  return new;
end
$$;
comment on function atrium.check_comment() is
  'Trigger before insert or update: replies stay in their thread and its audience,'
  ' mentions in the agency. ATNOF, ATVAL.';
call atrium.own_as_definer('atrium.check_comment()'::regprocedure);

create trigger artifact_comments_check before insert or update on public.artifact_comments
  for each row execute function atrium.check_comment();
create trigger artifact_comments_person after insert or update on public.artifact_comments
  for each row execute function atrium.same_agency_member('anybody', 'commenter_id');
create trigger artifact_comments_touch before insert or update on public.artifact_comments
  for each row execute function atrium.touch();
create trigger artifact_comments_immutable before update on public.artifact_comments for each row
  execute function atrium.immutable('id', 'agency_id', 'artifact_id', 'parent_comment_id', 'created_by', 'created_at');
create trigger artifact_comments_audit after insert or update or delete on public.artifact_comments
  for each row execute function atrium.audit();

call atrium.allow('artifact_comments', 'select', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('artifact_comments', 'select', 'assigned', 'admin', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('artifact_comments', 'select', 'home', 'customer');
call atrium.allow('artifact_comments', 'insert', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('artifact_comments', 'insert', 'assigned', 'admin', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('artifact_comments', 'insert', 'home', 'customer');
call atrium.allow('artifact_comments', 'update', 'own', 'owner', 'leadership', 'finance', 'admin', 'pm', 'account',
  'creative', 'agent', 'member', 'customer');
call atrium.allow('artifact_comments', 'delete', 'own', 'owner', 'leadership', 'finance', 'admin', 'pm', 'account',
  'creative', 'agent', 'member', 'customer');
call atrium.allow('artifact_comments', 'resolve_any', 'all', 'owner', 'leadership');

alter table public.artifact_comments enable row level security;
alter table public.artifact_comments force row level security;
-- one look-up by key for each row of the artifact's threads: see docs/modules/studio.md
create policy artifact_comments_select on public.artifact_comments for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifact_comments:select'))
    and (visibility = 'client' or not (select atrium.is_contact()))
    and (commenter_id = (select atrium.current_user_id())
      or (select true from public.artifacts a where a.id = artifact_comments.artifact_id)));
create policy artifact_comments_insert on public.artifact_comments for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifact_comments:insert'))
    and commenter_id is not distinct from (select atrium.current_user_id())
    and (select true from public.artifacts a where a.id = artifact_comments.artifact_id));
create policy artifact_comments_update on public.artifact_comments for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifact_comments:update'))
    and commenter_id = (select atrium.current_user_id()) and deleted_at is null)
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifact_comments:update'))
    and commenter_id = (select atrium.current_user_id()) and deleted_at is null);
grant select on public.artifact_comments to authenticated;
grant insert (artifact_id, parent_comment_id, comment_text, visibility, anchor, mentions),
  update (comment_text, anchor, mentions) on public.artifact_comments to authenticated;

create function atrium.settle_comment(comment_id uuid, settled boolean) returns public.artifact_comments
language plpgsql
as $$
declare
  head public.artifact_comments;
begin
  select * into head from public.artifact_comments c
  where c.id = comment_id and c.agency_id = atrium.current_agency_id()
    and (c.visibility = 'client' or not atrium.is_contact())
    and (c.commenter_id = atrium.current_user_id() or atrium.artifact_reach(c.artifact_id) is not null)
  for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This comment does not exist or is not yours to see.',
      hint = 'Choose a comment of an artifact you can open.';
  elsif not (atrium.may('artifact_comments:resolve_any') or coalesce(head.commenter_id = atrium.current_user_id(),
    false)
    or exists (
      select from public.artifacts a left join public.campaigns c on c.id = a.campaign_id
      where a.id = head.artifact_id and atrium.current_user_id() in
        (a.owner_id, c.account_director_id, c.project_manager_id, c.creative_director_id))) then
    raise exception using errcode = 'ATNOM', message = 'A thread is settled by its author, the artifact''s owner, the'
      ' campaign''s leads or the leadership.', hint = 'Ask one of them, or say in the thread that it is done.';
  elsif head.parent_comment_id is not null then
    raise exception using errcode = 'ATVAL', message = 'A thread is settled at its head.',
      hint = 'Pass the comment that the thread began with.';
  elsif head.is_resolved = settled then
    raise exception using errcode = 'ATSTA', message = case when settled then 'The thread is settled already.'
      else 'The thread is open already.' end, hint = 'Load it again.';
  end if;
  update public.artifact_comments c
  set is_resolved = settled, resolved_by = case when settled then atrium.current_user_id() end,
    resolved_at = case when settled then clock_timestamp() end
  where c.id = head.id returning * into head;
  return head;
end
$$;
comment on function atrium.settle_comment(uuid, boolean) is 'What resolve_comment and reopen_comment do.';
call atrium.own_as_definer('atrium.settle_comment(uuid, boolean)'::regprocedure);
grant execute on function atrium.settle_comment(uuid, boolean) to authenticated;

create function public.resolve_comment(comment_id uuid) returns public.artifact_comments
language sql as $$ select * from atrium.settle_comment(comment_id, true) $$;
create function public.reopen_comment(comment_id uuid) returns public.artifact_comments
language sql as $$ select * from atrium.settle_comment(comment_id, false) $$;
comment on function public.resolve_comment(uuid) is
  'Settles a thread: by its author, the artifact''s owner, the leads or the leadership. ATNOF, ATNOM, ATSTA, ATVAL.';
comment on function public.reopen_comment(uuid) is
  'Opens a settled thread again; by whoever may settle it. ATNOF, ATNOM, ATSTA, ATVAL.';

create function public.delete_comment(comment_id uuid) returns void
language plpgsql
as $$
begin
  update public.artifact_comments c
  set deleted_at = clock_timestamp(), comment_text = '', anchor = null, mentions = '{}'
  where c.id = comment_id and c.agency_id = atrium.current_agency_id() and atrium.may('artifact_comments:delete')
    and c.commenter_id = atrium.current_user_id() and c.deleted_at is null;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'There is no such comment of yours.',
      hint = 'Only who said it takes it back.';
  end if;
end
$$;
comment on function public.delete_comment(uuid) is
  'Takes an own comment back: its text goes, its place in the thread stays. ATNOF.';
call atrium.own_as_definer('public.delete_comment(uuid)'::regprocedure);
grant execute on function public.resolve_comment(uuid), public.reopen_comment(uuid), public.delete_comment(uuid)
  to authenticated, service_role;
