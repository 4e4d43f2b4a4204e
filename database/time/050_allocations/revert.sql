delete from atrium.role_rights where resource = 'team_allocations';
drop function public.cancel_allocation(uuid);
drop function public.confirm_allocation(uuid);
create or replace function atrium.my_campaigns() returns setof uuid
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select c.id from public.campaigns c
  where c.agency_id = atrium.current_agency_id()
    and (c.account_director_id = atrium.current_user_id() or c.project_manager_id = atrium.current_user_id()
      or c.creative_director_id = atrium.current_user_id())
  union
  select m.campaign_id from public.campaign_members m
  where m.agency_id = atrium.current_agency_id() and m.user_id = atrium.current_user_id()
$$;
drop table public.team_allocations;
drop function atrium.complete_allocation();
drop domain public.allocation_status;
