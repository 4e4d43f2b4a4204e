-- Who is planned onto which campaign, from when to when. A confirmed allocation puts the person on the campaign's team,
-- so only those who may change the campaign confirm one; planning gives nothing.
create domain public.allocation_status as text
  constraint allocation_status_known check (value in ('planned', 'confirmed', 'cancelled'));
comment on domain public.allocation_status is 'Where an allocation stands; confirmed ones count for the team.';

create table public.team_allocations (
  id                    uuid primary key default gen_random_uuid(),
  agency_id             uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  employee_id           uuid not null,
  campaign_id           uuid not null,
  phase_id              uuid,
  allocation_start_date date not null,
  allocation_end_date   date not null,
  planned_hours         numeric(10,2) not null,
  pct_of_capacity       numeric(5,2),
  role_on_campaign      text,
  status                public.allocation_status not null default 'planned',
  created_by            uuid,
  updated_by            uuid,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  constraint team_allocations_member foreign key (agency_id, employee_id)
    references public.memberships (agency_id, user_id) on delete cascade,
  constraint team_allocations_campaign foreign key (agency_id, campaign_id)
    references public.campaigns (agency_id, id) on delete cascade,
  constraint team_allocations_phase foreign key (agency_id, campaign_id, phase_id)
    references public.campaign_phases (agency_id, campaign_id, id) on delete set null (phase_id),
  constraint team_allocations_dates check (allocation_end_date >= allocation_start_date),
  constraint team_allocations_hours check (planned_hours >= 0),
  constraint team_allocations_pct check (pct_of_capacity between 0 and 100),
  constraint team_allocations_role check (length(role_on_campaign) <= 100)
);
comment on table public.team_allocations is
  'Scope: agency, narrowed to the campaigns the caller sees; staff only. Who is planned to work on what, and when.';
comment on column public.team_allocations.id is 'Identifier.';
comment on column public.team_allocations.agency_id is 'The agency; never changes.';
comment on column public.team_allocations.employee_id is 'Who: a member of staff; never changes.';
comment on column public.team_allocations.campaign_id is 'On which campaign; never changes.';
comment on column public.team_allocations.phase_id is 'In which of its phases; null for none in particular.';
comment on column public.team_allocations.allocation_start_date is 'First day.';
comment on column public.team_allocations.allocation_end_date is 'Last day, not before the first.';
comment on column public.team_allocations.planned_hours is 'Hours over the whole time, 0 or more.';
comment on column public.team_allocations.pct_of_capacity is
  'Share of the person''s week, 0 to 100; made of the hours where none is given. More than 100 arises over several.';
comment on column public.team_allocations.role_on_campaign is 'What the person does there, in words; grants nothing.';
comment on column public.team_allocations.status is
  'planned, confirmed or cancelled; changed by confirm_allocation and cancel_allocation.';
comment on column public.team_allocations.created_by is 'Who planned it. Not a reference: it outlives the account.';
comment on column public.team_allocations.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.team_allocations.created_at is 'When it was made; UTC.';
comment on column public.team_allocations.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index team_allocations_newest on public.team_allocations (agency_id, allocation_start_date desc);
create index team_allocations_of_employee on public.team_allocations (agency_id, employee_id, allocation_start_date);
create index team_allocations_of_campaign on public.team_allocations (agency_id, campaign_id, phase_id);
create index team_allocations_planned on public.team_allocations (agency_id, allocation_start_date)
  where status = 'planned';

create function atrium.complete_allocation() returns trigger
language plpgsql
as $$
declare
  capacity numeric := coalesce((select e.weekly_capacity_hours from public.employees e
    where e.agency_id = new.agency_id and e.user_id = new.employee_id), 40);
  days int := (select count(*) from generate_series(new.allocation_start_date::timestamp, new.allocation_end_date,
    interval '1 day') d where extract(isodow from d) < 6);
begin
  if new.allocation_end_date - new.allocation_start_date > 3660 then
    raise exception using errcode = 'ATVAL', message = 'An allocation lasts up to ten years.',
      hint = 'Check its dates.';
  end if;
  if new.pct_of_capacity is null or tg_op = 'UPDATE' and new.pct_of_capacity = old.pct_of_capacity then
    new.pct_of_capacity := least(100, round(new.planned_hours * 500 / nullif(greatest(days, 1) * capacity, 0), 2));
  end if;
  return new;
end
$$;
comment on function atrium.complete_allocation() is
  'Trigger before insert, or update of hours and dates: share of the week made of the hours, at most 100. ATVAL.';
call atrium.own_as_definer('atrium.complete_allocation()'::regprocedure);

create trigger team_allocations_complete
  before insert or update of planned_hours, allocation_start_date, allocation_end_date, pct_of_capacity
  on public.team_allocations for each row execute function atrium.complete_allocation();
create trigger team_allocations_staff after insert on public.team_allocations
  for each row execute function atrium.same_agency_member('staff', 'employee_id');
create trigger team_allocations_by_function before update on public.team_allocations
  for each row execute function atrium.by_function('status');
create trigger team_allocations_touch before insert or update on public.team_allocations
  for each row execute function atrium.touch();
create trigger team_allocations_immutable before update on public.team_allocations
  for each row execute function atrium.immutable('id', 'agency_id', 'employee_id', 'campaign_id', 'created_by',
    'created_at');
create trigger team_allocations_audit after insert or update or delete on public.team_allocations
  for each row execute function atrium.audit();

call atrium.allow('team_allocations', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent');
call atrium.allow('team_allocations', 'select', 'assigned', 'member');
call atrium.allow('team_allocations', 'insert', 'all', 'owner', 'leadership', 'pm');
call atrium.allow('team_allocations', 'update', 'all', 'owner', 'leadership', 'pm');
call atrium.allow('team_allocations', 'delete', 'all', 'owner', 'leadership', 'pm');

alter table public.team_allocations enable row level security;
alter table public.team_allocations force row level security;
create policy team_allocations_select on public.team_allocations for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_allocations:select'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy team_allocations_insert on public.team_allocations for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_allocations:insert'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy team_allocations_update on public.team_allocations for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_allocations:update'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_allocations:update')));
create policy team_allocations_delete on public.team_allocations for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_allocations:delete'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
grant select, delete on public.team_allocations to authenticated;
grant insert (employee_id, campaign_id, phase_id, allocation_start_date, allocation_end_date, planned_hours,
  pct_of_capacity, role_on_campaign) on public.team_allocations to authenticated;
grant update (phase_id, allocation_start_date, allocation_end_date, planned_hours, pct_of_capacity, role_on_campaign)
  on public.team_allocations to authenticated;

-- the studio's word for who is on a team, now with those who are planned onto it and confirmed
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
  union
  select t.campaign_id from public.team_allocations t
  where t.agency_id = atrium.current_agency_id() and t.employee_id = atrium.current_user_id()
    and t.status = 'confirmed'
$$;

create function public.confirm_allocation(allocation_id uuid) returns public.team_allocations
language plpgsql
as $$
declare
  held public.team_allocations;
begin
  select * into held from public.team_allocations t
  where t.id = allocation_id and t.agency_id = atrium.current_agency_id() and atrium.may('team_allocations:select')
    and atrium.campaign_reach(t.campaign_id) is not null for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This allocation does not exist or is not yours to see.',
      'Choose one from the list.');
  end if;
  perform atrium.check_campaign(held.campaign_id);
  if held.status <> 'planned' then
    perform atrium.refuse('ATSTA', format('The allocation is %s already.', held.status),
      'Only planned ones are confirmed.');
  end if;
  update public.team_allocations t set status = 'confirmed' where t.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.confirm_allocation(uuid) is
  'Confirms a planned allocation, which puts the person on the campaign''s team; for those who may change the campaign.'
  ' ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.confirm_allocation(uuid)'::regprocedure);

create function public.cancel_allocation(allocation_id uuid) returns public.team_allocations
language plpgsql
as $$
declare
  held public.team_allocations;
begin
  select * into held from public.team_allocations t
  where t.id = allocation_id and t.agency_id = atrium.current_agency_id() and atrium.may('team_allocations:select')
    and atrium.campaign_reach(t.campaign_id) is not null for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This allocation does not exist or is not yours to see.',
      'Choose one from the list.');
  end if;
  perform atrium.demand('team_allocations:update');
  if held.status = 'cancelled' then
    perform atrium.refuse('ATSTA', 'The allocation is cancelled already.', 'Plan a new one.');
  end if;
  update public.team_allocations t set status = 'cancelled' where t.id = held.id returning * into held;
  return held;
end
$$;
comment on function public.cancel_allocation(uuid) is
  'Cancels an allocation, planned or confirmed; the person leaves the team with it. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.cancel_allocation(uuid)'::regprocedure);
grant execute on function public.confirm_allocation(uuid), public.cancel_allocation(uuid)
  to authenticated, service_role;
