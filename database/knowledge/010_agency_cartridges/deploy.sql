-- Steering profiles of an agency for the assistant. Of each type one may be the default; switching it is one
-- function, since a single update of two rows fails or works by the order in which they lie on disk.
create domain public.cartridge_type as text check (value in ('style', 'preference', 'instruction', 'brand'));
comment on domain public.cartridge_type is 'What a cartridge steers.';

create table public.agency_cartridges (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  type       public.cartridge_type not null,
  name       text not null,
  data       jsonb not null default '{}',
  is_default boolean not null default false,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint agency_cartridges_name check (length(btrim(name)) between 1 and 200),
  constraint agency_cartridges_data check (jsonb_typeof(data) = 'object' and length(data::text) <= 200000)
);
comment on table public.agency_cartridges is
  'Scope: agency. Steering profiles for the assistant; one default a type at most.';
comment on column public.agency_cartridges.id is 'Key.';
comment on column public.agency_cartridges.agency_id is 'The agency it steers for.';
comment on column public.agency_cartridges.type is 'Style, preference, instruction or brand; never changes.';
comment on column public.agency_cartridges.name is 'As shown, at most 200 characters.';
comment on column public.agency_cartridges.data is
  'Object. style: tone, vocabulary_level, use_emojis, call_to_action_style. preference:'
  ' response_length, formality, languages[]. instruction: rules[], constraints[], examples[]. brand: company_name,'
  ' industry, target_audience, core_values[], blueprint_112.';
comment on column public.agency_cartridges.is_default is
  'Used where a person has none; switched by set_default_cartridge only.';
comment on column public.agency_cartridges.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.agency_cartridges.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.agency_cartridges.created_at is 'UTC; when it was made.';
comment on column public.agency_cartridges.updated_at is 'UTC; last change.';
create unique index agency_cartridges_one_default on public.agency_cartridges (agency_id, type) where is_default;
create index agency_cartridges_by_type on public.agency_cartridges (agency_id, type, name);

create trigger agency_cartridges_touch before insert or update on public.agency_cartridges
  for each row execute function atrium.touch();
create trigger agency_cartridges_immutable before update on public.agency_cartridges
  for each row execute function atrium.immutable('agency_id', 'type', 'created_by');
create trigger agency_cartridges_by_function before update on public.agency_cartridges
  for each row execute function atrium.by_function('is_default');
create trigger agency_cartridges_audit after insert or update or delete on public.agency_cartridges
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, 'agency_cartridges', 'select', 'all'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r
union all
select r, 'agency_cartridges', a, 'all' from unnest(array['owner', 'admin', 'leadership']) r,
  unnest(array['insert', 'update', 'delete']) a;

alter table public.agency_cartridges enable row level security;
alter table public.agency_cartridges force row level security;
create policy agency_cartridges_select on public.agency_cartridges for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('agency_cartridges:select')));
create policy agency_cartridges_insert on public.agency_cartridges for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('agency_cartridges:insert')));
create policy agency_cartridges_update on public.agency_cartridges for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('agency_cartridges:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('agency_cartridges:update')));
create policy agency_cartridges_delete on public.agency_cartridges for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('agency_cartridges:delete')));
grant select, delete on public.agency_cartridges to authenticated;
-- agency_id as in the documents' own inserts; the policy holds it to the caller's agency
grant insert (agency_id, type, name, data, is_default), update (name, data)
  on public.agency_cartridges to authenticated;

create function public.set_default_cartridge(cartridge_id uuid) returns public.agency_cartridges language plpgsql as $$
declare
  chosen public.agency_cartridges;
begin
  if not atrium.may('agency_cartridges:update') then
    raise exception using errcode = 'ATNOM', message = 'Your role does not allow switching the default cartridge.',
      hint = 'Ask an owner or admin of the agency.';
  end if;
  select * into chosen from public.agency_cartridges c
  where c.id = cartridge_id and c.agency_id = atrium.current_agency_id();
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This cartridge does not exist or is not yours.',
      hint = 'Choose one of agency_cartridges.';
  end if;
  -- all of the type are locked in order of id: of two switches at once the second waits, and then clears the first's
  perform from public.agency_cartridges c
  where c.agency_id = chosen.agency_id and c.type = chosen.type order by c.id for no key update;
  update public.agency_cartridges c set is_default = false
  where c.agency_id = chosen.agency_id and c.type = chosen.type and c.is_default and c.id <> chosen.id;
  update public.agency_cartridges c set is_default = true where c.id = chosen.id and not c.is_default;
  select * into chosen from public.agency_cartridges c where c.id = cartridge_id;
  return chosen;
end $$;
comment on function public.set_default_cartridge(uuid) is
  'Makes a cartridge the default of its type, and the former one not; safe against two callers at once. ATNOF, ATNOM.';
call atrium.own_as_definer('public.set_default_cartridge(uuid)'::regprocedure);
grant execute on function public.set_default_cartridge(uuid) to authenticated;
