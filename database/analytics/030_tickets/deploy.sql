-- Figures of the help desk: rolled up where nobody reaches them, served under their names by the caller's agency,
-- clients and rights. Days are those of the agency; messages are counted for each ticket before the tickets are;
-- resolved is what has been resolved, also if it was closed after. Left out: spam, the trash, and merged tickets.
create table atrium.ticket_days (
  id                 uuid primary key default gen_random_uuid(),
  agency_id          uuid not null references public.agencies on delete cascade,
  client_id          uuid not null,
  day                date not null,
  assigned_agent_id  uuid,
  total_tickets      bigint not null,
  resolved_tickets   bigint not null,
  resolution_seconds numeric not null,
  answered_tickets   bigint not null,
  response_seconds   numeric not null,
  open_tickets       bigint not null,
  reopened_tickets   bigint not null,
  messages           bigint not null,
  created_at         timestamptz not null default now(),
  constraint ticket_days_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  constraint ticket_days_cell unique nulls not distinct (agency_id, client_id, day, assigned_agent_id)
);
comment on table atrium.ticket_days is
  'Tickets of a client by the day they were filed and the agent who has them, as of refresh_analytics_views(). Scope:'
  ' the agency.';
comment on column atrium.ticket_days.id is 'Identifier.';
comment on column atrium.ticket_days.agency_id is 'The agency.';
comment on column atrium.ticket_days.client_id is 'The client.';
comment on column atrium.ticket_days.day is 'Day they were filed, in the agency''s time zone.';
comment on column atrium.ticket_days.assigned_agent_id is 'The agent; null for nobody''s.';
comment on column atrium.ticket_days.total_tickets is 'How many.';
comment on column atrium.ticket_days.resolved_tickets is 'How many of them have been resolved since, closed ones too.';
comment on column atrium.ticket_days.resolution_seconds is 'Sum of the seconds until those were resolved.';
comment on column atrium.ticket_days.answered_tickets is 'How many of them an agent has answered.';
comment on column atrium.ticket_days.response_seconds is 'Sum of the seconds until those were first answered.';
comment on column atrium.ticket_days.open_tickets is 'How many are new, open or pending.';
comment on column atrium.ticket_days.reopened_tickets is 'How many came back after they were done.';
comment on column atrium.ticket_days.messages is 'Messages in them.';
comment on column atrium.ticket_days.created_at is 'When the row was made; UTC.';
create index ticket_days_newest on atrium.ticket_days (agency_id, day desc);

create table atrium.analytics_refreshes (
  name         text primary key,
  refreshed_at timestamptz not null default now(),
  created_at   timestamptz not null default now()
);
comment on table atrium.analytics_refreshes is 'When a roll-up was last made anew. Scope: the deployment.';
comment on column atrium.analytics_refreshes.name is 'The roll-up.';
comment on column atrium.analytics_refreshes.refreshed_at is 'As of when it is; UTC.';
comment on column atrium.analytics_refreshes.created_at is 'When it was first made; UTC.';
insert into atrium.analytics_refreshes (name, refreshed_at) values ('ticket_days', '-infinity');

call atrium.allow('ticket_metrics', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'agent');
call atrium.allow('ticket_metrics', 'refresh', 'all', 'owner', 'admin');
call atrium.allow('agent_performance', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('agent_performance', 'select_any', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('agent_performance', 'select', 'own', 'agent', 'finance', 'creative', 'member');

create function atrium.ticket_figures()
returns table (agency_id uuid, day date, assigned_agent_id uuid, total_tickets numeric, resolved_tickets numeric,
  resolution_seconds numeric, answered_tickets numeric, response_seconds numeric, open_tickets numeric,
  reopened_tickets numeric, messages numeric)
language sql stable rows 2000
as $$
  select d.agency_id, d.day, d.assigned_agent_id, sum(d.total_tickets), sum(d.resolved_tickets),
    sum(d.resolution_seconds), sum(d.answered_tickets), sum(d.response_seconds), sum(d.open_tickets),
    sum(d.reopened_tickets), sum(d.messages)
  from atrium.ticket_days d
  where d.agency_id = (select atrium.current_agency_id()) and not (select atrium.is_contact())
    and ((select atrium.may('ticket_metrics:select')) or d.assigned_agent_id = (select atrium.current_user_id()))
    and ((select atrium.sees_all_clients()) or d.client_id = any (array(select x.client_id from public.client_access x
      where x.agency_id = atrium.current_agency_id() and x.user_id = atrium.current_user_id())))
  group by d.agency_id, d.day, d.assigned_agent_id
$$;
comment on function atrium.ticket_figures() is
  'The roll-up of the caller''s agency, over the clients that are seen; of the own tickets only for whoever has no'
  ' right to all figures.';
call atrium.own_as_definer('atrium.ticket_figures()'::regprocedure);
grant execute on function atrium.ticket_figures() to authenticated, service_role;

create view public.ticket_metrics with (security_invoker = true) as
select f.agency_id, f.day, sum(f.total_tickets)::bigint as total_tickets,
  sum(f.resolved_tickets)::bigint as resolved_tickets,
  round(sum(f.resolution_seconds) / nullif(sum(f.resolved_tickets), 0), 3) as avg_resolution_time,
  round(sum(f.response_seconds) / nullif(sum(f.answered_tickets), 0), 3) as avg_first_response_time,
  sum(f.open_tickets)::bigint as open_tickets, sum(f.reopened_tickets)::bigint as reopened_tickets,
  sum(f.messages)::bigint as total_messages
from atrium.ticket_figures() f
where (select atrium.may('ticket_metrics:select'))
group by f.agency_id, f.day;
comment on view public.ticket_metrics is
  'A day, in the agency''s time zone, with the tickets filed on it and what became of them; times in seconds. As of the'
  ' last refresh_analytics_views().';

create view public.agent_performance with (security_invoker = true) as
select f.agency_id, f.day, f.assigned_agent_id, u.full_name as agent_name,
  sum(f.total_tickets)::bigint as total_tickets, sum(f.resolved_tickets)::bigint as resolved_tickets,
  round(sum(f.resolution_seconds) / nullif(sum(f.resolved_tickets), 0), 3) as avg_resolution_time,
  sum(f.messages)::bigint as total_messages,
  round(sum(f.response_seconds) / nullif(sum(f.answered_tickets), 0), 3) as avg_first_response_time,
  sum(f.open_tickets)::bigint as open_tickets, sum(f.reopened_tickets)::bigint as reopened_tickets
from atrium.ticket_figures() f left join public.users u on u.id = f.assigned_agent_id
where f.assigned_agent_id is not null and (select atrium.may('agent_performance:select'))
  and ((select atrium.may('agent_performance:select_any')) or f.assigned_agent_id = (select atrium.current_user_id()))
group by f.agency_id, f.day, f.assigned_agent_id, u.full_name;
comment on view public.agent_performance is
  'A day and an agent with the tickets filed that day that the agent has; everybody''s for those who lead, else the own'
  ' ones. As of the last refresh_analytics_views().';
grant select on public.ticket_metrics, public.agent_performance to authenticated;

create function public.refresh_analytics_views() returns timestamptz
language plpgsql
as $$
declare
  last timestamptz;
begin
  if current_setting('role') <> 'service_role' then
    perform atrium.demand('ticket_metrics:refresh');
  end if;
  -- of many who ask at once one refreshes, and not again within a minute for people
  if not pg_try_advisory_xact_lock(hashtextextended('atrium.refresh_analytics_views', 0)) then
    return (select r.refreshed_at from atrium.analytics_refreshes r where r.name = 'ticket_days');
  end if;
  select r.refreshed_at into last from atrium.analytics_refreshes r where r.name = 'ticket_days';
  if current_setting('role') <> 'service_role' and last > clock_timestamp() - interval '1 minute' then
    return last;
  end if;
  -- readers see the old figures until this commits
  delete from atrium.ticket_days;
  insert into atrium.ticket_days (agency_id, client_id, day, assigned_agent_id, total_tickets, resolved_tickets,
    resolution_seconds, answered_tickets, response_seconds, open_tickets, reopened_tickets, messages)
  select c.agency_id, t.client_id, (t.created_at at time zone g.timezone)::date, t.assigned_agent_id, count(*),
    count(t.resolved_at), coalesce(sum(extract(epoch from t.resolved_at - t.created_at)), 0),
    count(t.first_response_at), coalesce(sum(extract(epoch from t.first_response_at - t.created_at)), 0),
    count(*) filter (where t.status in ('new', 'open', 'pending')), count(*) filter (where t.reopened_count > 0),
    coalesce(sum(s.messages), 0)
  from public.tickets t
    join public.clients c on c.id = t.client_id
    join public.agencies g on g.id = c.agency_id
    left join (select m.ticket_id, count(*) as messages from public.messages m group by m.ticket_id) s
      on s.ticket_id = t.id
  where not t.is_spam and t.deleted_at is null and t.merged_into is null
  group by c.agency_id, t.client_id, (t.created_at at time zone g.timezone)::date, t.assigned_agent_id;
  update atrium.analytics_refreshes r set refreshed_at = clock_timestamp() where r.name = 'ticket_days'
  returning r.refreshed_at into last;
  return last;
end
$$;
comment on function public.refresh_analytics_views() is
  'Makes ticket_metrics and agent_performance anew, without keeping readers waiting; returns as of when they are. For'
  ' the scheduler, and for owner and admin once a minute. ATNOM.';
call atrium.own_as_definer('public.refresh_analytics_views()'::regprocedure);
grant execute on function public.refresh_analytics_views() to authenticated, service_role;
