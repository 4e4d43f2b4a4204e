-- What the agency promises: policies in an order, the first that fits a ticket holds, or the default one. A policy has
-- targets for each priority, in open minutes of its calendar, or of all time without one.
create table public.sla_policies (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name        text not null,
  calendar_id uuid,
  position    integer not null default 0,
  conditions  jsonb not null default '{}',
  is_default  boolean not null default false,
  is_active   boolean not null default true,
  valid_from  timestamptz,
  valid_to    timestamptz,
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint sla_policies_agency_id unique (agency_id, id),
  constraint sla_policies_calendar foreign key (agency_id, calendar_id)
    references public.business_calendars (agency_id, id) on delete no action,
  constraint sla_policies_name check (length(btrim(name)) between 1 and 100),
  constraint sla_policies_valid check (valid_from < valid_to),
  -- what a policy can ask for; the values are lists
  constraint sla_policies_conditions check (jsonb_typeof(conditions) = 'object' and
    conditions - array['client_id', 'channel', 'ticket_type', 'assigned_team_id', 'tags'] = '{}'
    and not jsonb_path_exists(conditions, 'strict $.* ? (@.type() != "array")'))
);
comment on table public.sla_policies is 'Scope: agency. What the agency promises for which tickets.';
comment on column public.sla_policies.id is 'Identifier.';
comment on column public.sla_policies.agency_id is 'The agency; never changes.';
comment on column public.sla_policies.name is 'Unique within the agency whatever the case; 1 to 100 characters.';
comment on column public.sla_policies.calendar_id is 'Whose open time counts; null for all time.';
comment on column public.sla_policies.position is 'The lowest that fits a ticket holds for it.';
comment on column public.sla_policies.conditions is
  'Lists by client_id, channel, ticket_type, assigned_team_id or tags: a ticket fits whose value is in each list.';
comment on column public.sla_policies.is_default is 'Holds where no other does; one of the agency.';
comment on column public.sla_policies.is_active is 'Whether new tickets come under it.';
comment on column public.sla_policies.valid_from is 'For tickets from then on; UTC, null for always.';
comment on column public.sla_policies.valid_to is 'For tickets before then; UTC, null for always.';
comment on column public.sla_policies.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.sla_policies.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.sla_policies.created_at is 'When it was made; UTC.';
comment on column public.sla_policies.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index sla_policies_one_name on public.sla_policies (agency_id, lower(name));
create unique index sla_policies_one_default on public.sla_policies (agency_id) where is_default;
create index sla_policies_order on public.sla_policies (agency_id, position);
create index sla_policies_by_calendar on public.sla_policies (agency_id, calendar_id);

create table public.sla_targets (
  id                     uuid primary key default gen_random_uuid(),
  agency_id              uuid not null default atrium.current_agency_id(),
  policy_id              uuid not null,
  priority               public.ticket_priority not null,
  first_response_minutes integer,
  next_response_minutes  integer,
  resolution_minutes     integer,
  created_by             uuid,
  updated_by             uuid,
  created_at             timestamptz not null default now(),
  updated_at             timestamptz not null default now(),
  constraint sla_targets_once unique (agency_id, policy_id, priority),
  constraint sla_targets_policy foreign key (agency_id, policy_id) references public.sla_policies (agency_id, id)
    on delete cascade,
  constraint sla_targets_minutes check (first_response_minutes between 1 and 525600
    and next_response_minutes between 1 and 525600 and resolution_minutes between 1 and 525600)
);
comment on table public.sla_targets is
  'Scope: agency. Targets of a policy for one priority; tickets keep those they began with.';
comment on column public.sla_targets.id is 'Identifier.';
comment on column public.sla_targets.agency_id is 'The agency of the policy; never changes.';
comment on column public.sla_targets.policy_id is 'The policy; never changes.';
comment on column public.sla_targets.priority is 'The priority they hold for.';
comment on column public.sla_targets.first_response_minutes is
  'Open minutes from the ticket to the first public answer of an agent; null for no promise.';
comment on column public.sla_targets.next_response_minutes is
  'Open minutes from a later message of the client to an answer; null for no promise.';
comment on column public.sla_targets.resolution_minutes is
  'Open minutes from the ticket to its resolution, less those pending; null for no promise.';
comment on column public.sla_targets.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.sla_targets.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.sla_targets.created_at is 'When it was made; UTC.';
comment on column public.sla_targets.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create function atrium.usable_calendar() returns trigger language plpgsql as $$
begin
  if not exists (select from public.business_hours h where h.calendar_id = new.calendar_id) then
    perform atrium.refuse('ATVAL', 'This calendar never opens.', 'Give it hours with set_business_hours first.');
  end if;
  return null;
end
$$;
comment on function atrium.usable_calendar() is 'Trigger on sla_policies: nothing is promised by a calendar that never'
  ' opens. ATVAL.';
call atrium.own_as_definer('atrium.usable_calendar()'::regprocedure);
create trigger sla_policies_usable after insert or update of calendar_id on public.sla_policies
  for each row when (new.calendar_id is not null) execute function atrium.usable_calendar();

do $$
declare
  part text;
  columns text;
begin
  foreach part in array array['sla_policies', 'sla_targets'] loop
    columns := case part when 'sla_policies' then '''id'', ''agency_id''' else
      '''id'', ''agency_id'', ''policy_id''' end;
    execute format('create trigger %I before insert or update on public.%I for each row execute function'
      ' atrium.touch()', part || '_touch', part);
    execute format('create trigger %I before update on public.%I for each row execute function'
      ' atrium.immutable(%s, ''created_by'', ''created_at'')', part || '_immutable', part, columns);
    execute format('create trigger %I after insert or update or delete on public.%I for each row execute function'
      ' atrium.audit()', part || '_audit', part);
    call atrium.allow(part, 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
      'agent', 'member');
    call atrium.allow(part, 'insert', 'all', 'owner', 'admin', 'leadership');
    call atrium.allow(part, 'update', 'all', 'owner', 'admin', 'leadership');
    call atrium.allow(part, 'delete', 'all', 'owner', 'admin', 'leadership');
    execute format('alter table public.%I enable row level security', part);
    execute format('alter table public.%I force row level security', part);
  end loop;
end $$;
create policy sla_policies_select on public.sla_policies for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_policies:select')));
create policy sla_policies_insert on public.sla_policies for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_policies:insert')));
create policy sla_policies_update on public.sla_policies for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_policies:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_policies:update')));
create policy sla_policies_delete on public.sla_policies for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_policies:delete')));
create policy sla_targets_select on public.sla_targets for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_targets:select')));
create policy sla_targets_insert on public.sla_targets for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_targets:insert')));
create policy sla_targets_update on public.sla_targets for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_targets:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_targets:update')));
create policy sla_targets_delete on public.sla_targets for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('sla_targets:delete')));
grant select, delete on public.sla_policies, public.sla_targets to authenticated;
grant insert (name, calendar_id, position, conditions, is_default, is_active, valid_from, valid_to),
  update (name, calendar_id, position, conditions, is_default, is_active, valid_from, valid_to)
  on public.sla_policies to authenticated;
grant insert (policy_id, priority, first_response_minutes, next_response_minutes, resolution_minutes),
  update (first_response_minutes, next_response_minutes, resolution_minutes) on public.sla_targets to authenticated;

create function atrium.policy_of_ticket(ticket public.tickets) returns public.sla_policies language sql stable as $$
  select p from public.sla_policies p join public.clients c on c.agency_id = p.agency_id
  where c.id = ticket.client_id and p.is_active
    and ticket.created_at >= coalesce(p.valid_from, '-infinity')
    and ticket.created_at < coalesce(p.valid_to, 'infinity')
    and not exists (
      select from jsonb_each(p.conditions) as k (key, accepted)
      where not case k.key when 'tags' then exists (select from unnest(ticket.tags) g where accepted ? g)
        else accepted ? coalesce(to_jsonb(ticket) ->> k.key, '') end)
  order by p.is_default, p.position, p.created_at limit 1
$$;
comment on function atrium.policy_of_ticket(public.tickets) is
  'The policy that holds for a ticket: the first that fits, else the default; null for none.';
call atrium.own_as_definer('atrium.policy_of_ticket(public.tickets)'::regprocedure);
