-- Which times are free: open hours less absences, booked times and live holds. The booking functions judge a single
-- time by the same words.
create function atrium.able_resources(agency uuid, service uuid, wanted uuid default null)
returns table (resource_id uuid, name text, place integer)
language sql stable
as $$
  select r.id, r.name, r.position from public.booking_resources r
  where r.agency_id = agency and r.is_active and r.id = coalesce(wanted, r.id)
    and (exists (select from public.service_resources s
        where s.agency_id = agency and s.service_id = service and s.resource_id = r.id)
      or not exists (select from public.service_resources s where s.agency_id = agency and s.service_id = service))
  union all
  select null::uuid, null::text, 0
  where wanted is null
    and not exists (select from public.booking_resources r where r.agency_id = agency and r.is_active)
$$;
comment on function atrium.able_resources(uuid, uuid, uuid) is
  'Who or what can do a service: active resources assigned to it, all where none is; one without id for an agency that'
  ' is one desk.';

create function atrium.is_free(agency uuid, resource uuid, span tstzrange) returns boolean
language sql stable
as $$
  select not exists (
    select from atrium.booked_times b
    where b.agency_id = agency and b.resource = coalesce(is_free.resource, agency) and b.during && span
      and not exists (select from public.appointment_holds h
        where h.id = b.hold_id and h.expires_at <= clock_timestamp()))
$$;
comment on function atrium.is_free(uuid, uuid, tstzrange) is
  'Whether no live appointment or hold takes any of the time.';

create function atrium.is_closed(agency uuid, resource uuid, span tstzrange) returns boolean
language sql stable
as $$
  select exists (
    select from public.booking_closures c
    where c.agency_id = agency and (c.resource_id is null or c.resource_id = resource)
      and c.starts_at < upper(span) and c.ends_at > lower(span))
$$;
comment on function atrium.is_closed(uuid, uuid, tstzrange) is 'Whether a holiday or absence crosses the time.';

create function atrium.is_open(agency uuid, resource uuid, span tstzrange) returns boolean
language sql stable
as $$
  select not atrium.is_closed(agency, resource, span) and exists (
    select from public.agencies a,
      atrium.open_hours(agency, resource, (lower(span) at time zone a.timezone)::date) h
    where a.id = agency and h @> span)
$$;
comment on function atrium.is_open(uuid, uuid, tstzrange) is 'Whether all of the time lies in opening hours.';

create function atrium.free_times(agency uuid, service uuid, from_day date, to_day date, wanted uuid default null,
  not_before timestamptz default now())
returns table (starts_at timestamptz, ends_at timestamptz, resource_id uuid, resource_name text)
language sql stable rows 200
as $$
  select t.at, t.at + make_interval(mins => s.duration_minutes), r.resource_id, r.name
  from public.services s
  cross join lateral atrium.able_resources(agency, s.id, wanted) r
  cross join lateral generate_series(from_day::timestamp, to_day::timestamp, interval '1 day') d
  cross join lateral atrium.open_hours(agency, r.resource_id, d::date) h
  -- steps of elapsed time from the opening on, so that they stay whole on days that the clock changes
  cross join lateral generate_series(lower(h), upper(h) - make_interval(mins => s.duration_minutes),
    interval '15 minutes') t (at)
  cross join lateral (select tstzrange(t.at, t.at + make_interval(mins => s.duration_minutes)) as visit,
    tstzrange(t.at, t.at + make_interval(mins => s.duration_minutes + s.buffer_minutes)) as kept) span
  where s.id = service and s.agency_id = agency and s.is_active and t.at >= not_before
    and not atrium.is_closed(agency, r.resource_id, span.visit) and atrium.is_free(agency, r.resource_id, span.kept)
  order by t.at, r.place, r.name
$$;
comment on function atrium.free_times(uuid, uuid, date, date, uuid, timestamptz) is
  'Free times of a service from one day of the agency''s calendar to another, every quarter of an hour from the opening'
  ' on, each resource for itself.';

create function atrium.next_times(agency uuid, service uuid, wanted uuid, after timestamptz) returns timestamptz[]
language sql stable
as $$
  select array(
    select distinct f.starts_at from public.agencies a,
      atrium.free_times(agency, service, (after at time zone a.timezone)::date,
        (after at time zone a.timezone)::date + 7, wanted, greatest(after, now())) f
    where a.id = agency order by 1 limit 3)
$$;
comment on function atrium.next_times(uuid, uuid, uuid, timestamptz) is
  'The next three free times of a service within a week.';

create function atrium.refuse_time(agency uuid, service uuid, wanted uuid, at timestamptz, why text) returns void
language plpgsql
as $$
declare
  free timestamptz[] := atrium.next_times(agency, service, wanted, at);
  zone text := (select a.timezone from public.agencies a where a.id = agency);
begin
  raise exception using errcode = 'ATSTA', message = why, detail = to_jsonb(free)::text,
    hint = coalesce('Free next: ' || (select string_agg(to_char(f at time zone zone, 'YYYY-MM-DD HH24:MI'), ', '
      order by f) from unnest(free) f) || ' (' || zone || ').', 'Nothing is free within a week; look further ahead.');
end
$$;
comment on function atrium.refuse_time(uuid, uuid, uuid, timestamptz, text) is
  'Raises ATSTA with the next free times: as instants in the detail, by the agency''s clock in the hint.';

create function atrium.pick_resource(agency uuid, service public.services, at timestamptz, wanted uuid,
  outside_hours boolean) returns uuid
language plpgsql
as $$
declare
  visit tstzrange := tstzrange(at, at + make_interval(mins => service.duration_minutes));
  kept tstzrange := tstzrange(at, at + make_interval(mins => service.duration_minutes + service.buffer_minutes));
  able integer;
  anybody_works boolean;
  picked uuid;
begin
  select count(*), bool_or(c.works), (array_agg(coalesce(c.resource_id, agency) order by c.works desc, c.load, c.place)
    filter (where (c.works or outside_hours) and c.free))[1]
  into able, anybody_works, picked
  from (
    select r.resource_id, r.place, atrium.is_open(agency, r.resource_id, visit) as works,
      atrium.is_free(agency, r.resource_id, kept) as free, (select count(*) from atrium.booked_times b
        where b.agency_id = agency and b.resource = coalesce(r.resource_id, agency)
          and b.during && tstzrange(at - interval '12 hours', at + interval '12 hours')) as load
    from atrium.able_resources(agency, service.id, wanted) r
  ) c;
  if able = 0 then
    raise exception using errcode = 'ATVAL', message = 'That resource does not do this service.',
      hint = 'Leave resource_id out, or choose an active one that does.';
  elsif picked is null then
    perform atrium.refuse_time(agency, service.id, wanted, at,
      case when anybody_works or outside_hours then 'That time is taken.' else 'Nobody works at that time.' end);
  end if;
  return picked;
end
$$;
comment on function atrium.pick_resource(uuid, public.services, timestamptz, uuid, boolean) is
  'Who takes a booking: of those who can, work then and are free, the one with the least to do around it. The agency''s'
  ' id stands for an agency that is one desk. ATSTA with the next free times, ATVAL.';

create function public.free_slots(service_id uuid, from_day date, to_day date default null,
  with_resource uuid default null)
returns table (starts_at timestamptz, ends_at timestamptz, resource_id uuid, resource_name text)
language plpgsql stable
as $$
begin
  perform atrium.demand('appointments:select');
  if from_day is null or not isfinite(from_day) or coalesce(to_day, from_day) - from_day not between 0 and 62 then
    raise exception using errcode = 'ATVAL', message = 'Ask for one day, or for up to two months.',
      hint = 'Pass from_day, and a to_day not before it.';
  end if;
  return query select * from atrium.free_times(atrium.current_agency_id(), free_slots.service_id, from_day,
    coalesce(to_day, from_day), with_resource);
end
$$;
comment on function public.free_slots(uuid, date, date, uuid) is
  'Free times of a service from now on, by the days of the agency''s calendar, each resource for itself. ATNOM, ATVAL.';
call atrium.own_as_definer('public.free_slots(uuid, date, date, uuid)'::regprocedure);
grant execute on function public.free_slots(uuid, date, date, uuid) to authenticated;
