-- The phases of a campaign, in order, with planned and actual dates. What a phase has cost stands apart: only finance
-- and leadership see it, others get null by the view's join, never a refusal or a partial sum.
create domain public.phase_status as text
  constraint phase_status_known check (value in ('not_started', 'in_progress', 'completed', 'blocked'));
comment on domain public.phase_status is 'Where a phase stands; changed by move_phase.';

create table public.campaign_phases (
  id                  uuid primary key default gen_random_uuid(),
  agency_id           uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  campaign_id         uuid not null,
  phase_code          text,
  phase_name          text not null,
  phase_order         integer not null,
  planned_start_date  date,
  planned_end_date    date,
  actual_start_date   date,
  actual_end_date     date,
  planned_hours       numeric(10,2),
  phase_budget_amount numeric(15,2),
  status              public.phase_status not null default 'not_started',
  status_note         text,
  completion_pct      integer not null default 0,
  description         text,
  deliverables        jsonb not null default '[]',
  created_by          uuid,
  updated_by          uuid,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint campaign_phases_agency_campaign_id unique (agency_id, campaign_id, id),
  -- checked at the end, so that phases can trade places
  constraint campaign_phases_order unique (campaign_id, phase_order) deferrable initially deferred,
  constraint campaign_phases_campaign foreign key (agency_id, campaign_id)
    references public.campaigns (agency_id, id) on delete cascade,
  constraint campaign_phases_code check (phase_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint campaign_phases_name check (length(btrim(phase_name)) between 1 and 255),
  constraint campaign_phases_position check (phase_order between 0 and 1000),
  constraint campaign_phases_planned check (planned_end_date >= planned_start_date),
  constraint campaign_phases_actual check (actual_end_date >= actual_start_date),
  constraint campaign_phases_amounts check (planned_hours >= 0 and phase_budget_amount >= 0),
  constraint campaign_phases_completion check (completion_pct between 0 and 100
    and (status <> 'completed' or completion_pct = 100)),
  constraint campaign_phases_deliverables check (jsonb_typeof(deliverables) = 'array'),
  constraint campaign_phases_texts check (length(description) <= 20000 and length(status_note) <= 2000)
);
comment on table public.campaign_phases is 'Scope: parent, the campaign. Its phases, in order of phase_order.';
comment on column public.campaign_phases.id is 'Identifier.';
comment on column public.campaign_phases.agency_id is 'The agency of the campaign; never changes.';
comment on column public.campaign_phases.campaign_id is 'The campaign; never changes.';
comment on column public.campaign_phases.phase_code is 'STRATEGY, CREATIVE, PRODUCTION, POST …; free.';
comment on column public.campaign_phases.phase_name is 'Name, 1 to 255 characters.';
comment on column public.campaign_phases.phase_order is 'Place among the phases of the campaign; each once.';
comment on column public.campaign_phases.planned_start_date is 'First planned day; moves with shift_campaign.';
comment on column public.campaign_phases.planned_end_date is 'Last planned day; moves with shift_campaign.';
comment on column public.campaign_phases.actual_start_date is 'Set when the phase is first moved to in_progress.';
comment on column public.campaign_phases.actual_end_date is
  'Set when the phase is completed; emptied when it opens again.';
comment on column public.campaign_phases.planned_hours is 'Hours it is planned to take.';
comment on column public.campaign_phases.phase_budget_amount is
  'Share of the client''s budget, in the campaign''s currency; not a cost.';
comment on column public.campaign_phases.status is 'Where it stands; changed by move_phase.';
comment on column public.campaign_phases.status_note is
  'Why it stands there, in the words of whoever moved it; up to 2,000 characters.';
comment on column public.campaign_phases.completion_pct is 'Done, in percent, 0 to 100; 100 when completed.';
comment on column public.campaign_phases.description is 'What is done in it, up to 20,000 characters.';
comment on column public.campaign_phases.deliverables is 'Array of what comes out of it.';
comment on column public.campaign_phases.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.campaign_phases.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.campaign_phases.created_at is 'When it was made; UTC.';
comment on column public.campaign_phases.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index campaign_phases_due on public.campaign_phases (agency_id, planned_end_date) where status <> 'completed';

create table public.phase_costs (
  id                uuid primary key default gen_random_uuid(),
  phase_id          uuid not null,
  agency_id         uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  campaign_id       uuid not null,
  phase_actual_cost numeric(15,2) not null,
  currency          char(3) not null default 'EUR',
  created_by        uuid,
  updated_by        uuid,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  constraint phase_costs_one unique (phase_id),
  constraint phase_costs_phase foreign key (agency_id, campaign_id, phase_id)
    references public.campaign_phases (agency_id, campaign_id, id) on delete cascade,
  constraint phase_costs_amount check (phase_actual_cost >= 0),
  constraint phase_costs_currency check (currency ~ '^[A-Z]{3}$')
);
comment on table public.phase_costs is
  'Scope: parent, the phase; money: owner, finance and leadership read. What phases have cost.';
comment on column public.phase_costs.id is 'Identifier.';
comment on column public.phase_costs.phase_id is 'The phase; one row each.';
comment on column public.phase_costs.agency_id is 'The agency of the phase; never changes.';
comment on column public.phase_costs.campaign_id is 'The campaign of the phase; never changes.';
comment on column public.phase_costs.phase_actual_cost is 'What it has cost the agency, in currency.';
comment on column public.phase_costs.currency is 'ISO 4217 code.';
comment on column public.phase_costs.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.phase_costs.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.phase_costs.created_at is 'When it was made; UTC.';
comment on column public.phase_costs.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index phase_costs_phase on public.phase_costs (agency_id, campaign_id, phase_id);

create trigger campaign_phases_touch before insert or update on public.campaign_phases
  for each row execute function atrium.touch();
create trigger campaign_phases_immutable before update on public.campaign_phases
  for each row execute function atrium.immutable('id', 'agency_id', 'campaign_id', 'created_by', 'created_at');
create trigger campaign_phases_audit after insert or update or delete on public.campaign_phases
  for each row execute function atrium.audit();
create trigger phase_costs_touch before insert or update on public.phase_costs
  for each row execute function atrium.touch();
create trigger phase_costs_immutable before update on public.phase_costs
  for each row execute function atrium.immutable('id', 'phase_id', 'agency_id', 'campaign_id', 'created_by',
    'created_at');
create trigger phase_costs_audit after insert or update or delete on public.phase_costs
  for each row execute function atrium.audit();

call atrium.allow('campaign_phases', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent');
call atrium.allow('campaign_phases', 'select', 'assigned', 'member');
call atrium.allow('campaign_phases', 'select', 'home', 'customer');
call atrium.allow('campaign_phases', 'insert', 'all', 'owner', 'leadership');
call atrium.allow('campaign_phases', 'insert', 'assigned', 'pm', 'account');
call atrium.allow('campaign_phases', 'update', 'all', 'owner', 'leadership');
call atrium.allow('campaign_phases', 'update', 'assigned', 'pm', 'account');
call atrium.allow('campaign_phases', 'delete', 'all', 'owner', 'leadership');
call atrium.allow('campaign_phases', 'delete', 'assigned', 'pm');
call atrium.allow('phase_costs', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('phase_costs', 'insert', 'all', 'owner', 'finance');
call atrium.allow('phase_costs', 'update', 'all', 'owner', 'finance');

alter table public.campaign_phases enable row level security;
alter table public.campaign_phases force row level security;
create policy campaign_phases_select on public.campaign_phases for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_phases:select'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy campaign_phases_insert on public.campaign_phases for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_phases:insert'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)));
create policy campaign_phases_update on public.campaign_phases for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_phases:update'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_phases:update'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)));
create policy campaign_phases_delete on public.campaign_phases for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaign_phases:delete'))
    and campaign_id = any (array(select c from atrium.writable_campaigns() c)));
grant select, delete on public.campaign_phases to authenticated;
grant insert (campaign_id, phase_code, phase_name, phase_order, planned_start_date, planned_end_date, planned_hours,
  phase_budget_amount, description, deliverables) on public.campaign_phases to authenticated;
grant update (phase_code, phase_name, phase_order, planned_start_date, planned_end_date, actual_start_date,
  actual_end_date, planned_hours, phase_budget_amount, completion_pct, description, deliverables)
  on public.campaign_phases to authenticated;

alter table public.phase_costs enable row level security;
alter table public.phase_costs force row level security;
create policy phase_costs_select on public.phase_costs for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('phase_costs:select'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy phase_costs_insert on public.phase_costs for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('phase_costs:insert'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy phase_costs_update on public.phase_costs for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('phase_costs:update'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('phase_costs:update'))
    and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
grant select on public.phase_costs to authenticated;
grant insert (phase_id, campaign_id, phase_actual_cost, currency), update (phase_actual_cost, currency)
  on public.phase_costs to authenticated;

create view public.v_campaign_phases with (security_invoker = true) as
select p.id, p.agency_id, p.campaign_id, c.campaign_code, c.campaign_name, c.client_id, p.phase_code, p.phase_name,
  p.phase_order, p.planned_start_date, p.planned_end_date, p.actual_start_date, p.actual_end_date, p.planned_hours,
  p.phase_budget_amount, c.budget_currency, x.phase_actual_cost, x.currency as cost_currency, p.status, p.status_note,
  p.completion_pct, p.description,
  p.deliverables, p.created_at, p.updated_at
from public.campaign_phases p
join public.campaigns c on c.id = p.campaign_id
left join public.phase_costs x on x.phase_id = p.id;
comment on view public.v_campaign_phases is
  'Phases with their campaign and, for whoever may see money, their cost; null for everybody else.';
grant select on public.v_campaign_phases to authenticated;
