-- Figures of the help desk: materialised where nobody reaches them, served under their names by the caller's agency,
-- clients and rights. Days are those of the agency; messages are counted for each ticket before the tickets are;
-- resolved is what has been resolved, also if it was closed after. Left out: spam, the trash, and merged tickets.
create materialized view atrium.ticket_days as
with said as (
  select m.ticket_id, count(*) as messages from public.messages m group by m.ticket_id
)
select c.agency_id, t.client_id, (t.created_at at time zone g.timezone)::date as day, t.assigned_agent_id,
  count(*) as total_tickets, count(t.resolved_at) as resolved_tickets,
  coalesce(sum(extract(epoch from t.resolved_at - t.created_at)), 0) as resolution_seconds,
  count(t.first_response_at) as answered_tickets,
  coalesce(sum(extract(epoch from t.first_response_at - t.created_at)), 0) as response_seconds,
  count(*) filter (where t.status in ('new', 'open', 'pending')) as open_tickets,
  count(*) filter (where t.reopened_count > 0) as reopened_tickets, coalesce(sum(s.messages), 0)::bigint as messages
from public.tickets t
  join public.clients c on c.id = t.client_id
  join public.agencies g on g.id = c.agency_id
  left join said s on s.ticket_id = t.id
where not t.is_spam and t.deleted_at is null and t.merged_into is null
group by c.agency_id, t.client_id, day, t.assigned_agent_id;
comment on materialized view atrium.ticket_days is
  'Tickets of a client by the day they were filed and the agent they are assigned to; as of refresh_analytics_views().';
create unique index ticket_days_cell on atrium.ticket_days
  (agency_id, day, client_id, assigned_agent_id) nulls not distinct;

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

-- whoever refreshes it reads every agency: the definer owns it, as it does the functions
do $$
declare
  acting text := current_user;
  heir text := coalesce((select rolname from pg_catalog.pg_roles where rolname = 'atrium_definer'), session_user);
begin
  perform set_config('role', 'none', true);
  execute format('alter materialized view atrium.ticket_days owner to %I', heir);
  execute format('revoke all on atrium.ticket_days from public, anon, authenticated, service_role');
  -- a refresh that keeps nobody waiting compares with a temporary table
  execute format('grant temporary on database %I to %I', current_database(), heir);
  perform set_config('role', acting, true) where acting <> session_user;
end $$;

call atrium.allow('ticket_metrics', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'agent');
call atrium.allow('ticket_metrics', 'refresh', 'all', 'owner', 'admin');
call atrium.allow('agent_performance', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('agent_performance', 'select_any', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('agent_performance', 'select', 'own', 'agent', 'finance', 'creative', 'member');

create function atrium.ticket_figures()
returns table (agency_id uuid, client_id uuid, day date, assigned_agent_id uuid, total_tickets bigint,
  resolved_tickets bigint, resolution_seconds numeric, answered_tickets bigint, response_seconds numeric,
  open_tickets bigint, reopened_tickets bigint, messages bigint)
language sql stable
as $$
  select d.* from atrium.ticket_days d
  where d.agency_id = atrium.current_agency_id() and not atrium.is_contact()
    and (atrium.may('ticket_metrics:select') or d.assigned_agent_id = atrium.current_user_id())
    and (atrium.sees_all_clients() or d.client_id = any (array(select x.client_id from public.client_access x
      where x.agency_id = atrium.current_agency_id() and x.user_id = atrium.current_user_id())))
$$;
comment on function atrium.ticket_figures() is
  'The roll-up of the caller''s agency and clients; of the own tickets only for whoever has no right to all figures.';
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
  refresh materialized view concurrently atrium.ticket_days;
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
