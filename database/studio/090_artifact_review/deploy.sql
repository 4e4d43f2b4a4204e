-- From draft to published, and who said so. Each step is a function that locks the artifact first: of two people who
-- decide at once, one is told that it has been decided. Nobody approves what he owns, wrote last or submitted.
create domain public.artifact_step as text constraint artifact_step_known check (value in
  ('submitted', 'withdrawn', 'approved', 'changes_requested', 'reopened', 'published', 'archived', 'restored',
   'handed_over', 'shared', 'unshared', 'client_approved', 'client_changes'));
comment on domain public.artifact_step is
  'A step in the life of an artifact. reopened: edited after approval. client_*: said by the client.';

create table public.artifact_approvals (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null references public.agencies on delete cascade,
  artifact_id uuid not null,
  version     integer not null,
  step        public.artifact_step not null,
  approver_id uuid,
  note        text,
  created_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint artifact_approvals_artifact foreign key (agency_id, artifact_id)
    references public.artifacts (agency_id, id) on delete cascade,
  constraint artifact_approvals_note check (length(note) <= 5000)
);
comment on table public.artifact_approvals is
  'Scope: parent, the artifact. Append only: every step of its review, with who and why.';
comment on column public.artifact_approvals.id is 'Identifier.';
comment on column public.artifact_approvals.agency_id is 'The agency of the artifact.';
comment on column public.artifact_approvals.artifact_id is 'The artifact.';
comment on column public.artifact_approvals.version is 'The version it was said of.';
comment on column public.artifact_approvals.step is 'What happened.';
comment on column public.artifact_approvals.approver_id is
  'submitted: who was asked. handed_over: the new owner. Not a reference, like created_by.';
comment on column public.artifact_approvals.note is 'Why, in the words of whoever did it; up to 5,000 characters.';
comment on column public.artifact_approvals.created_by is 'Who did it. Not a reference: it outlives the account.';
comment on column public.artifact_approvals.created_at is 'When; UTC.';
comment on column public.artifact_approvals.updated_at is 'As created_at: a step never changes.';
create index artifact_approvals_newest on public.artifact_approvals (agency_id, artifact_id, created_at desc);
create index artifact_approvals_newest_of_agency on public.artifact_approvals (agency_id, created_at desc);

create trigger artifact_approvals_touch before insert on public.artifact_approvals
  for each row execute function atrium.touch();
create trigger artifact_approvals_fixed before update on public.artifact_approvals
  for each row execute function atrium.refuse_change();
create trigger artifact_approvals_audit after insert or delete on public.artifact_approvals
  for each row execute function atrium.audit();

call atrium.allow('artifact_approvals', 'select', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('artifact_approvals', 'select', 'assigned', 'admin', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('artifact_approvals', 'select', 'home', 'customer');
call atrium.allow('artifacts', 'decide', 'all', 'owner', 'leadership');
call atrium.allow('artifacts', 'decide_any', 'all', 'owner', 'leadership');
call atrium.allow('artifacts', 'decide', 'assigned', 'pm');
call atrium.allow('artifacts', 'decide_team', 'assigned', 'pm');
call atrium.allow('artifacts', 'decide', 'own', 'account');

alter table public.artifact_approvals enable row level security;
alter table public.artifact_approvals force row level security;
create policy artifact_approvals_select on public.artifact_approvals for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('artifact_approvals:select'))
    and (step in ('client_approved', 'client_changes') or not (select atrium.is_contact()))
    and (select true from public.artifacts a where a.id = artifact_approvals.artifact_id));
grant select on public.artifact_approvals to authenticated;

create function atrium.note_step(artifact public.artifacts, step text, note text, approver uuid default null)
  returns void
language sql
as $$
  insert into public.artifact_approvals (agency_id, artifact_id, version, step, approver_id, note)
  values (artifact.agency_id, artifact.id, artifact.version, step, approver, nullif(btrim(note), ''))
$$;
comment on function atrium.note_step(public.artifacts, text, text, uuid) is 'Writes a step of an artifact''s review.';
call atrium.own_as_definer('atrium.note_step(public.artifacts, text, text, uuid)'::regprocedure);

create function atrium.note_reopening() returns trigger
language plpgsql
as $$
begin
  perform atrium.note_step(new, 'reopened', new.change_summary);
  return null;
end
$$;
comment on function atrium.note_reopening() is 'Trigger after an edit took an approval back: notes it among the steps.';
call atrium.own_as_definer('atrium.note_reopening()'::regprocedure);
create trigger artifacts_reopened after update on public.artifacts for each row
  when (old.status in ('approved', 'published') and new.status = 'draft' and new.version > old.version)
  execute function atrium.note_reopening();

-- Whether a member of staff may decide on an artifact by his rights: on all, on those of his campaigns, on those he is
-- asked to.
create function atrium.may_decide(artifact public.artifacts) returns boolean
language sql stable
as $$
  select atrium.may('artifacts:decide_any')
    or (atrium.may('artifacts:decide_team') and coalesce(artifact.campaign_id in (select m from atrium.my_campaigns()
      m), false))
    or coalesce(atrium.may('artifacts:decide') and artifact.approver_id = atrium.current_user_id(), false)
$$;
comment on function atrium.may_decide(public.artifacts) is
  'Whether the caller may decide on an artifact in review, leaving its authors aside.';
call atrium.own_as_definer('atrium.may_decide(public.artifacts)'::regprocedure);

create function public.submit_for_review(artifact_id uuid, approver_id uuid default null, note text default null)
returns public.artifacts
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(submit_for_review.artifact_id, 'write');
begin
  if piece.status <> 'draft' then
    raise exception using errcode = 'ATSTA', message = format('An artifact that is %s can''t be submitted.',
      piece.status),
      hint = 'Only a draft is submitted for review.';
  elsif submit_for_review.approver_id in (piece.owner_id, piece.content_by, atrium.current_user_id()) then
    raise exception using errcode = 'ATVAL', message = 'Nobody approves what he owns, wrote or submits.',
      hint = 'Name somebody else as approver.';
  elsif submit_for_review.approver_id is not null and not exists (
      select from public.memberships m left join atrium.role_right_sets r on r.role = m.role
      where m.agency_id = piece.agency_id and m.user_id = submit_for_review.approver_id and m.status = 'active'
        and (r.rights like '% artifacts:decide %' or 'artifacts:decide' = any (m.permissions))) then
    raise exception using errcode = 'ATVAL', message = 'The approver named may not approve artifacts.',
      hint = 'Name somebody of the leadership, a project manager or an account director.';
  end if;
  update public.artifacts a
  set status = 'review', approver_id = submit_for_review.approver_id, submitted_by = atrium.current_user_id()
  where a.id = piece.id returning * into piece;
  perform atrium.note_step(piece, 'submitted', note, submit_for_review.approver_id);
  return piece;
end
$$;
comment on function public.submit_for_review(uuid, uuid, text) is
  'Puts a draft before an approver, or before whoever may decide. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.submit_for_review(uuid, uuid, text)'::regprocedure);

create function public.withdraw_from_review(artifact_id uuid) returns public.artifacts
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(withdraw_from_review.artifact_id, 'write');
begin
  if piece.status <> 'review' then
    raise exception using errcode = 'ATSTA', message = format('The artifact is %s, not in review.', piece.status),
      hint = 'Only what waits for a decision is withdrawn.';
  end if;
  update public.artifacts a set status = 'draft', approver_id = null, submitted_by = null
  where a.id = piece.id returning * into piece;
  perform atrium.note_step(piece, 'withdrawn', null);
  return piece;
end
$$;
comment on function public.withdraw_from_review(uuid) is
  'Makes an artifact in review a draft again. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.withdraw_from_review(uuid)'::regprocedure);

create function atrium.decide_artifact(artifact_id uuid, decision text, version integer, note text)
returns public.artifacts
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(decide_artifact.artifact_id);
begin
  if not atrium.may_decide(piece) then
    raise exception using errcode = 'ATNOM', message = 'You are not asked to decide on this artifact.',
      hint = 'Its approver, the campaign''s project manager or the leadership decides.';
  elsif piece.status <> 'review' then
    raise exception using errcode = 'ATSTA', message = format('The artifact is %s, not in review.', piece.status),
      hint = 'It has been decided on or withdrawn meanwhile, or must be submitted first.';
  elsif atrium.current_user_id() in (piece.owner_id, piece.content_by, piece.submitted_by) then
    raise exception using errcode = 'ATNOM', message = 'Nobody approves what he owns, wrote or submitted.',
      hint = 'Ask somebody else who may decide.';
  elsif coalesce(decide_artifact.version, piece.version) <> piece.version then
    raise exception using errcode = 'ATSTL', message = format('You read version %s; the artifact is at version %s.',
      decide_artifact.version, piece.version), hint = 'Read it again, then decide.';
  elsif decision = 'changes_requested' and coalesce(btrim(note), '') = '' then
    raise exception using errcode = 'ATVAL', message = 'Say what is to be changed.', hint = 'Pass it as note.';
  end if;
  update public.artifacts a
  set status = case decision when 'approved' then 'approved' else 'draft' end,
    approver_id = case decision when 'approved' then atrium.current_user_id() end,
    approved_at = case decision when 'approved' then clock_timestamp() end,
    approval_notes = case decision when 'approved' then nullif(btrim(note), '') end,
    submitted_by = case decision when 'approved' then a.submitted_by end
  where a.id = piece.id returning * into piece;
  perform atrium.note_step(piece, decision, note);
  return piece;
end
$$;
comment on function atrium.decide_artifact(uuid, text, integer, text) is
  'What approve_artifact and request_changes do.';
call atrium.own_as_definer('atrium.decide_artifact(uuid, text, integer, text)'::regprocedure);
grant execute on function atrium.decide_artifact(uuid, text, integer, text) to authenticated, service_role;

create function public.approve_artifact(artifact_id uuid, note text default null, version integer default null)
returns public.artifacts
language sql as $$ select * from atrium.decide_artifact(artifact_id, 'approved', version, note) $$;
comment on function public.approve_artifact(uuid, text, integer) is
  'Approves an artifact in review; never one''s own. With version: that one or none (ATSTL). ATNOF, ATNOM, ATSTA.';
create function public.request_changes(artifact_id uuid, note text, version integer default null)
returns public.artifacts
language sql as $$ select * from atrium.decide_artifact(artifact_id, 'changes_requested', version, note) $$;
comment on function public.request_changes(uuid, text, integer) is
  'Sends an artifact in review back to its owner with what is to be changed. ATNOF, ATNOM, ATSTA, ATSTL, ATVAL.';
grant execute on function public.submit_for_review(uuid, uuid, text), public.withdraw_from_review(uuid),
  public.approve_artifact(uuid, text, integer), public.request_changes(uuid, text, integer)
  to authenticated, service_role;
