-- What roles are sold at, by discipline, level, market and unit, from a day to a day. What they cost stands apart: only
-- owner, finance and leadership see it, others get null by the view's join.
create domain public.discipline as text constraint discipline_known
  check (value in ('strategy', 'creative', 'production', 'post', 'digital', 'social', 'media', 'other'));
create domain public.seniority_level as text constraint seniority_level_known
  check (value in ('junior', 'mid', 'senior', 'director', 'executive'));
create domain public.unit_of_measure as text constraint unit_of_measure_known
  check (value in ('day', 'hour', 'project'));
create domain public.rate_card_state as text constraint rate_card_state_known
  check (value in ('draft', 'active', 'archived'));
comment on domain public.discipline is 'What kind of work a role does.';
comment on domain public.seniority_level is 'How senior a role is.';
comment on domain public.unit_of_measure is 'What a rate is for.';
comment on domain public.rate_card_state is
  'Only active rates are sold at; no two of them hold for the same on one day.';

create table public.rate_cards (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name            text,
  role_name       text not null,
  discipline      public.discipline not null,
  seniority_level public.seniority_level not null,
  market          text not null,
  unit_of_measure public.unit_of_measure not null default 'day',
  client_rate     numeric(12,2) not null,
  currency        char(3) not null default 'EUR',
  state           public.rate_card_state not null default 'draft',
  effective_from  date not null,
  effective_to    date,
  notes           text,
  created_by      uuid,
  updated_by      uuid,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint rate_cards_agency_id unique (agency_id, id),
  -- one price for one thing on one day, among those that are sold at
  constraint rate_cards_one_a_day exclude using gist (agency_id with =, lower(coalesce(name, '')) with =,
    lower(role_name) with =, discipline with =, seniority_level with =, lower(market) with =, unit_of_measure with =,
    currency with =, daterange(effective_from, effective_to, '[]') with &&) where (state = 'active'),
  constraint rate_cards_dates check (effective_to >= effective_from),
  constraint rate_cards_amount check (client_rate >= 0),
  constraint rate_cards_currency check (currency ~ '^[A-Z]{3}$'),
  constraint rate_cards_texts check (length(btrim(role_name)) between 1 and 100 and length(name) <= 200
    and length(btrim(market)) between 1 and 50 and length(notes) <= 2000)
);
comment on table public.rate_cards is
  'Scope: agency; owner, finance, leadership, pm and account. What roles are sold at, by day.';
comment on column public.rate_cards.id is 'Identifier.';
comment on column public.rate_cards.agency_id is 'The agency; never changes.';
comment on column public.rate_cards.name is
  'Name of the card it belongs to, up to 200 characters; null for the house card.';
comment on column public.rate_cards.role_name is 'The role, 1 to 100 characters.';
comment on column public.rate_cards.discipline is 'What kind of work.';
comment on column public.rate_cards.seniority_level is 'How senior.';
comment on column public.rate_cards.market is 'Where it is sold: PH, SEA, Global …; up to 50 characters.';
comment on column public.rate_cards.unit_of_measure is 'What the rate is for.';
comment on column public.rate_cards.client_rate is 'What the client pays a unit, in currency; not a cost.';
comment on column public.rate_cards.currency is 'ISO 4217 code.';
comment on column public.rate_cards.state is 'Draft, active or archived.';
comment on column public.rate_cards.effective_from is 'First day it holds for.';
comment on column public.rate_cards.effective_to is 'Last day; null while it holds.';
comment on column public.rate_cards.notes is 'What to know of it, up to 2,000 characters.';
comment on column public.rate_cards.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.rate_cards.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.rate_cards.created_at is 'When it was made; UTC.';
comment on column public.rate_cards.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index rate_cards_sold on public.rate_cards (agency_id, state, discipline, seniority_level, role_name);
create index rate_cards_newest on public.rate_cards (agency_id, effective_from desc);

create table public.rate_card_costs (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  rate_card_id uuid not null,
  cost_rate    numeric(12,2) not null,
  vendor_name  text,
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint rate_card_costs_one unique (agency_id, rate_card_id),
  constraint rate_card_costs_card foreign key (agency_id, rate_card_id)
    references public.rate_cards (agency_id, id) on delete cascade,
  constraint rate_card_costs_amount check (cost_rate >= 0),
  constraint rate_card_costs_vendor check (length(vendor_name) <= 200)
);
comment on table public.rate_card_costs is
  'Scope: parent, the rate; money: owner, finance and leadership read. What a rate costs, and whom it is bought from.';
comment on column public.rate_card_costs.id is 'Identifier.';
comment on column public.rate_card_costs.agency_id is 'The agency; never changes.';
comment on column public.rate_card_costs.rate_card_id is 'The rate; one row each.';
comment on column public.rate_card_costs.cost_rate is 'What a unit costs the agency, in the currency of the rate.';
comment on column public.rate_card_costs.vendor_name is
  'Whom it is bought from, up to 200 characters; null for own people.';
comment on column public.rate_card_costs.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.rate_card_costs.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.rate_card_costs.created_at is 'When it was made; UTC.';
comment on column public.rate_card_costs.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create trigger rate_cards_touch before insert or update on public.rate_cards
  for each row execute function atrium.touch();
create trigger rate_cards_immutable before update on public.rate_cards
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger rate_cards_audit after insert or update or delete on public.rate_cards
  for each row execute function atrium.audit();
create trigger rate_card_costs_touch before insert or update on public.rate_card_costs
  for each row execute function atrium.touch();
create trigger rate_card_costs_immutable before update on public.rate_card_costs
  for each row execute function atrium.immutable('id', 'agency_id', 'rate_card_id', 'created_by', 'created_at');
create trigger rate_card_costs_audit after insert or update or delete on public.rate_card_costs
  for each row execute function atrium.audit();

call atrium.allow('rate_cards', 'select', 'all', 'owner', 'finance', 'leadership', 'pm', 'account');
call atrium.allow('rate_cards', 'insert', 'all', 'owner', 'finance');
call atrium.allow('rate_cards', 'update', 'all', 'owner', 'finance');
call atrium.allow('rate_cards', 'delete', 'all', 'owner', 'finance');
call atrium.allow('rate_card_costs', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('rate_card_costs', 'insert', 'all', 'owner', 'finance');
call atrium.allow('rate_card_costs', 'update', 'all', 'owner', 'finance');

alter table public.rate_cards enable row level security;
alter table public.rate_cards force row level security;
create policy rate_cards_select on public.rate_cards for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_cards:select')));
create policy rate_cards_insert on public.rate_cards for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_cards:insert')));
create policy rate_cards_update on public.rate_cards for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_cards:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_cards:update')));
-- what was ever sold at stays
create policy rate_cards_delete on public.rate_cards for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_cards:delete'))
    and state = 'draft');
grant select, delete on public.rate_cards to authenticated;
grant insert (name, role_name, discipline, seniority_level, market, unit_of_measure, client_rate, currency,
  state, effective_from, effective_to, notes)
  on public.rate_cards to authenticated;
grant update (name, role_name, discipline, seniority_level, market, unit_of_measure, client_rate, currency,
  state, effective_from, effective_to, notes)
  on public.rate_cards to authenticated;

alter table public.rate_card_costs enable row level security;
alter table public.rate_card_costs force row level security;
create policy rate_card_costs_select on public.rate_card_costs for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_card_costs:select')));
create policy rate_card_costs_insert on public.rate_card_costs for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_card_costs:insert')));
create policy rate_card_costs_update on public.rate_card_costs for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_card_costs:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('rate_card_costs:update')));
grant select on public.rate_card_costs to authenticated;
grant insert (rate_card_id, cost_rate, vendor_name)
  on public.rate_card_costs to authenticated;
grant update (cost_rate, vendor_name)
  on public.rate_card_costs to authenticated;

create view public.v_rate_cards with (security_invoker = true) as
select r.id, r.agency_id, r.name, r.role_name, r.discipline, r.seniority_level, r.market, r.unit_of_measure,
  r.client_rate, c.cost_rate, c.vendor_name,
  round((r.client_rate - c.cost_rate) / nullif(r.client_rate, 0) * 100, 2) as margin_pct, r.currency,
  r.effective_from, r.effective_to, r.notes, r.updated_at
from public.rate_cards r
left join public.rate_card_costs c on c.agency_id = r.agency_id and c.rate_card_id = r.id
where r.state = 'active';
comment on view public.v_rate_cards is
  'Active rates; their cost, vendor and margin for whoever may see money, null for everybody else.';
grant select on public.v_rate_cards to authenticated;
