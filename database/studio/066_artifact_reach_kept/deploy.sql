-- As with atrium.client_reach: in plpgsql, so that its plan is kept for the session. Every function of an artifact asks
-- it once or more; planning it took most of their time.
create or replace function atrium.artifact_reach(artifact_id uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return (
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
    from found f);
end
$$;
