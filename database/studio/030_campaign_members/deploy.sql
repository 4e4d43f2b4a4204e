-- Who works on a campaign beside its three leads. Being on the team is what lets a creative read the drafts of a
-- campaign and a pm change it.
create table public.campaign_members (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  campaign_id      uuid not null,
  user_id          uuid not null,
  role_on_campaign text,
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint campaign_members_once unique (campaign_id, user_id),
  constraint campaign_members_campaign foreign key (agency_id, campaign_id)
    references public.campaigns (agency_id, id) on delete cascade,
  constraint campaign_members_member foreign key (agency_id, user_id)
    references public.memberships (agency_id, user_id) on delete cascade,
  constraint campaign_members_role check (length(role_on_campaign) <= 100)
);
comment on table public.campaign_members is
  'Scope: parent, the campaign; staff only. People on the team beside its three leads.';
comment on column public.campaign_members.id is 'Identifier.';
comment on column public.campaign_members.agency_id is 'The agency of both; never changes.';
comment on column public.campaign_members.campaign_id is 'The campaign; never changes.';
comment on column public.campaign_members.user_id is 'A member of staff of the agency; never changes.';
comment on column public.campaign_members.role_on_campaign is 'What the person does there, in words; grants nothing.';
comment on column public.campaign_members.created_by is
  'Who put the person on the team. Not a reference: it outlives the account.';
comment on column public.campaign_members.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.campaign_members.created_at is 'Since when; UTC.';
comment on column public.campaign_members.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index campaign_members_campaign on public.campaign_members (agency_id, campaign_id);
create index campaign_members_user on public.campaign_members (user_id, agency_id);

create trigger campaign_members_staff after insert on public.campaign_members
  for each row execute function atrium.same_agency_member('staff', 'user_id');
create trigger campaign_members_touch before insert or update on public.campaign_members
  for each row execute function atrium.touch();
create trigger campaign_members_immutable before update on public.campaign_members
  for each row execute function atrium.immutable('id', 'agency_id', 'campaign_id', 'user_id', 'created_by',
    'created_at');
create trigger campaign_members_audit after insert or update or delete on public.campaign_members
  for each row execute function atrium.audit();

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

create function atrium.writable_campaigns() returns setof uuid
language sql stable
as $$
  select c.id from public.campaigns c
  where c.agency_id = atrium.current_agency_id() and atrium.may('campaigns:update')
    and (atrium.may('campaigns:update_any') or c.id = any (array(select m from atrium.my_campaigns() m)))
    and (atrium.sees_all_clients() or c.client_id = any (array(
      select a.client_id from public.client_access a
      where a.agency_id = atrium.current_agency_id() and a.user_id = atrium.current_user_id()
        and a.permission = 'write')))
$$;
comment on function atrium.writable_campaigns() is
  'The campaigns the caller may change; for policies of what hangs on them.';
call atrium.own_as_definer('atrium.writable_campaigns()'::regprocedure);
grant execute on function atrium.writable_campaigns() to authenticated, service_role;

-- What functions ask that run past row security: how far the caller reaches into one campaign.
create function atrium.campaign_reach(campaign_id uuid) returns text
language sql stable
as $$
  select case
    when c.id in (select w from atrium.writable_campaigns() w) then 'write'
    when atrium.client_reach(c.client_id) is not null and atrium.may('campaigns:select')
      and (c.status <> 'pipeline' or not atrium.is_contact()) then 'read' end
  from public.campaigns c
  where c.id = campaign_reach.campaign_id and c.agency_id = atrium.current_agency_id()
$$;
comment on function atrium.campaign_reach(uuid) is
  'Null, read or write: what the caller may do to one campaign, as its policies say.';
call atrium.own_as_definer('atrium.campaign_reach(uuid)'::regprocedure);

create function atrium.check_campaign(campaign_id uuid) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  reach text := atrium.campaign_reach(campaign_id);
begin
  if reach is null then
    raise exception using errcode = 'ATNOF', message = 'This campaign does not exist or is not yours to see.',
      hint = 'Choose a campaign from your list.';
  elsif reach <> 'write' then
    raise exception using errcode = 'ATNOM', message = 'Only the team''s leads and the leadership change this'
      ' campaign.',
      hint = 'Ask its project manager or account director.';
  end if;
end
$$;
comment on function atrium.check_campaign(uuid) is
  'Raises ATNOF where the caller does not see the campaign, ATNOM where he sees it and may not change it.';
call atrium.own_as_definer('atrium.check_campaign(uuid)'::regprocedure);

call atrium.allow('campaign_members', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent');
call atrium.allow('campaign_members', 'select', 'assigned', 'member');
call atrium.allow('campaign_members', 'insert', 'all', 'owner', 'leadership');
call atrium.allow('campaign_members', 'insert', 'assigned', 'pm', 'account');
call atrium.allow('campaign_members', 'update', 'all', 'owner', 'leadership');
call atrium.allow('campaign_members', 'update', 'assigned', 'pm', 'account');
call atrium.allow('campaign_members', 'delete', 'all', 'owner', 'leadership');
call atrium.allow('campaign_members', 'delete', 'assigned', 'pm', 'account');

alter table public.campaign_members enable row level security;
alter table public.campaign_members force row level security;
create policy campaign_members_select on public.campaign_members for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_members:select'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy campaign_members_insert on public.campaign_members for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_members:insert'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)));
create policy campaign_members_update on public.campaign_members for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_members:update'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_members:update'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)));
create policy campaign_members_delete on public.campaign_members for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_members:delete'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)));
grant select, delete on public.campaign_members to authenticated;
grant insert (campaign_id, user_id, role_on_campaign), update (role_on_campaign)
  on public.campaign_members to authenticated;
