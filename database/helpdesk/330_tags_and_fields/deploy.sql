-- The agency's own words for tickets: tags, gathered as they are used, renamed and merged everywhere at once; and
-- fields of its own, whose values are checked wherever they come from. Values that only staff may read stand in a
-- table of their own, because contact users read the whole row of a ticket.
create table public.ticket_tags (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name        text not null,
  color       text,
  description text,
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint ticket_tags_name_key unique (agency_id, name),
  constraint ticket_tags_name check (name = lower(btrim(name)) and length(name) between 1 and 100),
  constraint ticket_tags_color check (color ~ '^#[0-9a-fA-F]{6}$'),
  constraint ticket_tags_description check (length(description) <= 500)
);
comment on table public.ticket_tags is 'Scope: agency; staff. Every tag that tickets have or had, with what it means.';
comment on column public.ticket_tags.id is 'Identifier.';
comment on column public.ticket_tags.agency_id is 'The agency; never changes.';
comment on column public.ticket_tags.name is
  'The tag in lower case, once an agency; changed by rename_tag and merge_tags.';
comment on column public.ticket_tags.color is 'As #rrggbb; null for none.';
comment on column public.ticket_tags.description is 'When to use it, up to 500 characters.';
comment on column public.ticket_tags.created_by is 'Who used it first. Not a reference: it outlives the account.';
comment on column public.ticket_tags.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.ticket_tags.created_at is 'When it was first used; UTC.';
comment on column public.ticket_tags.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create table public.custom_field_definitions (
  id                   uuid primary key default gen_random_uuid(),
  agency_id            uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  key                  text not null,
  label                text not null,
  description          text,
  field_type           text not null,
  options              text[] not null default '{}',
  pattern              text,
  for_staff            boolean not null default false,
  editable_by_customer boolean not null default false,
  required_on_create   boolean not null default false,
  required_on_resolve  boolean not null default false,
  is_active            boolean not null default true,
  position             integer not null default 0,
  created_by           uuid,
  updated_by           uuid,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now(),
  constraint custom_field_definitions_key_key unique (agency_id, key),
  constraint custom_field_definitions_key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  constraint custom_field_definitions_label check (length(btrim(label)) between 1 and 100),
  constraint custom_field_definitions_description check (length(description) <= 500),
  constraint custom_field_definitions_type check (field_type in ('text', 'number', 'bool', 'date', 'select',
    'multiselect', 'user', 'url', 'regex')),
  constraint custom_field_definitions_options check (cardinality(options) <= 200
    and (field_type in ('select', 'multiselect')) = (options <> '{}')),
  constraint custom_field_definitions_pattern check ((field_type = 'regex') = (pattern is not null)
    and length(pattern) <= 200),
  constraint custom_field_definitions_staff check (not (for_staff and (editable_by_customer or required_on_create)))
);
comment on table public.custom_field_definitions is
  'Scope: agency; contact users see what they may read. The agency''s own fields of tickets.';
comment on column public.custom_field_definitions.id is 'Identifier.';
comment on column public.custom_field_definitions.agency_id is 'The agency; never changes.';
comment on column public.custom_field_definitions.key is 'Name of the value in tickets.custom; never changes.';
comment on column public.custom_field_definitions.label is 'Name on the screen, 1 to 100 characters.';
comment on column public.custom_field_definitions.description is 'Help beside it, up to 500 characters.';
comment on column public.custom_field_definitions.field_type is
  'text, number, bool, date, select, multiselect, user, url or regex; never changes.';
comment on column public.custom_field_definitions.options is 'What can be chosen, for select and multiselect.';
comment on column public.custom_field_definitions.pattern is 'What a regex field has to match as a whole.';
comment on column public.custom_field_definitions.for_staff is
  'Only staff read it: its values stand in ticket_staff_fields. Never changes.';
comment on column public.custom_field_definitions.editable_by_customer is 'Contact users may fill it in.';
comment on column public.custom_field_definitions.required_on_create is 'A new ticket needs it.';
comment on column public.custom_field_definitions.required_on_resolve is 'Resolving or closing needs it.';
comment on column public.custom_field_definitions.is_active is 'Offered and checked; what it holds stays otherwise.';
comment on column public.custom_field_definitions.position is 'Order on the form.';
comment on column public.custom_field_definitions.created_by is
  'Who made it. Not a reference: it outlives the account.';
comment on column public.custom_field_definitions.updated_by is
  'Who changed it last. Not a reference, like created_by.';
comment on column public.custom_field_definitions.created_at is 'When it was made; UTC.';
comment on column public.custom_field_definitions.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create table public.ticket_staff_fields (
  id         uuid primary key default gen_random_uuid(),
  client_id  uuid not null,
  ticket_id  uuid not null,
  custom     jsonb not null default '{}',
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ticket_staff_fields_one unique (client_id, ticket_id),
  constraint ticket_staff_fields_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
    on delete cascade,
  constraint ticket_staff_fields_custom check (jsonb_typeof(custom) = 'object')
);
comment on table public.ticket_staff_fields is
  'Scope: parent, the ticket; staff. Values of the fields that are for staff; written by set_ticket_fields.';
comment on column public.ticket_staff_fields.id is 'Identifier.';
comment on column public.ticket_staff_fields.client_id is 'The client of the ticket.';
comment on column public.ticket_staff_fields.ticket_id is 'The ticket; one row each.';
comment on column public.ticket_staff_fields.custom is 'Values by key, as tickets.custom.';
comment on column public.ticket_staff_fields.updated_by is
  'Who changed it last. Not a reference: it outlives the account.';
comment on column public.ticket_staff_fields.created_at is 'When the first value was set; UTC.';
comment on column public.ticket_staff_fields.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create function atrium.gather_tags() returns trigger
language plpgsql
as $$
begin
  insert into public.ticket_tags (agency_id, name)
  select c.agency_id, t from public.clients c, unnest(new.tags) t where c.id = new.client_id and length(t) <= 100
  on conflict (agency_id, name) do nothing;
  return null;
end
$$;
comment on function atrium.gather_tags() is 'Trigger after a ticket got tags: puts new ones into the catalogue.';
call atrium.own_as_definer('atrium.gather_tags()'::regprocedure);
create trigger tickets_tag after insert on public.tickets for each row
  when (new.tags <> '{}') execute function atrium.gather_tags();
create trigger tickets_retag after update on public.tickets for each row
  when (new.tags is distinct from old.tags) execute function atrium.gather_tags();

create trigger ticket_tags_touch before insert or update on public.ticket_tags
  for each row execute function atrium.touch();
create trigger ticket_tags_immutable before update on public.ticket_tags
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger ticket_tags_by_function before update on public.ticket_tags
  for each row execute function atrium.by_function('name');
create trigger ticket_tags_audit after insert or update or delete on public.ticket_tags
  for each row execute function atrium.audit();
create trigger custom_field_definitions_touch before insert or update on public.custom_field_definitions
  for each row execute function atrium.touch();
create trigger custom_field_definitions_immutable before update on public.custom_field_definitions for each row
  execute function atrium.immutable('id', 'agency_id', 'key', 'field_type', 'for_staff', 'created_by', 'created_at');
create trigger custom_field_definitions_audit after insert or update or delete on public.custom_field_definitions
  for each row execute function atrium.audit();
create trigger ticket_staff_fields_touch before insert or update on public.ticket_staff_fields
  for each row execute function atrium.touch();
create trigger ticket_staff_fields_immutable before update on public.ticket_staff_fields
  for each row execute function atrium.immutable('id', 'client_id', 'created_at');
create trigger ticket_staff_fields_audit after insert or update or delete on public.ticket_staff_fields
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, t, 'select', case when t = 'ticket_staff_fields' and r in ('finance', 'creative', 'agent', 'member')
  then 'assigned' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r,
  unnest(array['ticket_tags', 'custom_field_definitions', 'ticket_staff_fields']) t;
call atrium.allow('custom_field_definitions', 'select', 'home', 'customer');
call atrium.allow('custom_field_definitions', 'insert', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('custom_field_definitions', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('custom_field_definitions', 'delete', 'all', 'owner', 'admin');
call atrium.allow('ticket_tags', 'insert', 'all', 'owner', 'admin', 'leadership', 'pm', 'account', 'agent');
call atrium.allow('ticket_tags', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('ticket_tags', 'delete', 'all', 'owner', 'admin', 'leadership');

alter table public.ticket_tags enable row level security;
alter table public.ticket_tags force row level security;
alter table public.custom_field_definitions enable row level security;
alter table public.custom_field_definitions force row level security;
alter table public.ticket_staff_fields enable row level security;
alter table public.ticket_staff_fields force row level security;
create policy ticket_tags_select on public.ticket_tags for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('ticket_tags:select')));
create policy ticket_tags_insert on public.ticket_tags for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('ticket_tags:insert')));
create policy ticket_tags_update on public.ticket_tags for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('ticket_tags:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('ticket_tags:update')));
create policy ticket_tags_delete on public.ticket_tags for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('ticket_tags:delete')));
create policy custom_field_definitions_select on public.custom_field_definitions for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('custom_field_definitions:select'))
    and (not (select atrium.is_contact()) or (not for_staff and is_active)));
create policy custom_field_definitions_insert on public.custom_field_definitions for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id())
    and (select atrium.may('custom_field_definitions:insert')));
create policy custom_field_definitions_update on public.custom_field_definitions for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('custom_field_definitions:update')))
  with check (agency_id = (select atrium.current_agency_id())
    and (select atrium.may('custom_field_definitions:update')));
create policy custom_field_definitions_delete on public.custom_field_definitions for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('custom_field_definitions:delete')));
create policy ticket_staff_fields_select on public.ticket_staff_fields for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('ticket_staff_fields:select'))
    and (select true from public.tickets t where t.id = ticket_staff_fields.ticket_id));
grant select, delete on public.ticket_tags, public.custom_field_definitions to authenticated;
grant select on public.ticket_staff_fields to authenticated;
grant insert (name, color, description), update (color, description) on public.ticket_tags to authenticated;
grant insert (key, label, description, field_type, options, pattern, for_staff, editable_by_customer,
  required_on_create, required_on_resolve, is_active, position), update (label, description, options, pattern,
  editable_by_customer, required_on_create, required_on_resolve, is_active, position)
  on public.custom_field_definitions to authenticated;
