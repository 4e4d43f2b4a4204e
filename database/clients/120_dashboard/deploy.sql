-- The figures of the clients dashboard. Each has one definition, atrium.kpi_clients, read as of now and as of 30 days
-- ago from the history, and again by the list behind the card: a card always shows the number of rows it leads to.
-- All of it runs as the caller, so a figure counts what that person may see.
create function atrium.clients_at(at timestamptz)
returns table (client_id uuid, status text, health text, purpose text, is_final boolean, entered_at timestamptz)
language sql stable as $$
  select c.id, status.new_value, health.new_value, s.purpose, s.is_final, stage.moved_at
  from public.clients c
  join lateral (select e.to_stage_id, e.moved_at from public.client_stage_events e
    where e.client_id = c.id and e.moved_at <= at order by e.moved_at desc limit 1) stage on true
  join public.client_stages s on s.id = stage.to_stage_id
  join lateral (select e.new_value from public.client_state_events e
    where e.client_id = c.id and e.kind = 'status' and e.changed_at <= at
    order by e.changed_at desc limit 1) status on true
  join lateral (select e.new_value from public.client_state_events e
    where e.client_id = c.id and e.kind = 'health' and e.changed_at <= at
    order by e.changed_at desc limit 1) health on true
  where not c.is_house
$$;
comment on function atrium.clients_at(timestamptz) is
  'Status, health and stage of each client the caller sees, as they stood at a time; clients that did not'
  ' exist are left out.';

create function atrium.installs_at(at timestamptz) returns table (client_id uuid, days numeric)
language sql stable as $$
  select live.client_id, extract(epoch from live.at - started.at) / 86400
  from (select e.client_id, min(e.moved_at) as at from public.client_stage_events e
        join public.client_stages s on s.id = e.to_stage_id and s.purpose = 'live' group by 1) live
  join (select e.client_id, min(e.moved_at) as at from public.client_stage_events e
        join public.client_stages s on s.id = e.to_stage_id and s.purpose = 'onboarding' group by 1) started
    using (client_id)
  where live.at > installs_at.at - interval '30 days' and live.at <= installs_at.at and live.at > started.at
$$;
comment on function atrium.installs_at(timestamptz) is
  'Clients that went live for the first time in the 30 days before, and the days since their first onboarding.';

create function atrium.kpi_clients(key text, at timestamptz) returns setof uuid language sql stable as $$
  select x.client_id from atrium.clients_at(at) x
  where x.status = 'active' and case key
    when 'active_clients' then true
    when 'active_onboardings' then x.purpose in ('onboarding', 'installation') and x.health <> 'red'
    when 'at_risk' then x.health = 'red'
    -- live is where a client is meant to stay: days count against the stages before it and against support
    when 'needing_attention' then x.health in ('yellow', 'red')
      or x.purpose not in ('live', 'other') and not x.is_final and at - x.entered_at > interval '7 days'
    else false end
  union all
  select i.client_id from atrium.installs_at(at) i where key = 'avg_install_days'
$$;
comment on function atrium.kpi_clients(text, timestamptz) is
  'The clients a figure of the dashboard counts: active_clients, active_onboardings, at_risk, needing_attention,'
  ' avg_install_days.';

create function atrium.kpi_value(key text, at timestamptz) returns numeric language sql stable as $$
  select case key
    when 'avg_install_days' then (select round(avg(i.days), 1) from atrium.installs_at(at) i)
    when 'open_alerts' then (select count(*) from public.alerts a
      where a.created_at <= at and (a.resolved_at is null or a.resolved_at > at))
    when 'needs_reply' then (select count(*) from public.communications m
      where m.direction = 'inbound' and m.type in ('email', 'chat') and m."timestamp" <= at
        and (m.replied_at is null or m.replied_at > at) and not exists (
          select from public.communications later where later.client_id = m.client_id
            and later.thread_key = m.thread_key and later.direction = 'inbound' and later.type in ('email', 'chat')
            and (later."timestamp", later.id) > (m."timestamp", m.id) and later."timestamp" <= at))
    else (select count(*) from atrium.kpi_clients(key, at)) end
$$;
comment on function atrium.kpi_value(text, timestamptz) is
  'One figure of the dashboard as of a time, over what the caller sees.';

create function public.clients_dashboard()
returns table (key text, label text, value numeric, previous numeric, unit text, good text, link text)
language sql stable as $$
  select k.key, k.label, atrium.kpi_value(k.key, now()), atrium.kpi_value(k.key, now() - interval '30 days'), k.unit,
    k.good, k.link
  from (values
    (1, 'active_clients', 'Active clients', 'clients', 'up', '/clients?kpi=active_clients'),
    (2, 'active_onboardings', 'Active onboardings', 'clients', 'up', '/clients?kpi=active_onboardings'),
    (3, 'at_risk', 'At-risk clients', 'clients', 'down', '/clients?kpi=at_risk'),
    (4, 'needing_attention', 'Needing attention', 'clients', 'down', '/clients?kpi=needing_attention'),
    (5, 'avg_install_days', 'Average install time', 'days', 'down', '/clients?kpi=avg_install_days'),
    (6, 'open_alerts', 'Unresolved alerts', 'alerts', 'down', '/alerts?status=unresolved'),
    (7, 'needs_reply', 'Waiting for a reply', 'messages', 'down', '/inbox?needs_reply=true')
  ) k (place, key, label, unit, good, link)
  where (select atrium.may('client_stage_events:select'))
  order by k.place
$$;
comment on function public.clients_dashboard() is
  'The cards of the dashboard: value now, the same figure 30 days ago (null where nothing was there), which direction'
  ' is good, where the list is. For staff; contact users get no rows.';

create function public.clients_of_kpi(key text) returns setof public.client_overview language sql stable as $$
  select o.* from public.client_overview o
  where o.id = any (array(select k from atrium.kpi_clients(key, now()) k))
$$;
comment on function public.clients_of_kpi(text) is 'The clients a card of the dashboard counts.';

create function public.communications_by_day(days integer default 30)
returns table (day date, inbound integer, outbound integer) language sql stable as $$
  with span as (
    select a.timezone as zone, (now() at time zone a.timezone)::date as today, least(greatest(days, 1), 366) as length
    from public.agencies a where a.id = (select atrium.current_agency_id())
  ), counted as (
    select (m."timestamp" at time zone (select zone from span))::date as day,
      count(*) filter (where m.direction = 'inbound') as inbound,
      count(*) filter (where m.direction = 'outbound') as outbound
    from public.communications m
    where atrium.list_key(m.client_id) = (select atrium.current_list_key())
      and m."timestamp" >= (select (s.today - s.length + 1)::timestamp at time zone s.zone from span s)
      and m."timestamp" <= now()
    group by 1
  )
  select d::date, coalesce(c.inbound, 0)::integer, coalesce(c.outbound, 0)::integer
  from span s, lateral generate_series(s.today - s.length + 1, s.today, interval '1 day') d
  left join counted c on c.day = d::date order by 1
$$;
comment on function public.communications_by_day(integer) is
  'Messages in and out for each of the last days (1 to 366), today included, by the calendar of the agency.';

create function public.installs_by_day(days integer default 30)
returns table (day date, started integer, completed integer)
language sql stable as $$
  with span as (
    select a.timezone as zone, (now() at time zone a.timezone)::date as today, least(greatest(days, 1), 366) as length
    from public.agencies a where a.id = (select atrium.current_agency_id())
  ), firsts as (
    select e.client_id, s.purpose, (min(e.moved_at) at time zone (select zone from span))::date as day
    from public.client_stage_events e join public.client_stages s on s.id = e.to_stage_id
    where s.purpose in ('onboarding', 'live') group by 1, 2
  )
  select d::date, count(*) filter (where f.purpose = 'onboarding')::integer,
    count(*) filter (where f.purpose = 'live')::integer
  from span s, lateral generate_series(s.today - s.length + 1, s.today, interval '1 day') d
  left join firsts f on f.day = d::date group by 1 order by 1
$$;
comment on function public.installs_by_day(integer) is
  'Clients that began onboarding and that went live, each for the first time, for each of the last days (1 to 366).';

grant execute on function atrium.clients_at(timestamptz), atrium.installs_at(timestamptz),
  atrium.kpi_clients(text, timestamptz), atrium.kpi_value(text, timestamptz), public.clients_dashboard(),
  public.clients_of_kpi(text), public.communications_by_day(integer), public.installs_by_day(integer) to authenticated;
