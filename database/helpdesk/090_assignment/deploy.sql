-- Who of a team gets a ticket: nobody until somebody takes it, each in turn, or whoever has the least to do. Only who
-- is there, within the own hours and below the own capacity. One assignment of an agency at a time: what a worker
-- counts is what is, so that no turn is given twice and no capacity passed.
create domain public.assignment_method as text constraint assignment_method_known check (value in
  ('manual', 'round_robin', 'least_load'));
comment on domain public.assignment_method is
  'manual: people take tickets. round_robin: who got none for longest. least_load: who has the least to do.';
alter table public.teams
  add column assignment_method public.assignment_method not null default 'manual',
  add column is_sticky boolean not null default false;
comment on column public.teams.assignment_method is 'manual, round_robin or least_load.';
comment on column public.teams.is_sticky is 'Whether whoever asks gets the agent who helped last, if that one is free.';
grant insert (assignment_method, is_sticky), update (assignment_method, is_sticky) on public.teams to authenticated;
alter table public.team_members add column last_assigned_at timestamptz;
comment on column public.team_members.last_assigned_at is 'When the team last gave a ticket to this person; UTC.';

create table public.agent_states (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  user_id      uuid not null,
  is_available boolean not null default true,
  away_until   timestamptz,
  capacity     integer,
  calendar_id  uuid,
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint agent_states_once unique (agency_id, user_id),
  constraint agent_states_member foreign key (agency_id, user_id) references public.memberships (agency_id, user_id)
    on delete cascade,
  constraint agent_states_calendar foreign key (agency_id, calendar_id)
    references public.business_calendars (agency_id, id) on delete set null (calendar_id),
  constraint agent_states_capacity check (capacity between 0 and 1000)
);
comment on table public.agent_states is
  'Scope: agency. Who takes tickets, and how many; without a row somebody is there and has no limit.';
comment on column public.agent_states.id is 'Identifier.';
comment on column public.agent_states.agency_id is 'The agency; never changes.';
comment on column public.agent_states.user_id is 'The member of staff; never changes.';
comment on column public.agent_states.is_available is
  'Whether the person takes tickets; said with set_my_availability.';
comment on column public.agent_states.away_until is 'On leave until then; UTC.';
comment on column public.agent_states.capacity is 'How much new and open work at once: a ticket counts 1, a high one 2,'
  ' an urgent one 3. Null for no limit.';
comment on column public.agent_states.calendar_id is 'The person''s working hours; null for always.';
comment on column public.agent_states.created_by is 'Who made the row. Not a reference: it outlives the account.';
comment on column public.agent_states.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.agent_states.created_at is 'When it was made; UTC.';
comment on column public.agent_states.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index agent_states_by_calendar on public.agent_states (agency_id, calendar_id) where calendar_id is not null;
create trigger agent_states_touch before insert or update on public.agent_states
  for each row execute function atrium.touch();
create trigger agent_states_immutable before update on public.agent_states
  for each row execute function atrium.immutable('id', 'agency_id', 'user_id', 'created_by', 'created_at');
create trigger agent_states_audit after insert or update or delete on public.agent_states
  for each row execute function atrium.audit();
call atrium.allow('agent_states', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
alter table public.agent_states enable row level security;
alter table public.agent_states force row level security;
create policy agent_states_select on public.agent_states for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('agent_states:select')));
grant select on public.agent_states to authenticated;

create function public.set_my_availability(is_available boolean, away_until timestamptz default null)
returns public.agent_states
language plpgsql
as $$
declare
  state public.agent_states;
begin
  if not atrium.may('agent_states:select') or atrium.current_user_id() is null then
    perform atrium.refuse('ATNOM', 'Only staff take tickets.', 'Sign in as a member of staff.');
  end if;
  insert into public.agent_states as s (agency_id, user_id, is_available, away_until)
  values (atrium.current_agency_id(), atrium.current_user_id(), coalesce(set_my_availability.is_available, true),
    set_my_availability.away_until)
  on conflict on constraint agent_states_once do update set is_available = excluded.is_available,
    away_until = excluded.away_until
  returning * into state;
  return state;
end
$$;
comment on function public.set_my_availability(boolean, timestamptz) is
  'Says whether the caller takes tickets, and until when not. ATNOM.';
create function public.set_agent_capacity(user_id uuid, capacity integer, calendar_id uuid default null)
returns public.agent_states
language plpgsql
as $$
declare
  state public.agent_states;
begin
  if not (atrium.may('teams:update_any') or exists (
      select from public.team_members m join public.team_members l on l.team_id = m.team_id and l.role = 'lead'
      where m.agency_id = atrium.current_agency_id() and m.user_id = set_agent_capacity.user_id
        and l.user_id = atrium.current_user_id() and atrium.may('teams:update'))) then
    perform atrium.refuse('ATNOM', 'How much somebody takes is said by the leads of the team and the administrators.',
      'Ask one of them.');
  elsif not exists (select from public.memberships m where m.agency_id = atrium.current_agency_id()
      and m.user_id = set_agent_capacity.user_id and m.client_id is null) then
    perform atrium.refuse('ATNOF', 'This person is not on the staff.', 'Name a member of staff.');
  elsif capacity not between 0 and 1000 or not coalesce((select true from public.business_calendars b
      where b.id = set_agent_capacity.calendar_id and b.agency_id = atrium.current_agency_id()),
      set_agent_capacity.calendar_id is null) then
    perform atrium.refuse('ATVAL', 'The capacity is 0 to 1,000, and the calendar one of the agency.',
      'Null means no limit, and always.');
  end if;
  insert into public.agent_states as s (agency_id, user_id, capacity, calendar_id)
  values (atrium.current_agency_id(), set_agent_capacity.user_id, set_agent_capacity.capacity,
    set_agent_capacity.calendar_id)
  on conflict on constraint agent_states_once do update set capacity = excluded.capacity,
    calendar_id = excluded.calendar_id
  returning * into state;
  return state;
end
$$;
comment on function public.set_agent_capacity(uuid, integer, uuid) is 'Says how much work somebody is given at once and'
  ' in which hours; by leads of a team they share and administrators. ATNOM, ATNOF, ATVAL.';
call atrium.own_as_definer('public.set_my_availability(boolean, timestamptz)'::regprocedure);
call atrium.own_as_definer('public.set_agent_capacity(uuid, integer, uuid)'::regprocedure);
grant execute on function public.set_my_availability(boolean, timestamptz),
  public.set_agent_capacity(uuid, integer, uuid) to authenticated;

create function atrium.ticket_weight(priority text) returns integer language sql immutable as $$
  select case priority when 'urgent' then 3 when 'high' then 2 else 1 end
$$;
comment on function atrium.ticket_weight(text) is 'How much a ticket counts against a capacity.';
create function atrium.agent_load(agency uuid, agent uuid) returns integer language sql stable as $$
  select coalesce(sum(atrium.ticket_weight(t.priority)), 0)::integer
  from public.tickets t join public.clients c on c.id = t.client_id
  where t.assigned_agent_id = agent and t.status in ('new', 'open') and c.agency_id = agency and t.deleted_at is null
$$;
comment on function atrium.agent_load(uuid, uuid) is
  'What somebody has to do in an agency: new and open tickets by weight.';

create function atrium.pick_agent(ticket public.tickets) returns uuid language plpgsql as $$
declare
  team public.teams;
  picked uuid;
begin
  select * into team from public.teams t where t.id = ticket.assigned_team_id;
  -- before anything is counted, so that the next statement sees what the one before has given
  perform pg_advisory_xact_lock(hashtextextended('assignment ' || team.agency_id, 0));
  select m.user_id into picked
  from public.team_members m
    left join public.agent_states s on s.agency_id = m.agency_id and s.user_id = m.user_id
    cross join lateral (select atrium.agent_load(m.agency_id, m.user_id) as load) as l
  where m.team_id = team.id and coalesce(s.is_available, true) and coalesce(s.away_until, '-infinity') <= now()
    and (s.capacity is null or l.load + atrium.ticket_weight(ticket.priority) <= s.capacity)
    and (s.calendar_id is null
      or exists (select from atrium.open_spans(s.calendar_id, now(), now() + interval '1 second')))
    and atrium.may_answer(m.user_id, ticket.client_id)
  order by team.is_sticky and coalesce(m.user_id = (
      select h.assigned_agent_id from public.tickets h
      where h.client_id = ticket.client_id and h.id <> ticket.id and h.assigned_agent_id is not null
        and (h.requester_id = ticket.requester_id or h.contact_id = ticket.contact_id)
      order by h.updated_at desc limit 1), false) desc,
    case when team.assignment_method = 'least_load' then l.load end,
    m.last_assigned_at nulls first, m.joined_at, m.user_id
  limit 1;
  update public.team_members m set last_assigned_at = clock_timestamp()
  where m.team_id = team.id and m.user_id = picked;
  return picked;
end
$$;
comment on function atrium.pick_agent(public.tickets) is
  'Whose turn it is in the ticket''s team, which is theirs from then on; null where nobody is free.';

create function atrium.auto_assign() returns trigger language plpgsql as $$
declare
  picked uuid;
begin
  if exists (select from public.teams t where t.id = new.assigned_team_id and t.assignment_method <> 'manual') then
    picked := atrium.pick_agent(new);
    update public.tickets t set assigned_agent_id = picked where t.id = new.id and picked is not null;
  end if;
  return null;
end
$$;
comment on function atrium.auto_assign() is
  'Trigger after a ticket came to a team and has no agent: the team''s method finds one, if somebody is free.';
call atrium.own_as_definer('atrium.ticket_weight(text)'::regprocedure);
call atrium.own_as_definer('atrium.agent_load(uuid, uuid)'::regprocedure);
call atrium.own_as_definer('atrium.pick_agent(public.tickets)'::regprocedure);
call atrium.own_as_definer('atrium.auto_assign()'::regprocedure);
create trigger tickets_to_agent after insert or update of assigned_team_id on public.tickets
  for each row when (new.assigned_team_id is not null and new.assigned_agent_id is null
    and new.status in ('new', 'open', 'pending') and not new.is_spam)
  execute function atrium.auto_assign();

create function public.assign_next(ticket_id uuid) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(assign_next.ticket_id);
  picked uuid;
begin
  if ticket.assigned_team_id is null or ticket.assigned_agent_id is not null then
    perform atrium.refuse('ATSTA', format('Ticket %s has %s.', ticket.number,
      case when ticket.assigned_team_id is null then 'no team' else 'an agent already' end),
      'Give it to a team and to nobody in it first.');
  end if;
  picked := atrium.pick_agent(ticket);
  if picked is null then
    perform atrium.refuse('ATSTA', 'Nobody of the team is free.', 'It stays with the team; try again, or assign it.');
  end if;
  return atrium.give_ticket(ticket, picked, ticket.assigned_team_id, null);
end
$$;
comment on function public.assign_next(uuid) is
  'Gives a ticket of a team to whose turn it is, by hand where the team does so. By staff. ATNOF, ATNOM, ATSTA.';
create function public.assign_waiting_tickets(max_rows integer default 500)
returns table (ticket_id uuid, agent_id uuid)
language plpgsql
as $$
declare
  ticket public.tickets;
begin
  for ticket in
    select t.* from public.tickets t join public.teams m on m.id = t.assigned_team_id
    where t.assigned_agent_id is null and t.status in ('new', 'open') and m.assignment_method <> 'manual'
      and not t.is_spam and t.deleted_at is null
    order by t.created_at limit least(greatest(coalesce(max_rows, 500), 1), 10000) for no key update of t skip locked
  loop
    agent_id := atrium.pick_agent(ticket);
    continue when agent_id is null;
    update public.tickets t set assigned_agent_id = agent_id where t.id = ticket.id;
    ticket_id := ticket.id;
    return next;
  end loop;
end
$$;
comment on function public.assign_waiting_tickets(integer) is
  'Job: gives what waits in teams that assign by themselves to whoever has become free, oldest first.';
call atrium.own_as_definer('public.assign_next(uuid)'::regprocedure);
call atrium.own_as_definer('public.assign_waiting_tickets(integer)'::regprocedure);
grant execute on function public.assign_next(uuid) to authenticated, service_role;
grant execute on function public.assign_waiting_tickets(integer) to service_role;
