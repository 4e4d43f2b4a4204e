-- What happens to an artifact besides its review: published, archived, handed over, shared with the client, signed by
-- the client.
create function public.publish_artifact(artifact_id uuid) returns public.artifacts
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(publish_artifact.artifact_id);
begin
  if atrium.artifact_reach(piece.id) <> 'write' and not atrium.may('artifacts:decide_any') then
    raise exception using errcode = 'ATNOM', message = 'You may not publish this artifact.',
      hint = 'Its owner, the campaign''s account or project manager, or the leadership does.';
  elsif piece.status <> 'approved' then
    raise exception using errcode = 'ATSTA', message = format('The artifact is %s; only what is approved is published.',
      piece.status), hint = 'Have it approved first.';
  end if;
  update public.artifacts a set status = 'published' where a.id = piece.id returning * into piece;
  perform atrium.note_step(piece, 'published', null);
  return piece;
end
$$;
comment on function public.publish_artifact(uuid) is
  'Shows an approved artifact to all staff who see its client. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.publish_artifact(uuid)'::regprocedure);

create function atrium.keep_or_put_away(artifact_id uuid, put_away boolean, note text) returns public.artifacts
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(keep_or_put_away.artifact_id);
begin
  if not (atrium.may('artifacts:update_any') or coalesce(piece.owner_id = atrium.current_user_id(), false)
      and atrium.artifact_reach(piece.id) = 'write') then
    raise exception using errcode = 'ATNOM', message = 'Only its owner archives an artifact or takes it out again.',
      hint = 'Ask its owner; without one, have it handed over first.';
  elsif (piece.status = 'archived') = put_away then
    raise exception using errcode = 'ATSTA', message = format('The artifact is %s.', piece.status),
      hint = 'Load it again.';
  end if;
  update public.artifacts a
  set status = case when put_away then 'archived' else 'draft' end, approver_id = null, submitted_by = null,
    approved_at = null, approval_notes = null
  where a.id = piece.id returning * into piece;
  perform atrium.note_step(piece, case when put_away then 'archived' else 'restored' end, note);
  return piece;
end
$$;
comment on function atrium.keep_or_put_away(uuid, boolean, text) is 'What archive_artifact and restore_artifact do.';
call atrium.own_as_definer('atrium.keep_or_put_away(uuid, boolean, text)'::regprocedure);
grant execute on function atrium.keep_or_put_away(uuid, boolean, text) to authenticated, service_role;

create function public.archive_artifact(artifact_id uuid, note text default null) returns public.artifacts
language sql as $$ select * from atrium.keep_or_put_away(artifact_id, true, note) $$;
create function public.restore_artifact(artifact_id uuid) returns public.artifacts
language sql as $$ select * from atrium.keep_or_put_away(artifact_id, false, null) $$;
comment on function public.archive_artifact(uuid, text) is
  'Puts an own artifact away; it takes no edits and may be deleted. ATNOF, ATNOM, ATSTA.';
comment on function public.restore_artifact(uuid) is 'Makes an archived artifact a draft again. ATNOF, ATNOM, ATSTA.';

create function public.hand_over_artifact(artifact_id uuid, new_owner_id uuid, note text default null)
returns public.artifacts
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(hand_over_artifact.artifact_id);
begin
  if not (atrium.may('artifacts:decide_any') or coalesce(piece.owner_id = atrium.current_user_id(), false)
    or exists (
      select from public.campaigns c where c.id = piece.campaign_id and atrium.current_user_id() in
        (c.account_director_id, c.project_manager_id, c.creative_director_id))) then
    raise exception using errcode = 'ATNOM', message = 'You may not give this artifact to somebody else.',
      hint = 'Its owner, a lead of its campaign or the leadership does.';
  elsif new_owner_id is null or not exists (select from public.memberships m
      where m.agency_id = piece.agency_id and m.user_id = new_owner_id and m.client_id is null
        and m.status = 'active') then
    raise exception using errcode = 'ATVAL', message = 'The new owner is not a member of staff here.',
      hint = 'Name an active member of your agency.';
  elsif piece.owner_id = new_owner_id then
    raise exception using errcode = 'ATSTA', message = 'The artifact is that person''s already.',
      hint = 'Load it again.';
  end if;
  update public.artifacts a set owner_id = new_owner_id where a.id = piece.id returning * into piece;
  perform atrium.note_step(piece, 'handed_over', note, new_owner_id);
  return piece;
end
$$;
comment on function public.hand_over_artifact(uuid, uuid, text) is
  'Gives an artifact to another member of staff: by its owner, a lead or the leadership. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.hand_over_artifact(uuid, uuid, text)'::regprocedure);

create function public.share_artifact(artifact_id uuid, shared boolean default true) returns public.artifacts
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(share_artifact.artifact_id);
begin
  if not atrium.may('artifacts:share') or not (atrium.may('artifacts:decide_any')
      or atrium.artifact_reach(piece.id) = 'write') then
    raise exception using errcode = 'ATNOM', message = 'Your role may not show this artifact to the client.',
      hint = 'Ask the campaign''s account director or project manager.';
  elsif piece.client_id is null then
    raise exception using errcode = 'ATSTA', message = 'The artifact has no client to be shared with.',
      hint = 'Set its client or campaign first.';
  end if;
  update public.artifacts a set visibility = case when share_artifact.shared then 'client' else 'internal' end
  where a.id = piece.id returning * into piece;
  perform atrium.note_step(piece, case when share_artifact.shared then 'shared' else 'unshared' end, null);
  return piece;
end
$$;
comment on function public.share_artifact(uuid, boolean) is
  'Shows an artifact to the contact users of its client from review on, or no longer. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.share_artifact(uuid, boolean)'::regprocedure);

create function public.sign_off_artifact(artifact_id uuid, version integer, approved boolean, note text default null)
returns void
language plpgsql
as $$
declare
  piece public.artifacts := atrium.lock_artifact(sign_off_artifact.artifact_id);
begin
  if not atrium.may('artifacts:sign_off') then
    raise exception using errcode = 'ATNOM', message = 'Only contact users of the client sign for the client.',
      hint = 'Use approve_artifact for the agency''s own approval.';
  elsif sign_off_artifact.version is distinct from piece.version then
    raise exception using errcode = 'ATSTL', message = format('You read version %s; the artifact is at version %s.',
      sign_off_artifact.version, piece.version), hint = 'Read it again, then decide.';
  elsif approved is null or not approved and coalesce(btrim(note), '') = '' then
    raise exception using errcode = 'ATVAL', message = 'Say whether it is approved, and what is to be changed where'
      ' not.',
      hint = 'Pass approved, and a note with false.';
  end if;
  perform atrium.note_step(piece, case when approved then 'client_approved' else 'client_changes' end, note);
end
$$;
comment on function public.sign_off_artifact(uuid, integer, boolean, text) is
  'The client''s word on one version of what was shared; noted, and changes no status. ATNOF, ATNOM, ATSTL, ATVAL.';
call atrium.own_as_definer('public.sign_off_artifact(uuid, integer, boolean, text)'::regprocedure);

call atrium.allow('artifacts', 'share', 'all', 'owner', 'leadership');
call atrium.allow('artifacts', 'share', 'assigned', 'pm', 'account');
call atrium.allow('artifacts', 'sign_off', 'home', 'customer');
grant execute on function public.publish_artifact(uuid), public.archive_artifact(uuid, text),
  public.restore_artifact(uuid), public.hand_over_artifact(uuid, uuid, text), public.share_artifact(uuid, boolean),
  public.sign_off_artifact(uuid, integer, boolean, text) to authenticated, service_role;
