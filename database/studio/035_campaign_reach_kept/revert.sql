create or replace function atrium.writable_campaigns() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select c.id from public.campaigns c
  where c.agency_id = atrium.current_agency_id() and atrium.may('campaigns:update')
    and (atrium.may('campaigns:update_any') or c.id = any (array(select m from atrium.my_campaigns() m)))
    and (atrium.sees_all_clients() or c.client_id = any (array(
      select a.client_id from public.client_access a
      where a.agency_id = atrium.current_agency_id() and a.user_id = atrium.current_user_id()
        and a.permission = 'write')))
$$;
create or replace function atrium.campaign_reach(campaign_id uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select case
    when c.id in (select w from atrium.writable_campaigns() w) then 'write'
    when atrium.client_reach(c.client_id) is not null and atrium.may('campaigns:select')
      and (c.status <> 'pipeline' or not atrium.is_contact()) then 'read' end
  from public.campaigns c
  where c.id = campaign_reach.campaign_id and c.agency_id = atrium.current_agency_id()
$$;
