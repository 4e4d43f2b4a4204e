-- When the agency works: calendars with several spans a weekday, in their own time zone, less holidays. Time between
-- two instants is the sum of what overlaps the open spans, which are built for each local date: so it is right across
-- weekends, holidays and the change of clocks. A calendar is never without an open minute.
create table public.business_calendars (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name       text not null,
  timezone   text not null,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint business_calendars_agency_id unique (agency_id, id),
  constraint business_calendars_name check (length(btrim(name)) between 1 and 100)
);
comment on table public.business_calendars is 'Scope: agency. When the agency works, for the targets of tickets.';
comment on column public.business_calendars.id is 'Identifier.';
comment on column public.business_calendars.agency_id is 'The agency; never changes.';
comment on column public.business_calendars.name is 'Unique within the agency whatever the case; 1 to 100 characters.';
comment on column public.business_calendars.timezone is 'IANA name of the time zone that its hours are meant in.';
comment on column public.business_calendars.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.business_calendars.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.business_calendars.created_at is 'When it was made; UTC.';
comment on column public.business_calendars.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index business_calendars_one_name on public.business_calendars (agency_id, lower(name));

create table public.business_hours (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null,
  calendar_id uuid not null,
  weekday     smallint not null,
  opens_at    time not null,
  closes_at   time not null,
  created_at  timestamptz not null default now(),
  constraint business_hours_calendar foreign key (agency_id, calendar_id)
    references public.business_calendars (agency_id, id) on delete cascade,
  constraint business_hours_weekday check (weekday between 1 and 7),
  constraint business_hours_span check (opens_at < closes_at),
  constraint business_hours_apart exclude using gist (calendar_id with =, weekday with =,
    int4range((extract(epoch from opens_at) / 60)::integer, (extract(epoch from closes_at) / 60)::integer) with &&)
);
comment on table public.business_hours is
  'Scope: agency. Append only: the open spans of a calendar''s week, replaced as a whole by set_business_hours.';
comment on column public.business_hours.id is 'Identifier.';
comment on column public.business_hours.agency_id is 'The agency of the calendar.';
comment on column public.business_hours.calendar_id is 'The calendar.';
comment on column public.business_hours.weekday is '1 for Monday to 7 for Sunday.';
comment on column public.business_hours.opens_at is 'From, in the calendar''s time zone.';
comment on column public.business_hours.closes_at is 'Until, likewise; 24:00 for the end of the day.';
comment on column public.business_hours.created_at is 'When it was set; UTC.';
create index business_hours_of_calendar on public.business_hours (agency_id, calendar_id, weekday);
create index business_hours_by_day on public.business_hours (calendar_id, weekday);

create table public.business_holidays (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id(),
  calendar_id uuid not null,
  holiday     date not null,
  name        text not null,
  is_yearly   boolean not null default false,
  created_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint business_holidays_once unique (agency_id, calendar_id, holiday),
  constraint business_holidays_calendar foreign key (agency_id, calendar_id)
    references public.business_calendars (agency_id, id) on delete cascade,
  constraint business_holidays_name check (length(btrim(name)) between 1 and 100)
);
comment on table public.business_holidays is 'Scope: agency. Days on which a calendar is closed.';
comment on column public.business_holidays.id is 'Identifier.';
comment on column public.business_holidays.agency_id is 'The agency of the calendar; never changes.';
comment on column public.business_holidays.calendar_id is 'The calendar.';
comment on column public.business_holidays.holiday is 'The day, in the calendar''s time zone.';
comment on column public.business_holidays.name is 'What is celebrated, 1 to 100 characters.';
comment on column public.business_holidays.is_yearly is 'Also on the same day of every other year.';
comment on column public.business_holidays.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.business_holidays.created_at is 'When it was entered; UTC.';
comment on column public.business_holidays.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index business_holidays_of_calendar on public.business_holidays (calendar_id, holiday);

create trigger business_calendars_zone before insert or update of timezone on public.business_calendars
  for each row execute function atrium.known_timezone();
create trigger business_calendars_touch before insert or update on public.business_calendars
  for each row execute function atrium.touch();
create trigger business_calendars_immutable before update on public.business_calendars
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger business_calendars_audit after insert or update or delete on public.business_calendars
  for each row execute function atrium.audit();
create trigger business_hours_fixed before update on public.business_hours
  for each row execute function atrium.refuse_change();
create trigger business_hours_audit after insert or delete on public.business_hours
  for each row execute function atrium.audit();
create trigger business_holidays_touch before insert or update on public.business_holidays
  for each row execute function atrium.touch();
create trigger business_holidays_immutable before update on public.business_holidays
  for each row execute function atrium.immutable('id', 'agency_id', 'calendar_id', 'created_by', 'created_at');
create trigger business_holidays_audit after insert or update or delete on public.business_holidays
  for each row execute function atrium.audit();

do $$
declare
  part text;
begin
  foreach part in array array['business_calendars', 'business_hours', 'business_holidays'] loop
    call atrium.allow(part, 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
      'agent', 'member');
    execute format('alter table public.%I enable row level security', part);
    execute format('alter table public.%I force row level security', part);
    execute format('create policy %I on public.%I for select to authenticated using (agency_id ='
      ' (select atrium.current_agency_id()) and (select atrium.may(%L)))', part || '_select', part, part || ':select');
    execute format('grant select on public.%I to authenticated', part);
  end loop;
end $$;
call atrium.allow('business_calendars', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('business_calendars', 'delete', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('business_holidays', 'insert', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('business_holidays', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('business_holidays', 'delete', 'all', 'owner', 'admin', 'leadership');
create policy business_calendars_update on public.business_calendars for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('business_calendars:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('business_calendars:update')));
create policy business_calendars_delete on public.business_calendars for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('business_calendars:delete')));
create policy business_holidays_insert on public.business_holidays for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('business_holidays:insert')));
create policy business_holidays_update on public.business_holidays for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('business_holidays:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('business_holidays:update')));
create policy business_holidays_delete on public.business_holidays for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('business_holidays:delete')));
grant delete, update (name, timezone) on public.business_calendars to authenticated;
grant delete, insert (calendar_id, holiday, name, is_yearly), update (holiday, name, is_yearly)
  on public.business_holidays to authenticated;

create function public.set_business_hours(calendar_id uuid, spans jsonb) returns setof public.business_hours
language plpgsql
as $$
declare
  calendar public.business_calendars;
begin
  -- first, so that whoever may not hears the same of a hidden calendar and of none
  perform atrium.demand('business_calendars:update');
  select * into calendar from public.business_calendars b
  where b.id = set_business_hours.calendar_id and b.agency_id = atrium.current_agency_id() for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This calendar does not exist or is not yours to see.', 'Choose one of the list.');
  end if;
  if coalesce(jsonb_typeof(spans) <> 'array' or jsonb_array_length(spans) = 0, true) then
    perform atrium.refuse('ATVAL', 'A calendar is open at least once a week.',
      'Pass spans such as [{"weekday": 1, "opens_at": "09:00", "closes_at": "17:00"}].');
  end if;
  delete from public.business_hours h where h.calendar_id = calendar.id;
  return query insert into public.business_hours (agency_id, calendar_id, weekday, opens_at, closes_at)
    select calendar.agency_id, calendar.id, s.weekday, s.opens_at, s.closes_at
    from jsonb_to_recordset(spans) as s (weekday smallint, opens_at time, closes_at time) returning *;
exception
  when exclusion_violation then
    perform atrium.refuse('ATVAL', 'Two spans of a day overlap.', 'Make one of them.');
  when not_null_violation or check_violation or invalid_datetime_format or datetime_field_overflow
    or invalid_text_representation then
    perform atrium.refuse('ATVAL', 'A span has a weekday from 1 to 7 and closes after it opens.',
      'Pass spans such as [{"weekday": 1, "opens_at": "09:00", "closes_at": "17:00"}].');
end
$$;
comment on function public.set_business_hours(uuid, jsonb) is 'Replaces the open spans of a calendar''s week; running'
  ' targets follow. By administrators. ATNOF, ATNOM, ATVAL.';
create function public.create_business_calendar(name text, timezone text, spans jsonb) returns public.business_calendars
language plpgsql
as $$
declare
  made public.business_calendars;
begin
  perform atrium.demand('business_calendars:update');
  insert into public.business_calendars (agency_id, name, timezone)
  values (atrium.current_agency_id(), create_business_calendar.name, create_business_calendar.timezone)
  returning * into made;
  perform public.set_business_hours(made.id, spans);
  return made;
end
$$;
comment on function public.create_business_calendar(text, text, jsonb) is
  'Makes a calendar with its hours, as set_business_hours takes them. By administrators. ATNOM, ATVAL.';
call atrium.own_as_definer('public.set_business_hours(uuid, jsonb)'::regprocedure);
call atrium.own_as_definer('public.create_business_calendar(text, text, jsonb)'::regprocedure);
grant execute on function public.set_business_hours(uuid, jsonb),
  public.create_business_calendar(text, text, jsonb) to authenticated;

create function atrium.open_spans(calendar uuid, since timestamptz, until timestamptz)
returns table (opens timestamptz, closes timestamptz)
language sql stable
as $$
  select greatest((day + h.opens_at) at time zone c.timezone, since),
    least((day + h.closes_at) at time zone c.timezone, until)
  from public.business_calendars c,
    lateral (select (since at time zone c.timezone)::date + n as day from generate_series(0,
      (until at time zone c.timezone)::date - (since at time zone c.timezone)::date) as n) as d
    join public.business_hours h on h.calendar_id = calendar and h.weekday = extract(isodow from d.day)
  where c.id = calendar
    and (day + h.opens_at) at time zone c.timezone < until and (day + h.closes_at) at time zone c.timezone > since
    and not exists (select from public.business_holidays b
      where b.calendar_id = calendar and (b.holiday = d.day
        or (b.is_yearly and to_char(b.holiday, 'MMDD') = to_char(d.day, 'MMDD'))))
$$;
comment on function atrium.open_spans(uuid, timestamptz, timestamptz) is
  'When a calendar is open between two instants, cut to them.';

create function atrium.business_time(calendar uuid, since timestamptz, until timestamptz) returns interval
language sql stable
as $$
  select case when since >= until then interval '0' when calendar is null then
      make_interval(secs => extract(epoch from until - since)::double precision)
    else (select coalesce(make_interval(secs => sum(extract(epoch from s.closes - s.opens))::double precision),
      interval '0') from atrium.open_spans(calendar, since, until) s) end
$$;
comment on function atrium.business_time(uuid, timestamptz, timestamptz) is
  'Open time between two instants, in hours and below; without a calendar the clock runs always.';

create function atrium.add_business_time(calendar uuid, since timestamptz, amount interval) returns timestamptz
language plpgsql stable
as $$
declare
  seconds numeric := extract(epoch from amount);
  horizon interval;
  due timestamptz;
begin
  if calendar is null or seconds <= 0 then
    return since + make_interval(secs => seconds::double precision);
  end if;
  -- most targets are near; two years is where a calendar that never opens is given up
  foreach horizon in array array['8 days', '60 days', '2 years']::interval[] loop
    select s.opens + make_interval(secs => (seconds - (s.total - s.length))::double precision) into due
    from (
      select o.opens, extract(epoch from o.closes - o.opens) as length,
        sum(extract(epoch from o.closes - o.opens)) over (order by o.opens) as total
      from atrium.open_spans(calendar, since, since + horizon) o) as s
    where s.total >= seconds order by s.opens limit 1;
    if found then
      return due;
    end if;
  end loop;
  return null;
end
$$;
comment on function atrium.add_business_time(uuid, timestamptz, interval) is
  'The instant at which so much open time has passed; null where that takes more than two years.';
call atrium.own_as_definer('atrium.open_spans(uuid, timestamptz, timestamptz)'::regprocedure);
call atrium.own_as_definer('atrium.business_time(uuid, timestamptz, timestamptz)'::regprocedure);
call atrium.own_as_definer('atrium.add_business_time(uuid, timestamptz, interval)'::regprocedure);
