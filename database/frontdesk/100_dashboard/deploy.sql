-- The figures of the front desk. All of it runs as the caller; a figure somebody may not see is null, never a part.
create function public.frontdesk_dashboard(days integer default 30)
returns table (key text, label text, value numeric, previous numeric, unit text, good text, link text)
language sql stable
as $$
  with span as (
    select a.timezone as zone, a.currency, (now() at time zone a.timezone)::date as today,
      least(greatest(days, 1), 366) as length
    from public.agencies a where a.id = (select atrium.current_agency_id())
  ), edges as (
    select s.*, s.today::timestamp at time zone s.zone as midnight,
      (s.today + 1)::timestamp at time zone s.zone as tomorrow,
      (s.today - s.length + 1)::timestamp at time zone s.zone as first,
      (s.today - 2 * s.length + 1)::timestamp at time zone s.zone as before
    from span s
  ), visits as (
    select count(*) filter (where a.scheduled_at >= e.midnight and a.scheduled_at < e.tomorrow
        and a.status not in ('cancelled', 'no_show')) as today,
      count(*) filter (where a.scheduled_at >= e.midnight - interval '7 days'
        and a.scheduled_at < e.tomorrow - interval '7 days' and a.status not in ('cancelled', 'no_show')) as last_week,
      count(*) filter (where a.scheduled_at >= e.first and a.status = 'no_show') as missed,
      count(*) filter (where a.scheduled_at >= e.first and a.status in ('no_show', 'completed')) as due,
      count(*) filter (where a.scheduled_at < e.first and a.status = 'no_show') as missed_before,
      count(*) filter (where a.scheduled_at < e.first and a.status in ('no_show', 'completed')) as due_before
    from edges e left join public.appointments a
      on a.agency_id = (select atrium.current_agency_id())
      and a.scheduled_at >= least(e.before, e.midnight - interval '7 days') and a.scheduled_at < e.tomorrow
  ), heard as (
    select count(*) filter (where c.started_at >= e.first) as calls,
      count(*) filter (where c.started_at < e.first) as calls_before,
      count(*) filter (where c.started_at >= e.first and c.status in ('missed', 'voicemail')) as missed,
      count(*) filter (where c.started_at < e.first and c.status in ('missed', 'voicemail')) as missed_before,
      round(avg(c.duration_seconds) filter (where c.started_at >= e.first and c.status = 'completed')) as length,
      round(avg(c.duration_seconds) filter (where c.started_at < e.first and c.status = 'completed')) as length_before
    from edges e join public.calls c on c.agency_id = (select atrium.current_agency_id())
      and c.started_at >= e.before and not c.is_test_call
  ), leads as (
    select count(*) filter (where c.created_at >= e.first) as fresh,
      count(*) filter (where c.created_at < e.first) as fresh_before
    from edges e join public.contacts c
      on c.agency_id = (select atrium.current_agency_id()) and c.created_at >= e.before
  ), figures (place, key, label, value, previous, unit, good, link, needs) as (
    select 1, 'appointments_today', 'Appointments today', v.today::numeric, v.last_week::numeric, 'appointments', 'up',
      '/frontdesk/calendar', 'appointments' from visits v
    union all
    select 2, 'hot_leads', 'Hot leads waiting', (select count(*) from public.hot_lead_alerts h
      where h.agency_id = (select atrium.current_agency_id()) and h.status = 'open'), null, 'leads', 'down',
      '/frontdesk/leads?status=open', 'hot_lead_alerts'
    union all
    select 3, 'follow_ups_due', 'Follow-ups due', (select count(*) from public.follow_up_tasks t, edges e
      where t.agency_id = (select atrium.current_agency_id()) and t.status in ('pending', 'in_progress')
        and t.scheduled_for < e.tomorrow), null, 'tasks', 'down', '/frontdesk/follow-ups', 'follow_up_tasks'
    union all
    select 4, 'new_contacts', 'New contacts', l.fresh, l.fresh_before, 'contacts', 'up', '/frontdesk/contacts',
      'contacts' from leads l
    union all
    select 5, 'calls', 'Calls', h.calls, h.calls_before, 'calls', 'up', '/frontdesk/calls', 'calls' from heard h
    union all
    select 6, 'missed_calls', 'Missed calls', h.missed, h.missed_before, 'calls', 'down',
      '/frontdesk/calls?status=missed', 'calls' from heard h
    union all
    select 7, 'average_call', 'Average call', h.length, h.length_before, 'seconds', 'up', '/frontdesk/calls', 'calls'
    from heard h
    union all
    select 8, 'no_show_rate', 'No-shows', round(100.0 * v.missed / nullif(v.due, 0), 1),
      round(100.0 * v.missed_before / nullif(v.due_before, 0), 1), 'percent', 'down',
      '/frontdesk/calendar?status=no_show', 'appointments' from visits v
    union all
    select 9, 'pipeline_value', 'Booked ahead', (select coalesce(sum(s.price), 0) from public.appointments a
      join public.services s on s.agency_id = a.agency_id and s.id = a.service_id and s.currency = e.currency
      where a.agency_id = (select atrium.current_agency_id()) and a.status in ('pending', 'confirmed')
        and a.scheduled_at > now()), null, e.currency, 'up', '/frontdesk/calendar', 'appointments' from edges e
  )
  select f.key, f.label, case when (select atrium.may(f.needs || ':select')) then f.value end,
    case when (select atrium.may(f.needs || ':select')) then f.previous end, f.unit, f.good, f.link
  from figures f where (select atrium.may('contacts:select')) order by f.place
$$;
comment on function public.frontdesk_dashboard(integer) is
  'The cards of the front desk over the last days (1 to 366, today included) and the same number before, by the'
  ' calendar of the agency; today''s appointments beside those a week ago. Null what the caller may not see.';

create function public.calls_by_day(days integer default 30)
returns table (day date, inbound integer, outbound integer, missed integer)
language sql stable
as $$
  with span as (
    select a.timezone as zone, (now() at time zone a.timezone)::date as today, least(greatest(days, 1), 366) as length
    from public.agencies a where a.id = (select atrium.current_agency_id())
  ), counted as (
    select (c.started_at at time zone s.zone)::date as day,
      count(*) filter (where c.direction = 'inbound')::integer as inbound,
      count(*) filter (where c.direction = 'outbound')::integer as outbound,
      count(*) filter (where c.status in ('missed', 'voicemail'))::integer as missed
    from span s join public.calls c on c.agency_id = (select atrium.current_agency_id())
      and c.started_at >= (s.today - s.length + 1)::timestamp at time zone s.zone
    where not c.is_test_call group by 1
  )
  select d::date, coalesce(c.inbound, 0), coalesce(c.outbound, 0), coalesce(c.missed, 0)
  from span s, lateral generate_series(s.today - s.length + 1, s.today, interval '1 day') d
  left join counted c on c.day = d::date
  where (select atrium.may('calls:select')) order by 1
$$;
comment on function public.calls_by_day(integer) is
  'Calls in, out and missed for each of the last days (1 to 366), today included, by the calendar of the agency.';

create function public.lead_board() returns table (lead_status text, leads integer, hot integer, warm integer)
language sql stable
as $$
  select s.lead_status, count(c.id)::integer, count(c.id) filter (where c.lead_score = 'hot')::integer,
    count(c.id) filter (where c.lead_score = 'warm')::integer
  from unnest(array['new', 'contacted', 'qualified', 'booked', 'converted', 'lost'])
    with ordinality s (lead_status, place)
  left join public.contacts c on c.agency_id = (select atrium.current_agency_id()) and c.lead_status = s.lead_status
  where (select atrium.may('contacts:select')) group by s.lead_status, s.place order by s.place
$$;
comment on function public.lead_board() is
  'How many leads stand in each status, and how many of them are hot and warm.';

revoke all on function public.frontdesk_dashboard(integer), public.calls_by_day(integer), public.lead_board()
  from public;
grant execute on function public.frontdesk_dashboard(integer), public.calls_by_day(integer), public.lead_board()
  to authenticated;
