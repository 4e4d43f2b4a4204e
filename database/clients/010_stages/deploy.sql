-- The pipeline of an agency, as rows with stable ids: renaming or reordering a stage touches no client. What a stage
-- means to a figure on the dashboard is its purpose, never its name. Every agency starts with seven.
create domain public.client_stage_purpose as text
  check (value in ('lead', 'onboarding', 'installation', 'audit', 'live', 'support', 'offboarding', 'other'));
comment on domain public.client_stage_purpose is 'What a pipeline stage means to the dashboard, whatever its name.';

create table public.client_stages (
  id                 uuid primary key default gen_random_uuid(),
  agency_id          uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name               text not null,
  position           integer not null,
  purpose            public.client_stage_purpose not null default 'other',
  is_final           boolean not null default false,
  needs_confirmation boolean not null default false,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  constraint client_stages_agency_id unique (agency_id, id),
  constraint client_stages_name check (length(btrim(name)) between 1 and 60),
  constraint client_stages_position check (position between 0 and 1000)
);
comment on table public.client_stages is 'Scope: agency. The stages of the client pipeline, in order of position.';
comment on column public.client_stages.id is 'Key; stays when the stage is renamed.';
comment on column public.client_stages.agency_id is 'The agency whose pipeline it is.';
comment on column public.client_stages.name is 'Shown on the board; unique within the agency, whatever the case.';
comment on column public.client_stages.position is 'Order on the board, from 0; ties are broken by name.';
comment on column public.client_stages.purpose is 'What the dashboard takes it for.';
comment on column public.client_stages.is_final is
  'The client leaves the pipeline here; days in the stage raise no attention.';
comment on column public.client_stages.needs_confirmation is 'The board asks before a client is moved here.';
comment on column public.client_stages.created_at is 'UTC; when the stage was made.';
comment on column public.client_stages.updated_at is 'UTC; last change.';
create unique index client_stages_one_name on public.client_stages (agency_id, lower(name));

create trigger client_stages_touch before insert or update on public.client_stages
  for each row execute function atrium.touch();
create trigger client_stages_immutable before update on public.client_stages
  for each row execute function atrium.immutable('agency_id');
create trigger client_stages_audit after insert or update or delete on public.client_stages
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, 'client_stages', 'select', 'all'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r
union all
select r, 'client_stages', a, 'all' from unnest(array['owner', 'admin']) r, unnest(array['insert', 'update',
  'delete']) a;

alter table public.client_stages enable row level security;
alter table public.client_stages force row level security;
create policy client_stages_select on public.client_stages for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_stages:select')));
create policy client_stages_insert on public.client_stages for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_stages:insert')));
create policy client_stages_update on public.client_stages for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_stages:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_stages:update')));
create policy client_stages_delete on public.client_stages for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_stages:delete')));
grant select, delete on public.client_stages to authenticated;
grant insert (name, position, purpose, is_final, needs_confirmation) on public.client_stages to authenticated;
grant update (name, position, purpose, is_final, needs_confirmation) on public.client_stages to authenticated;

create function atrium.add_default_stages() returns trigger language plpgsql as $$
begin
  insert into public.client_stages (agency_id, name, position, purpose, is_final, needs_confirmation) values
    (new.id, 'Lead', 0, 'lead', false, false),
    (new.id, 'Onboarding', 1, 'onboarding', false, false),
    (new.id, 'Installation', 2, 'installation', false, false),
    (new.id, 'Audit', 3, 'audit', false, false),
    (new.id, 'Live', 4, 'live', false, false),
    (new.id, 'Needs support', 5, 'support', false, true),
    (new.id, 'Off-boarding', 6, 'offboarding', true, true)
  on conflict do nothing;
  return null;
end $$;
comment on function atrium.add_default_stages() is 'Trigger on agencies: gives a new agency its seven stages.';
call atrium.own_as_definer('atrium.add_default_stages()'::regprocedure);
create trigger agencies_default_stages after insert on public.agencies
  for each row execute function atrium.add_default_stages();

-- agencies that were here before this module; as the deployer, because row security hides them from the owner
set local role none;
insert into public.client_stages (agency_id, name, position, purpose, is_final, needs_confirmation)
select a.id, s.name, s.position, s.purpose, s.purpose = 'offboarding', s.purpose in ('support', 'offboarding')
from public.agencies a, (values
  ('Lead', 0, 'lead'), ('Onboarding', 1, 'onboarding'), ('Installation', 2, 'installation'), ('Audit', 3, 'audit'),
  ('Live', 4, 'live'), ('Needs support', 5, 'support'), ('Off-boarding', 6, 'offboarding')) s (name, position, purpose);
