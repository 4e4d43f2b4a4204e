-- The clocks of a ticket: first response, each next response, resolution. A clock keeps the minutes and the calendar it
-- began with; it is due after them and after the open time it stood still. A trigger of tickets moves them, a job finds
-- what has come near or is missed by one index and not by looking at every ticket.
create domain public.sla_target as text constraint sla_target_known check (value in
  ('first_response', 'next_response', 'resolution'));
comment on domain public.sla_target is 'What is promised: the first answer, an answer to each later message, the end.';

create table public.ticket_slas (
  id             uuid primary key default gen_random_uuid(),
  client_id      uuid not null,
  ticket_id      uuid not null,
  target         public.sla_target not null,
  policy_id      uuid references public.sla_policies on delete set null,
  calendar_id    uuid references public.business_calendars on delete set null,
  target_minutes integer not null,
  started_at     timestamptz not null,
  paused_at      timestamptz,
  paused_for     interval not null default '0',
  due_at         timestamptz,
  level          smallint not null default 0,
  next_check_at  timestamptz,
  met_at         timestamptz,
  breached_at    timestamptz,
  stopped_at     timestamptz,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint ticket_slas_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
    on delete cascade,
  constraint ticket_slas_minutes check (target_minutes > 0),
  constraint ticket_slas_level check (level in (0, 50, 75, 100)),
  constraint ticket_slas_end check (num_nonnulls(met_at, stopped_at) < 2)
);
comment on table public.ticket_slas is
  'Scope: parent, the ticket; staff only. What was promised for it, and how it went.';
comment on column public.ticket_slas.id is 'Identifier.';
comment on column public.ticket_slas.client_id is 'The client of the ticket; never changes.';
comment on column public.ticket_slas.ticket_id is 'The ticket.';
comment on column public.ticket_slas.target is 'first_response, next_response or resolution.';
comment on column public.ticket_slas.policy_id is 'The policy that promised it.';
comment on column public.ticket_slas.calendar_id is 'Whose open time counts, as the policy said then; null for all.';
comment on column public.ticket_slas.target_minutes is 'Open minutes promised, as the policy said then.';
comment on column public.ticket_slas.started_at is 'Since when it counts; UTC.';
comment on column public.ticket_slas.paused_at is 'Since when it stands still: while the ticket is pending; UTC.';
comment on column public.ticket_slas.paused_for is 'Open time it stood still before that.';
comment on column public.ticket_slas.due_at is 'When it is due; UTC. Null where the calendar does not open any more.';
comment on column public.ticket_slas.level is 'How much of the time has been told of: 0, 50, 75 or 100 percent.';
comment on column public.ticket_slas.next_check_at is 'When the next level is reached; null when it stands or is over.';
comment on column public.ticket_slas.met_at is 'When it was done, in time or not; UTC.';
comment on column public.ticket_slas.breached_at is 'When it was due and not done; UTC.';
comment on column public.ticket_slas.stopped_at is 'When it ended without being asked for any more; UTC.';
comment on column public.ticket_slas.created_at is 'When the row was made; UTC.';
comment on column public.ticket_slas.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index ticket_slas_one_running on public.ticket_slas (client_id, ticket_id, target)
  where met_at is null and stopped_at is null;
create index ticket_slas_ticket_key on public.ticket_slas (client_id, ticket_id);
create index ticket_slas_of_ticket on public.ticket_slas (ticket_id, created_at desc);
create index ticket_slas_due on public.ticket_slas (next_check_at) where next_check_at is not null;
create index ticket_slas_due_of_agency on public.ticket_slas (atrium.list_key(client_id), due_at)
  where met_at is null and stopped_at is null;
create index ticket_slas_by_policy on public.ticket_slas (policy_id);
create index ticket_slas_by_calendar on public.ticket_slas (calendar_id);

-- due and the next level follow from what the clock holds
create function atrium.set_clock() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.calendar_id is null and old.calendar_id is not null
    and new.policy_id is not distinct from old.policy_id then
    return new; -- the calendar was deleted: what was promised by it stands
  end if;
  new.due_at := atrium.add_business_time(new.calendar_id, new.started_at,
    make_interval(mins => new.target_minutes) + new.paused_for);
  if new.met_at is not null or new.stopped_at is not null then
    new.paused_at := null;
    new.breached_at := case when new.met_at > new.due_at then new.due_at else new.breached_at end;
  end if;
  new.next_check_at := case when num_nonnulls(new.met_at, new.stopped_at, new.paused_at) = 0 and new.level < 100 then
    case new.level when 75 then new.due_at else atrium.add_business_time(new.calendar_id, new.started_at,
      make_interval(secs => new.target_minutes * case new.level when 0 then 30 else 45 end) + new.paused_for) end end;
  return new;
end
$$;
comment on function atrium.set_clock() is
  'Trigger before insert or update of ticket_slas: when it is due, when the next level is told of, whether it was'
  ' missed.';
call atrium.own_as_definer('atrium.set_clock()'::regprocedure);
create trigger ticket_slas_clock before insert or update on public.ticket_slas
  for each row execute function atrium.set_clock();
create trigger ticket_slas_touch before insert or update on public.ticket_slas
  for each row execute function atrium.touch();
create trigger ticket_slas_immutable before update on public.ticket_slas
  for each row execute function atrium.immutable('id', 'client_id', 'target', 'created_at');
create trigger ticket_slas_audit after insert or update or delete on public.ticket_slas
  for each row execute function atrium.audit();

call atrium.allow('ticket_slas', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('ticket_slas', 'select', 'assigned', 'finance', 'creative', 'agent', 'member');
alter table public.ticket_slas enable row level security;
alter table public.ticket_slas force row level security;
create policy ticket_slas_select on public.ticket_slas for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('ticket_slas:select'))
    and (select true from public.tickets t where t.id = ticket_slas.ticket_id));
grant select on public.ticket_slas to authenticated;

create function atrium.start_clocks(ticket public.tickets, targets text[]) returns void language plpgsql as $$
declare
  policy public.sla_policies := atrium.policy_of_ticket(ticket);
begin
  insert into public.ticket_slas (client_id, ticket_id, target, policy_id, calendar_id, target_minutes, started_at)
  select ticket.client_id, ticket.id, p.target, policy.id, policy.calendar_id, p.minutes,
    case p.target when 'next_response' then ticket.waiting_since else ticket.created_at end
  from public.sla_targets t, lateral (values ('first_response', t.first_response_minutes),
    ('next_response', t.next_response_minutes), ('resolution', t.resolution_minutes)) as p (target, minutes)
  where t.policy_id = policy.id and t.priority = ticket.priority and p.minutes is not null
    and p.target = any (targets)
  on conflict do nothing;
end
$$;
comment on function atrium.start_clocks(public.tickets, text[]) is 'Starts the clocks a ticket''s policy promises.';
call atrium.own_as_definer('atrium.start_clocks(public.tickets, text[])'::regprocedure);

create function atrium.move_clocks() returns trigger language plpgsql as $$
declare
  at timestamptz := clock_timestamp();
  over boolean := new.status in ('resolved', 'closed');
  gone boolean := new.is_spam or new.deleted_at is not null or new.merged_into is not null;
begin
  if tg_op = 'INSERT' then
    if not over and not gone then
      perform atrium.start_clocks(new, '{first_response,resolution}');
    end if;
    return null;
  end if;
  if gone or over and old.status not in ('resolved', 'closed') then
    update public.ticket_slas s set
      met_at = case when s.target = 'resolution' and not gone then new.resolved_at end,
      stopped_at = case when s.target = 'resolution' and not gone then null else at end,
      paused_for = s.paused_for + atrium.business_time(s.calendar_id, coalesce(s.paused_at, at), at)
    where s.ticket_id = new.id and s.met_at is null and s.stopped_at is null;
    return null;
  end if;
  if (old.is_spam or old.deleted_at is not null or old.merged_into is not null) and not over then
    -- it came back: what was stopped goes on, and the time away does not count
    update public.ticket_slas s set stopped_at = null, paused_at = case when new.status = 'pending' then at end,
      paused_for = s.paused_for + atrium.business_time(s.calendar_id, s.stopped_at, at)
    where s.id in (
      select distinct on (o.target) o.id from public.ticket_slas o
      where o.ticket_id = new.id and (o.target = 'resolution'
        or o.target = 'first_response' and new.first_response_at is null)
      order by o.target, o.created_at desc, o.id) and s.stopped_at is not null;
  elsif old.status in ('resolved', 'closed') and not over then
    -- it goes on where it stopped: the time it lay resolved does not count
    update public.ticket_slas s set met_at = null, paused_at = case when new.status = 'pending' then at end,
      paused_for = s.paused_for + atrium.business_time(s.calendar_id, s.met_at, at)
    where s.ticket_id = new.id and s.target = 'resolution' and s.met_at is not null;
  elsif new.status = 'pending' and old.status <> 'pending' then
    update public.ticket_slas s set paused_at = at
    where s.ticket_id = new.id and s.target = 'resolution' and s.met_at is null and s.stopped_at is null;
  elsif old.status = 'pending' and new.status <> 'pending' then
    update public.ticket_slas s set paused_at = null,
      paused_for = s.paused_for + atrium.business_time(s.calendar_id, s.paused_at, at)
    where s.ticket_id = new.id and s.paused_at is not null;
  end if;
  if (new.priority, new.assigned_team_id, new.ticket_type, new.tags, new.is_spam, new.deleted_at)
    is distinct from (old.priority, old.assigned_team_id, old.ticket_type, old.tags, old.is_spam, old.deleted_at) then
    perform atrium.change_promise(new, new.priority <> old.priority);
  end if;
  if old.first_response_at is null and new.first_response_at is not null then
    update public.ticket_slas s set met_at = new.first_response_at
    where s.ticket_id = new.id and s.target = 'first_response' and s.met_at is null and s.stopped_at is null;
  end if;
  if new.waiting_since is not null and old.waiting_since is null and new.first_response_at is not null then
    perform atrium.start_clocks(new, '{next_response}');
  elsif old.waiting_since is not null and new.waiting_since is null then
    update public.ticket_slas s set met_at = new.last_agent_message_at
    where s.ticket_id = new.id and s.target = 'next_response' and s.met_at is null and s.stopped_at is null;
  end if;
  return null;
end
$$;
comment on function atrium.move_clocks() is
  'Trigger after insert or update of tickets: starts, stops, pauses and ends its clocks as the ticket moves.';

create function atrium.change_promise(ticket public.tickets, presses_otherwise boolean) returns void
language plpgsql
as $$
declare
  policy public.sla_policies := atrium.policy_of_ticket(ticket);
begin
  update public.ticket_slas s set policy_id = policy.id,
    calendar_id = case when p.minutes is null then s.calendar_id else policy.calendar_id end,
    target_minutes = coalesce(p.minutes, s.target_minutes),
    stopped_at = case when p.minutes is null then clock_timestamp() end
  from public.ticket_slas o left join public.sla_targets t on t.policy_id = policy.id and t.priority = ticket.priority,
    lateral (select case o.target when 'first_response' then t.first_response_minutes
      when 'next_response' then t.next_response_minutes else t.resolution_minutes end) as p (minutes)
  where o.id = s.id and s.ticket_id = ticket.id and s.met_at is null and s.stopped_at is null
    -- an edited policy changes nothing for tickets that are under it
    and (presses_otherwise or s.policy_id is distinct from policy.id);
  -- what was missed under the old promise and is not under the new one, is not missed
  update public.ticket_slas s set breached_at = null, level = 75
  where s.ticket_id = ticket.id and s.met_at is null and s.stopped_at is null and s.breached_at is not null
    and s.due_at > clock_timestamp();
  if ticket.status not in ('resolved', 'closed') then
    perform atrium.start_clocks(ticket, case when ticket.first_response_at is null
      then '{first_response,resolution}' when ticket.waiting_since is null then '{resolution}'
      else '{next_response,resolution}' end::text[]);
  end if;
end
$$;
comment on function atrium.change_promise(public.tickets, boolean) is
  'Brings the running clocks of a ticket under the policy and priority that hold now.';
call atrium.own_as_definer('atrium.change_promise(public.tickets, boolean)'::regprocedure);
call atrium.own_as_definer('atrium.move_clocks()'::regprocedure);
create trigger tickets_clocks after insert or update on public.tickets
  for each row execute function atrium.move_clocks();

create function atrium.reset_clocks() returns trigger language plpgsql as $$
begin
  update public.ticket_slas s set updated_at = now()
  where s.met_at is null and s.stopped_at is null and s.calendar_id = case tg_table_name
    when 'business_calendars' then coalesce(to_jsonb(new) ->> 'id', '') else coalesce(to_jsonb(new) ->> 'calendar_id',
      to_jsonb(old) ->> 'calendar_id') end::uuid;
  return null;
end
$$;
comment on function atrium.reset_clocks() is
  'Trigger after a change of business hours: running clocks are due by the new ones.';
call atrium.own_as_definer('atrium.reset_clocks()'::regprocedure);
create trigger business_hours_clocks after insert on public.business_hours
  for each row execute function atrium.reset_clocks();
create trigger business_holidays_clocks after insert or update or delete on public.business_holidays
  for each row execute function atrium.reset_clocks();
create trigger business_calendars_clocks after update of timezone on public.business_calendars
  for each row execute function atrium.reset_clocks();

create function public.run_ticket_slas(max_rows integer default 1000)
returns table (ticket_id uuid, target text, level integer)
language plpgsql
as $$
declare
  clock public.ticket_slas;
begin
  for clock in
    select * from public.ticket_slas s where s.next_check_at <= now()
    order by s.next_check_at limit least(greatest(coalesce(max_rows, 1000), 1), 10000) for no key update skip locked
  loop
    update public.ticket_slas s set
      breached_at = case when clock.due_at <= now() then coalesce(s.breached_at, s.due_at) end,
      level = case when clock.due_at <= now() then 100
        when atrium.add_business_time(clock.calendar_id, clock.started_at,
          make_interval(secs => clock.target_minutes * 45) + clock.paused_for) <= now() then 75 else 50 end
    where s.id = clock.id returning s.ticket_id, s.target, s.level into ticket_id, target, level;
    perform atrium.note_ticket(t, 'sla', clock.target, clock.level::text, run_ticket_slas.level::text)
    from public.tickets t where t.id = clock.ticket_id;
    return next;
  end loop;
end
$$;
comment on function public.run_ticket_slas(integer) is
  'Job: tells once of each clock that has run 50, 75 or 100 percent of its time; at 100 the target is missed.';
call atrium.own_as_definer('public.run_ticket_slas(integer)'::regprocedure);
grant execute on function public.run_ticket_slas(integer) to service_role;
