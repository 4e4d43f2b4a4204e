-- What can be booked, and with whom or where: services with their length and price, and the people and rooms that a
-- booking takes up.
create domain public.booking_resource_kind as text constraint booking_resource_kind_known check (value in
  ('person', 'room', 'equipment'));
comment on domain public.booking_resource_kind is 'What a booking takes up.';

create table public.services (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name             text not null,
  description      text,
  duration_minutes integer not null default 30,
  buffer_minutes   integer not null default 0,
  price            numeric(12,2),
  currency         char(3) not null default 'EUR',
  is_active        boolean not null default true,
  is_public        boolean not null default false,
  position         integer not null default 0,
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint services_agency_id unique (agency_id, id),
  constraint services_name check (length(btrim(name)) between 1 and 200),
  constraint services_description check (length(description) <= 2000),
  constraint services_duration check (duration_minutes between 5 and 1440),
  constraint services_buffer check (buffer_minutes between 0 and 240),
  constraint services_price check (price >= 0 and currency ~ '^[A-Z]{3}$')
);
comment on table public.services is 'Scope: agency. What can be booked, how long it takes and what it costs.';
comment on column public.services.id is 'Identifier.';
comment on column public.services.agency_id is 'The agency; never changes.';
comment on column public.services.name is 'Name, 1 to 200 characters, unique within the agency whatever the case.';
comment on column public.services.description is 'What the booking page says of it, up to 2,000 characters.';
comment on column public.services.duration_minutes is 'Length of an appointment, 5 to 1,440 minutes.';
comment on column public.services.buffer_minutes is 'Kept free after it, 0 to 240 minutes.';
comment on column public.services.price is 'Price in currency; null where it is asked for.';
comment on column public.services.currency is 'ISO 4217 code of price.';
comment on column public.services.is_active is 'False: not booked any more.';
comment on column public.services.is_public is 'Whether the public booking page offers it.';
comment on column public.services.position is 'Place in lists; ties by name.';
comment on column public.services.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.services.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.services.created_at is 'When it was made; UTC.';
comment on column public.services.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index services_one_name on public.services (agency_id, lower(name));
create index services_by_position on public.services (agency_id, position, name);

create table public.booking_resources (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name       text not null,
  kind       public.booking_resource_kind not null default 'person',
  staff_id   uuid,
  is_active  boolean not null default true,
  position   integer not null default 0,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint booking_resources_agency_id unique (agency_id, id),
  constraint booking_resources_staff foreign key (agency_id, staff_id)
    references public.memberships (agency_id, user_id) on delete set null (staff_id),
  constraint booking_resources_name check (length(btrim(name)) between 1 and 200),
  constraint booking_resources_person check (staff_id is null or kind = 'person')
);
comment on table public.booking_resources is
  'Scope: agency. People, rooms and things that can be booked once at a time. An agency without any is one desk.';
comment on column public.booking_resources.id is 'Identifier.';
comment on column public.booking_resources.agency_id is 'The agency; never changes.';
comment on column public.booking_resources.name is 'Name, 1 to 200 characters.';
comment on column public.booking_resources.kind is 'person, room or equipment.';
comment on column public.booking_resources.staff_id is 'The member of staff it is, where it is one.';
comment on column public.booking_resources.is_active is 'False: takes no new bookings.';
comment on column public.booking_resources.position is 'Place in lists, and whose turn it is first among equals.';
comment on column public.booking_resources.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.booking_resources.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.booking_resources.created_at is 'When it was made; UTC.';
comment on column public.booking_resources.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index booking_resources_by_position on public.booking_resources (agency_id, position, name);
create index booking_resources_by_staff on public.booking_resources (agency_id, staff_id) where staff_id is not null;

create table public.service_resources (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  service_id  uuid not null,
  resource_id uuid not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint service_resources_once unique (agency_id, service_id, resource_id),
  constraint service_resources_service foreign key (agency_id, service_id)
    references public.services (agency_id, id) on delete cascade,
  constraint service_resources_resource foreign key (agency_id, resource_id)
    references public.booking_resources (agency_id, id) on delete cascade
);
comment on table public.service_resources is
  'Scope: agency. Who does a service, or where; a service without any row is done by every resource.';
comment on column public.service_resources.id is 'Identifier.';
comment on column public.service_resources.agency_id is 'The agency; never changes.';
comment on column public.service_resources.service_id is 'The service.';
comment on column public.service_resources.resource_id is 'The resource that can do it.';
comment on column public.service_resources.created_at is 'When it was made; UTC.';
comment on column public.service_resources.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index service_resources_by_resource on public.service_resources (agency_id, resource_id);

create trigger booking_resources_staff after insert or update on public.booking_resources
  for each row execute function atrium.same_agency_member('staff', 'staff_id');
create trigger services_touch before insert or update on public.services
  for each row execute function atrium.touch();
create trigger services_immutable before update on public.services
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger services_audit after insert or update or delete on public.services
  for each row execute function atrium.audit();
create trigger booking_resources_touch before insert or update on public.booking_resources
  for each row execute function atrium.touch();
create trigger booking_resources_immutable before update on public.booking_resources
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger booking_resources_audit after insert or update or delete on public.booking_resources
  for each row execute function atrium.audit();
create trigger service_resources_touch before update on public.service_resources
  for each row execute function atrium.touch();
create trigger service_resources_immutable before update on public.service_resources
  for each row execute function atrium.immutable('id', 'agency_id', 'service_id', 'resource_id', 'created_at');
create trigger service_resources_audit after insert or update or delete on public.service_resources
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, t, 'select', 'all'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r,
  unnest(array['services', 'booking_resources', 'service_resources']) t
union all
select r, t, a, 'all' from unnest(array['owner', 'admin', 'leadership']) r,
  unnest(array['services', 'booking_resources', 'service_resources']) t, unnest(array['insert', 'update', 'delete']) a
where (t, a) <> ('service_resources', 'update');

alter table public.services enable row level security;
alter table public.services force row level security;
create policy services_select on public.services for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('services:select')));
create policy services_insert on public.services for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('services:insert')));
create policy services_update on public.services for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('services:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('services:update')));
create policy services_delete on public.services for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('services:delete')));
grant select, delete on public.services to authenticated;
grant insert (name, description, duration_minutes, buffer_minutes, price, currency, is_active, is_public, position),
  update (name, description, duration_minutes, buffer_minutes, price, currency, is_active, is_public, position)
  on public.services to authenticated;

alter table public.booking_resources enable row level security;
alter table public.booking_resources force row level security;
create policy booking_resources_select on public.booking_resources for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_resources:select')));
create policy booking_resources_insert on public.booking_resources for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_resources:insert')));
create policy booking_resources_update on public.booking_resources for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_resources:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_resources:update')));
create policy booking_resources_delete on public.booking_resources for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('booking_resources:delete')));
grant select, delete on public.booking_resources to authenticated;
grant insert (name, kind, staff_id, is_active, position), update (name, kind, staff_id, is_active, position)
  on public.booking_resources to authenticated;

alter table public.service_resources enable row level security;
alter table public.service_resources force row level security;
create policy service_resources_select on public.service_resources for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('service_resources:select')));
create policy service_resources_insert on public.service_resources for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('service_resources:insert')));
create policy service_resources_delete on public.service_resources for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('service_resources:delete')));
grant select, delete on public.service_resources to authenticated;
grant insert (service_id, resource_id) on public.service_resources to authenticated;
