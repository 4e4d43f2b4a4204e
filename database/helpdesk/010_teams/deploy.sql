-- Teams of the help desk. A ticket of a team is seen by its members; a lead keeps the own team.
create domain public.team_role as text constraint team_role_known check (value in ('member', 'lead'));
comment on domain public.team_role is 'member: sees the tickets of the team. lead: also keeps the team.';

create table public.teams (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name        text not null,
  description text,
  metadata    jsonb not null default '{}',
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint teams_agency_id unique (agency_id, id),
  constraint teams_name check (length(btrim(name)) between 1 and 100),
  constraint teams_description check (length(description) <= 2000)
);
comment on table public.teams is 'Scope: agency. Teams of the help desk.';
comment on column public.teams.id is 'Identifier.';
comment on column public.teams.agency_id is 'The agency; never changes.';
comment on column public.teams.name is 'Unique within the agency whatever the case; 1 to 100 characters.';
comment on column public.teams.description is 'What the team answers for, up to 2,000 characters.';
comment on column public.teams.metadata is 'Whatever a program keeps with it.';
comment on column public.teams.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.teams.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.teams.created_at is 'When it was made; UTC.';
comment on column public.teams.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index teams_one_name on public.teams (agency_id, lower(name));

create table public.team_members (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  team_id    uuid not null,
  user_id    uuid not null,
  role       public.team_role not null default 'member',
  joined_at  timestamptz not null default now(),
  created_by uuid,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint team_members_once unique (agency_id, team_id, user_id),
  constraint team_members_team foreign key (agency_id, team_id) references public.teams (agency_id, id)
    on delete cascade,
  constraint team_members_member foreign key (agency_id, user_id)
    references public.memberships (agency_id, user_id) on delete cascade
);
comment on table public.team_members is 'Scope: agency. Staff on a team; who leaves the agency leaves its teams.';
comment on column public.team_members.id is 'Identifier.';
comment on column public.team_members.agency_id is 'The agency of both; never changes.';
comment on column public.team_members.team_id is 'The team; never changes.';
comment on column public.team_members.user_id is 'A member of staff; never changes.';
comment on column public.team_members.role is 'member or lead; changed by set_team_role only.';
comment on column public.team_members.joined_at is 'Since when; UTC.';
comment on column public.team_members.created_by is
  'Who put the person on the team. Not a reference: it outlives the account.';
comment on column public.team_members.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.team_members.created_at is 'When the row was made; UTC.';
comment on column public.team_members.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index team_members_user on public.team_members (agency_id, user_id);

create trigger teams_touch before insert or update on public.teams for each row execute function atrium.touch();
create trigger teams_immutable before update on public.teams
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger teams_audit after insert or update or delete on public.teams
  for each row execute function atrium.audit();
create trigger team_members_staff after insert on public.team_members
  for each row execute function atrium.same_agency_member('staff', 'user_id');
create trigger team_members_touch before insert or update on public.team_members
  for each row execute function atrium.touch();
create trigger team_members_immutable before update on public.team_members
  for each row execute function atrium.immutable('id', 'agency_id', 'team_id', 'user_id', 'joined_at', 'created_by',
    'created_at');
create trigger team_members_by_function before update on public.team_members
  for each row execute function atrium.by_function('role');
create trigger team_members_audit after insert or update or delete on public.team_members
  for each row execute function atrium.audit();

-- Past the policies of the tables, which would otherwise ask for each other.
create function atrium.my_teams() returns setof uuid language sql stable as $$
  select m.team_id from public.team_members m
  where m.agency_id = atrium.current_agency_id() and m.user_id = atrium.current_user_id()
$$;
comment on function atrium.my_teams() is 'The teams the caller is on; for policies, asked once a statement.';
call atrium.own_as_definer('atrium.my_teams()'::regprocedure);

create function atrium.kept_teams() returns setof uuid language sql stable as $$
  select t.id from public.teams t
  where t.agency_id = atrium.current_agency_id() and atrium.may('teams:update')
    and (atrium.may('teams:update_any') or exists (
      select from public.team_members m
      where m.team_id = t.id and m.agency_id = t.agency_id and m.user_id = atrium.current_user_id()
        and m.role = 'lead'))
$$;
comment on function atrium.kept_teams() is 'The teams the caller may change: all, or those the caller leads.';
call atrium.own_as_definer('atrium.kept_teams()'::regprocedure);
grant execute on function atrium.my_teams(), atrium.kept_teams() to authenticated, service_role;

call atrium.allow('teams', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent', 'member');
call atrium.allow('teams', 'insert', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('teams', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('teams', 'update', 'own', 'finance', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('teams', 'update_any', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('teams', 'delete', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('team_members', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('team_members', 'insert', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('team_members', 'insert', 'own', 'finance', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('team_members', 'delete', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('team_members', 'delete', 'own', 'finance', 'pm', 'account', 'creative', 'agent', 'member');

alter table public.teams enable row level security;
alter table public.teams force row level security;
create policy teams_select on public.teams for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('teams:select')));
create policy teams_insert on public.teams for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('teams:insert')));
create policy teams_update on public.teams for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('teams:update'))
    and id = any (array(select k from atrium.kept_teams() k)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('teams:update')));
create policy teams_delete on public.teams for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('teams:delete')));
grant select, delete on public.teams to authenticated;
grant insert (name, description, metadata), update (name, description, metadata) on public.teams to authenticated;

alter table public.team_members enable row level security;
alter table public.team_members force row level security;
create policy team_members_select on public.team_members for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_members:select')));
create policy team_members_insert on public.team_members for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_members:insert'))
    and team_id = any (array(select k from atrium.kept_teams() k)));
create policy team_members_delete on public.team_members for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('team_members:delete'))
    and team_id = any (array(select k from atrium.kept_teams() k)));
grant select, delete on public.team_members to authenticated;
grant insert (team_id, user_id) on public.team_members to authenticated;

create function public.set_team_role(team_id uuid, user_id uuid, role public.team_role) returns public.team_members
language plpgsql
as $$
declare
  changed public.team_members;
begin
  if not exists (select from public.teams t
      where t.id = set_team_role.team_id and t.agency_id = atrium.current_agency_id()
        and atrium.may('teams:select')) then
    perform atrium.refuse('ATNOF', 'This team does not exist or is not yours to see.', 'Choose a team from the list.');
  elsif set_team_role.team_id not in (select k from atrium.kept_teams() k) then
    perform atrium.refuse('ATNOM', 'A team is changed by its leads and the administrators.', 'Ask one of them.');
  end if;
  update public.team_members m set role = set_team_role.role
  where m.team_id = set_team_role.team_id and m.user_id = set_team_role.user_id returning * into changed;
  if not found then
    perform atrium.refuse('ATNOF', 'This person is not on the team.', 'Put the person on the team first.');
  end if;
  return changed;
end
$$;
comment on function public.set_team_role(uuid, uuid, public.team_role) is
  'Makes somebody on a team its lead or a member again. ATNOF, ATNOM.';
call atrium.own_as_definer('public.set_team_role(uuid, uuid, public.team_role)'::regprocedure);
grant execute on function public.set_team_role(uuid, uuid, public.team_role) to authenticated;
