-- What functions ask that run past row security: how far the caller reaches into one artifact. The same rules as the
-- policies of artifacts, for one row; a test compares the two for every role.
create function atrium.artifact_reach(artifact_id uuid) returns text
language sql stable
as $$
  with found as (
    select a.*, case when a.client_id is null then case when atrium.is_contact() then null else 'write' end
                     else atrium.client_reach(a.client_id) end as of_client,
      a.campaign_id in (select m from atrium.my_campaigns() m) as of_team
    from public.artifacts a
    where a.id = artifact_reach.artifact_id and a.agency_id = atrium.current_agency_id()
  )
  select case
    when f.of_client is null or not atrium.may('artifacts:select') then null
    when atrium.is_contact() then
      case when f.visibility = 'client' and f.status in ('review', 'approved', 'published') then 'read' end
    when f.of_client = 'write' and atrium.may('artifacts:update') and (
      atrium.may('artifacts:update_any') or f.owner_id = atrium.current_user_id()
      or (atrium.may('artifacts:update_team') and f.of_team
        and (f.status in ('draft', 'review') or atrium.may('artifacts:update_approved')))) then 'write'
    when atrium.may('artifacts:select_any') or f.status = 'published' or f.owner_id = atrium.current_user_id()
      or f.approver_id = atrium.current_user_id() or f.of_team then 'read' end
  from found f
$$;
comment on function atrium.artifact_reach(uuid) is
  'Null, read or write: what the caller may do to one artifact. An archived one counts as it did before it was'
  ' archived.';
call atrium.own_as_definer('atrium.artifact_reach(uuid)'::regprocedure);

create function atrium.lock_artifact(artifact_id uuid, needed text default 'read') returns public.artifacts
language plpgsql
as $$
declare
  locked public.artifacts;
  reach text;
begin
  -- lock first, then judge: what is judged is what will be changed
  select * into locked from public.artifacts a
  where a.id = lock_artifact.artifact_id and a.agency_id = atrium.current_agency_id() for no key update;
  reach := atrium.artifact_reach(artifact_id);
  if reach is null then
    raise exception using errcode = 'ATNOF', message = 'This artifact does not exist or is not yours to see.',
      hint = 'Choose an artifact from your library.';
  elsif needed = 'write' and reach <> 'write' then
    raise exception using errcode = 'ATNOM', message = 'You can read this artifact and not change it.',
      hint = 'Ask its owner, or somebody of the campaign''s team.';
  end if;
  return locked;
end
$$;
comment on function atrium.lock_artifact(uuid, text) is
  'The artifact, locked for the transaction; ATNOF where the caller does not see it, ATNOM where he may not do what'
  ' is needed.';
call atrium.own_as_definer('atrium.lock_artifact(uuid, text)'::regprocedure);
