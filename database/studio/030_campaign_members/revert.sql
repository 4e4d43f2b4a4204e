delete from atrium.role_rights where resource = 'campaign_members';
drop function atrium.check_campaign(uuid);
drop function atrium.campaign_reach(uuid);
create or replace function atrium.my_campaigns() returns setof uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select c.id from public.campaigns c
  where c.agency_id = atrium.current_agency_id()
    and (c.account_director_id = atrium.current_user_id() or c.project_manager_id = atrium.current_user_id()
      or c.creative_director_id = atrium.current_user_id())
$$;
drop table public.campaign_members;
drop function atrium.writable_campaigns();
