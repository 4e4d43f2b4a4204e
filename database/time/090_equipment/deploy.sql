-- Things that are lent to people: cameras, lights, laptops. A thing can't be out twice at once, nor promised twice for
-- the same time: the database refuses it, however many ask at the same moment.
create domain public.equipment_status as text constraint equipment_status_known
  check (value in ('available', 'checked_out', 'in_maintenance', 'reserved', 'retired'));
create domain public.checkout_status as text constraint checkout_status_known
  check (value in ('reserved', 'active', 'returned', 'overdue', 'cancelled'));
create domain public.equipment_condition as text constraint equipment_condition_known
  check (value in ('excellent', 'good', 'fair', 'poor'));
comment on domain public.equipment_status is
  'Whether a thing can be had; checked_out while somebody has it, reserved while it is promised and here.';
comment on domain public.checkout_status is 'Where a loan stands; changed by its functions.';
comment on domain public.equipment_condition is 'What state a thing is in when it goes and when it comes back.';

create table public.equipment (
  id            uuid primary key default gen_random_uuid(),
  agency_id     uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  item_code     text not null,
  name          text not null,
  category      text,
  serial_number text,
  location      text,
  status        public.equipment_status not null default 'available',
  notes         text,
  created_by    uuid,
  updated_by    uuid,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint equipment_agency_id unique (agency_id, id),
  constraint equipment_code check (item_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint equipment_texts check (length(btrim(name)) between 1 and 200 and length(category) <= 100
    and length(serial_number) <= 100 and length(location) <= 200 and length(notes) <= 2000)
);
comment on table public.equipment is 'Scope: agency; staff only. Things that are lent to people.';
comment on column public.equipment.id is 'Identifier.';
comment on column public.equipment.agency_id is 'The agency; never changes.';
comment on column public.equipment.item_code is
  'Unique within the agency whatever the case; made of the name where absent.';
comment on column public.equipment.name is 'What it is, 1 to 200 characters.';
comment on column public.equipment.category is 'Camera, Lighting, Audio …; free, up to 100 characters.';
comment on column public.equipment.serial_number is 'Of the maker, up to 100 characters.';
comment on column public.equipment.location is 'Where it lies when nobody has it, up to 200 characters.';
comment on column public.equipment.status is 'Whether it can be had; changed by its functions.';
comment on column public.equipment.notes is 'What to know of it, up to 2,000 characters.';
comment on column public.equipment.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.equipment.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.equipment.created_at is 'When it was made; UTC.';
comment on column public.equipment.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index equipment_one_code on public.equipment (agency_id, lower(item_code));
create index equipment_by_name on public.equipment (agency_id, name);
create index equipment_by_status on public.equipment (agency_id, status, category);

create table public.equipment_checkouts (
  id             uuid primary key default gen_random_uuid(),
  agency_id      uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  equipment_id   uuid not null,
  user_id        uuid not null,
  checked_out_by uuid,
  campaign_id    uuid,
  purpose        text not null,
  checked_out_at timestamptz not null,
  due_at         timestamptz not null,
  returned_at    timestamptz,
  occupied       tstzrange not null generated always as (tstzrange(checked_out_at, coalesce(returned_at, due_at),
    '[)')) stored,
  status         public.checkout_status not null default 'active',
  condition_out  public.equipment_condition,
  condition_in   public.equipment_condition,
  note           text,
  created_by     uuid,
  updated_by     uuid,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint equipment_checkouts_item foreign key (agency_id, equipment_id) references public.equipment (agency_id, id)
    on delete cascade,
  constraint equipment_checkouts_campaign foreign key (agency_id, campaign_id)
    references public.campaigns (agency_id, id) on delete set null (campaign_id),
  -- the promise: nobody else in that time
  constraint equipment_checkouts_once exclude using gist
    (agency_id with =, equipment_id with =, occupied with &&) where (status <> 'cancelled'),
  constraint equipment_checkouts_times check (due_at > checked_out_at and returned_at >= checked_out_at),
  constraint equipment_checkouts_returned check ((status = 'returned') = (returned_at is not null)),
  constraint equipment_checkouts_texts check (length(btrim(purpose)) between 1 and 500 and length(note) <= 2000)
);
comment on table public.equipment_checkouts is
  'Scope: agency. Who has, had or will have a thing; each person''s own, all of them for owner, admin, finance'
  ' and leadership, and a campaign''s for the pm and account on its team.';
comment on column public.equipment_checkouts.id is 'Identifier.';
comment on column public.equipment_checkouts.agency_id is 'The agency; never changes.';
comment on column public.equipment_checkouts.equipment_id is 'The thing; never changes.';
comment on column public.equipment_checkouts.user_id is
  'Who has it: staff of the agency at the time; never changes. Not a reference: it outlives the membership.';
comment on column public.equipment_checkouts.checked_out_by is 'Who handed it out. Not a reference, like created_by.';
comment on column public.equipment_checkouts.campaign_id is 'The campaign it is for; null for none.';
comment on column public.equipment_checkouts.purpose is 'What for, 1 to 500 characters.';
comment on column public.equipment_checkouts.checked_out_at is 'From when; UTC; in the future while reserved.';
comment on column public.equipment_checkouts.due_at is 'Until when at most; UTC.';
comment on column public.equipment_checkouts.returned_at is 'When it came back; UTC; null until then.';
comment on column public.equipment_checkouts.occupied is 'The time it can be had by nobody else; made by the database.';
comment on column public.equipment_checkouts.status is 'Where the loan stands; changed by its functions.';
comment on column public.equipment_checkouts.condition_out is 'What state it went in.';
comment on column public.equipment_checkouts.condition_in is 'What state it came back in.';
comment on column public.equipment_checkouts.note is 'Of whoever took it back, up to 2,000 characters.';
comment on column public.equipment_checkouts.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.equipment_checkouts.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.equipment_checkouts.created_at is 'When it was made; UTC.';
comment on column public.equipment_checkouts.updated_at is 'When it was last changed; UTC, kept by a trigger.';
-- and the fact: a thing that has not come back is with one person, however long it is overdue
create unique index equipment_checkouts_one_out on public.equipment_checkouts (agency_id, equipment_id)
  where status in ('active', 'overdue');
create index equipment_checkouts_newest on public.equipment_checkouts (agency_id, checked_out_at desc);
create index equipment_checkouts_of_item on public.equipment_checkouts (agency_id, equipment_id, checked_out_at desc);
create index equipment_checkouts_own on public.equipment_checkouts (agency_id, user_id, checked_out_at desc);
create index equipment_checkouts_of_campaign on public.equipment_checkouts (agency_id, campaign_id, checked_out_at desc)
  where campaign_id is not null;
create index equipment_checkouts_out on public.equipment_checkouts (agency_id, due_at) where returned_at is null;

create function atrium.complete_equipment() returns trigger
language plpgsql
as $$
begin
  if new.item_code is null then
    new.item_code := atrium.code_of(new.name, 'ITEM');
    if exists (select from public.equipment e
        where e.agency_id = new.agency_id and lower(e.item_code) = lower(new.item_code)) then
      new.item_code := new.item_code || '-' || upper(left(new.id::text, 8));
    end if;
  end if;
  return new;
end
$$;
comment on function atrium.complete_equipment() is
  'Trigger before insert on equipment: makes a code of the name where none is given.';
call atrium.own_as_definer('atrium.complete_equipment()'::regprocedure);

create function atrium.follow_checkouts() returns trigger
language plpgsql
as $$
declare
  item uuid := case when tg_op = 'DELETE' then old.equipment_id else new.equipment_id end;
begin
  perform 1 from public.equipment e where e.id = item for no key update;
  update public.equipment e set status = now_is.status
  from (select case
      when bool_or(c.status in ('active', 'overdue')) then 'checked_out'
      when bool_or(c.status = 'reserved') then 'reserved' else 'available' end as status
    from public.equipment_checkouts c where c.equipment_id = item and c.returned_at is null) now_is
  where e.id = item and e.status in ('available', 'checked_out', 'reserved') and e.status <> now_is.status;
  return null;
end
$$;
comment on function atrium.follow_checkouts() is
  'Trigger after a change of equipment_checkouts: the thing says whether somebody has it or it is promised.';
call atrium.own_as_definer('atrium.follow_checkouts()'::regprocedure);

create trigger equipment_complete before insert on public.equipment
  for each row execute function atrium.complete_equipment();
create trigger equipment_checkouts_follow after insert or update or delete on public.equipment_checkouts
  for each row execute function atrium.follow_checkouts();
create trigger equipment_by_function before update on public.equipment
  for each row execute function atrium.by_function('status');
create trigger equipment_touch before insert or update on public.equipment
  for each row execute function atrium.touch();
create trigger equipment_immutable before update on public.equipment
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger equipment_audit after insert or update or delete on public.equipment
  for each row execute function atrium.audit();
create trigger equipment_checkouts_staff after insert on public.equipment_checkouts
  for each row execute function atrium.same_agency_member('staff', 'user_id');
create trigger equipment_checkouts_touch before insert or update on public.equipment_checkouts
  for each row execute function atrium.touch();
create trigger equipment_checkouts_immutable before update on public.equipment_checkouts
  for each row execute function atrium.immutable('id', 'agency_id', 'equipment_id', 'user_id', 'created_by',
    'created_at');
create trigger equipment_checkouts_audit after insert or update or delete on public.equipment_checkouts
  for each row execute function atrium.audit();

call atrium.allow('equipment', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('equipment', 'insert', 'all', 'owner', 'admin', 'pm');
call atrium.allow('equipment', 'update', 'all', 'owner', 'admin', 'pm');
call atrium.allow('equipment', 'delete', 'all', 'owner', 'admin', 'pm');
call atrium.allow('equipment_checkouts', 'select', 'all', 'owner', 'admin', 'leadership', 'finance');
call atrium.allow('equipment_checkouts', 'select_any', 'all', 'owner', 'admin', 'leadership', 'finance');
call atrium.allow('equipment_checkouts', 'select', 'assigned', 'pm', 'account');
call atrium.allow('equipment_checkouts', 'select_team', 'assigned', 'pm', 'account');
call atrium.allow('equipment_checkouts', 'select', 'own', 'creative', 'agent', 'member');
call atrium.allow('equipment_checkouts', 'check_out', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm',
  'account', 'creative', 'agent', 'member');
call atrium.allow('equipment_checkouts', 'manage', 'all', 'owner', 'admin', 'finance', 'pm');

alter table public.equipment enable row level security;
alter table public.equipment force row level security;
create policy equipment_select on public.equipment for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('equipment:select')));
create policy equipment_insert on public.equipment for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('equipment:insert')));
create policy equipment_update on public.equipment for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('equipment:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('equipment:update')));
-- what somebody has or is promised stays on the list
create policy equipment_delete on public.equipment for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('equipment:delete'))
    and status = any (array['available', 'in_maintenance', 'retired']));
grant select, delete on public.equipment to authenticated;
grant insert (item_code, name, category, serial_number, location, notes)
  on public.equipment to authenticated;
grant update (item_code, name, category, serial_number, location, notes)
  on public.equipment to authenticated;

alter table public.equipment_checkouts enable row level security;
alter table public.equipment_checkouts force row level security;
create policy equipment_checkouts_select on public.equipment_checkouts for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('equipment_checkouts:select'))
    and (user_id = (select atrium.current_user_id()) or (select atrium.may('equipment_checkouts:select_any'))
      or (select atrium.may('equipment_checkouts:select_team'))
        and campaign_id = any (array(select m from atrium.my_campaigns() m))));
grant select on public.equipment_checkouts to authenticated;

create view public.v_campaign_equipment with (security_invoker = true) as
select c.campaign_id, c.agency_id, c.id as checkout_id, e.id as item_id, e.item_code, e.name as item_name, e.category,
  c.checked_out_at, c.due_at, c.returned_at, c.user_id, u.full_name as user_name, c.purpose,
  case when c.status = 'active' and c.due_at < now() then 'overdue' else c.status::text end as status
from public.equipment_checkouts c
join public.equipment e on e.agency_id = c.agency_id and e.id = c.equipment_id
left join public.users u on u.id = c.user_id
where c.campaign_id is not null and c.status <> 'cancelled';
comment on view public.v_campaign_equipment is
  'What is, was or will be out for campaigns, as far as the caller sees the loans; a loan past its time is overdue.';
grant select on public.v_campaign_equipment to authenticated;
