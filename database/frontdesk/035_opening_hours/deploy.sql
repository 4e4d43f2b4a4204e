-- When bookings are taken: weekly hours by the clock on the agency's wall, of the agency or of one resource, and days
-- off. Instants are made of them day by day, so a day that the clock changes is an hour shorter or longer.
create table public.booking_hours (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  resource_id uuid,
  weekday     smallint not null,
  opens       time not null,
  closes      time not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint booking_hours_resource foreign key (agency_id, resource_id)
    references public.booking_resources (agency_id, id) on delete cascade,
  constraint booking_hours_weekday check (weekday between 1 and 7),
  constraint booking_hours_order check (opens < closes)
);
comment on table public.booking_hours is
  'Scope: agency. Weekly opening hours, several stretches a day if need be. A resource without rows keeps those of the'
  ' agency; an agency without rows is open Monday to Friday from 9 to 17.';
comment on column public.booking_hours.id is 'Identifier.';
comment on column public.booking_hours.agency_id is 'The agency; never changes.';
comment on column public.booking_hours.resource_id is 'Whose hours; null for the agency''s.';
comment on column public.booking_hours.weekday is '1 is Monday, 7 Sunday.';
comment on column public.booking_hours.opens is 'By the clock of the agency''s time zone.';
comment on column public.booking_hours.closes is 'Later the same day; 24:00 is midnight.';
comment on column public.booking_hours.created_at is 'When it was made; UTC.';
comment on column public.booking_hours.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index booking_hours_once on public.booking_hours (agency_id, resource_id, weekday, opens)
  nulls not distinct;

create table public.booking_closures (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  resource_id uuid,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null,
  reason      text,
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint booking_closures_resource foreign key (agency_id, resource_id)
    references public.booking_resources (agency_id, id) on delete cascade,
  constraint booking_closures_order check (starts_at < ends_at and isfinite(starts_at) and isfinite(ends_at)),
  constraint booking_closures_reason check (length(reason) <= 200)
);
comment on table public.booking_closures is
  'Scope: agency. Holidays and absences: no new bookings meanwhile. What is booked already stays until it is moved.';
comment on column public.booking_closures.id is 'Identifier.';
comment on column public.booking_closures.agency_id is 'The agency; never changes.';
comment on column public.booking_closures.resource_id is 'Who or what is away; null for the whole agency.';
comment on column public.booking_closures.starts_at is 'From when; UTC.';
comment on column public.booking_closures.ends_at is 'Until when, not counted; UTC.';
comment on column public.booking_closures.reason is 'Why, up to 200 characters.';
comment on column public.booking_closures.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.booking_closures.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.booking_closures.created_at is 'When it was made; UTC.';
comment on column public.booking_closures.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index booking_closures_by_start on public.booking_closures (agency_id, starts_at);
create index booking_closures_by_resource on public.booking_closures (agency_id, resource_id);

create trigger booking_hours_touch before update on public.booking_hours
  for each row execute function atrium.touch();
create trigger booking_hours_immutable before update on public.booking_hours
  for each row execute function atrium.immutable('id', 'agency_id', 'resource_id', 'created_at');
create trigger booking_hours_audit after insert or update or delete on public.booking_hours
  for each row execute function atrium.audit();
create trigger booking_closures_touch before insert or update on public.booking_closures
  for each row execute function atrium.touch();
create trigger booking_closures_immutable before update on public.booking_closures
  for each row execute function atrium.immutable('id', 'agency_id', 'resource_id', 'created_by', 'created_at');
create trigger booking_closures_audit after insert or update or delete on public.booking_closures
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, t, 'select', 'all'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r,
  unnest(array['booking_hours', 'booking_closures']) t
union all
select r, 'booking_hours', a, 'all' from unnest(array['owner', 'admin', 'leadership']) r,
  unnest(array['insert', 'update', 'delete']) a
union all
select r, 'booking_closures', a, 'all' from unnest(array['owner', 'admin', 'leadership', 'pm', 'account', 'agent']) r,
  unnest(array['insert', 'update', 'delete']) a;

alter table public.booking_hours enable row level security;
alter table public.booking_hours force row level security;
create policy booking_hours_select on public.booking_hours for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_hours:select')));
create policy booking_hours_insert on public.booking_hours for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_hours:insert')));
create policy booking_hours_update on public.booking_hours for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_hours:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_hours:update')));
create policy booking_hours_delete on public.booking_hours for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_hours:delete')));
grant select, delete on public.booking_hours to authenticated;
grant insert (resource_id, weekday, opens, closes), update (weekday, opens, closes)
  on public.booking_hours to authenticated;

alter table public.booking_closures enable row level security;
alter table public.booking_closures force row level security;
create policy booking_closures_select on public.booking_closures for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_closures:select')));
create policy booking_closures_insert on public.booking_closures for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_closures:insert')));
create policy booking_closures_update on public.booking_closures for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_closures:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_closures:update')));
create policy booking_closures_delete on public.booking_closures for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_closures:delete')));
grant select, delete on public.booking_closures to authenticated;
grant insert (resource_id, starts_at, ends_at, reason), update (starts_at, ends_at, reason)
  on public.booking_closures to authenticated;

-- Days are made into instants here and nowhere else.
create function atrium.open_hours(agency uuid, resource uuid, day date) returns setof tstzrange
language sql stable
as $$
  with own as (
    select h.weekday, h.opens, h.closes from public.booking_hours h
    where h.agency_id = agency and h.resource_id = resource
  ), shared as (
    select h.weekday, h.opens, h.closes from public.booking_hours h
    where h.agency_id = agency and h.resource_id is null
  ), kept as (
    select * from own
    union all
    select * from shared where not exists (select from own)
    union all
    select w, time '09:00', time '17:00' from generate_series(1, 5) w
    where not exists (select from own) and not exists (select from shared)
  )
  -- where the clock jumps over both ends of a stretch, nothing is left of it
  select tstzrange((day + k.opens) at time zone a.timezone,
    greatest((day + k.opens) at time zone a.timezone, (day + k.closes) at time zone a.timezone))
  from kept k, public.agencies a where a.id = agency and k.weekday = extract(isodow from day)
$$;
comment on function atrium.open_hours(uuid, uuid, date) is
  'When a resource of an agency, or the agency itself, is open on a day of its calendar: instants, from and until.';
