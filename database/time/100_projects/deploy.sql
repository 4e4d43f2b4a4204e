-- The books of a piece of work, month by month: what was planned and earned, and apart from it what it cost, which only
-- owner, finance and leadership see.
create domain public.billing_type as text constraint billing_type_known
  check (value in ('fixed_fee', 'retainer', 'time_materials', 'milestone'));
create domain public.project_status as text constraint project_status_known
  check (value in ('planned', 'active', 'on_hold', 'closed', 'cancelled'));
comment on domain public.billing_type is 'How a project is billed.';
comment on domain public.project_status is 'Where a project stands in the books.';

create table public.projects (
  id            uuid primary key default gen_random_uuid(),
  agency_id     uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  client_id     uuid not null,
  project_code  text not null,
  project_name  text not null,
  engagement_id text,
  start_date    date,
  end_date      date,
  billing_type  public.billing_type not null default 'fixed_fee',
  service_line  text,
  status        public.project_status not null default 'planned',
  owner_id      uuid,
  currency      char(3) not null default 'EUR',
  created_by    uuid,
  updated_by    uuid,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint projects_agency_client_id unique (agency_id, client_id, id),
  constraint projects_agency_currency_id unique (agency_id, currency, id),
  constraint projects_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  constraint projects_owner foreign key (agency_id, owner_id) references public.memberships (agency_id, user_id)
    on delete set null (owner_id),
  constraint projects_code check (project_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint projects_texts check (length(btrim(project_name)) between 1 and 255 and length(engagement_id) <= 100
    and length(service_line) <= 100),
  constraint projects_dates check (end_date >= start_date),
  constraint projects_currency check (currency ~ '^[A-Z]{3}$')
);
comment on table public.projects is
  'Scope: agency, narrowed to the clients the caller sees. What figures are booked on; one campaign each at most.';
comment on column public.projects.id is 'Identifier.';
comment on column public.projects.agency_id is 'The agency; never changes.';
comment on column public.projects.client_id is 'Whom it is billed to; never changes.';
comment on column public.projects.project_code is
  'Unique within the agency whatever the case; made of the name where absent.';
comment on column public.projects.project_name is 'What it is, 1 to 255 characters.';
comment on column public.projects.engagement_id is 'Number of the contract it belongs to, up to 100 characters.';
comment on column public.projects.start_date is 'First day.';
comment on column public.projects.end_date is 'Last day; null while open.';
comment on column public.projects.billing_type is 'How it is billed.';
comment on column public.projects.service_line is 'Strategy, Creative, Media …; free, up to 100 characters.';
comment on column public.projects.status is 'Where it stands in the books.';
comment on column public.projects.owner_id is 'Who answers for its figures: a member of staff; null for nobody.';
comment on column public.projects.currency is 'ISO 4217 code of all its figures; never changes.';
comment on column public.projects.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.projects.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.projects.created_at is 'When it was made; UTC.';
comment on column public.projects.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index projects_one_code on public.projects (agency_id, lower(project_code));
create index projects_newest on public.projects (agency_id, start_date desc);
create index projects_of_owner on public.projects (agency_id, owner_id) where owner_id is not null;

-- a project's figures are one campaign's, so that no sum counts them twice
create unique index campaigns_one_of_project on public.campaigns (agency_id, finance_ppm_project_id, client_id)
  where finance_ppm_project_id is not null;
alter table public.campaigns add constraint campaigns_project
  foreign key (agency_id, client_id, finance_ppm_project_id)
  references public.projects (agency_id, client_id, id) on delete set null (finance_ppm_project_id);

create table public.project_financials (
  id                 uuid primary key default gen_random_uuid(),
  agency_id          uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  project_id         uuid not null,
  period_month       date not null,
  currency           char(3) not null default 'EUR',
  budget_amount      numeric(15,2) not null default 0,
  forecast_amount    numeric(15,2) not null default 0,
  revenue            numeric(15,2) not null default 0,
  revenue_recognized numeric(15,2) not null default 0,
  deferred_revenue   numeric(15,2) not null default 0,
  created_by         uuid,
  updated_by         uuid,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  constraint project_financials_month unique (agency_id, project_id, period_month),
  constraint project_financials_project foreign key (agency_id, currency, project_id)
    references public.projects (agency_id, currency, id) on delete cascade,
  constraint project_financials_first check (extract(day from period_month) = 1),
  constraint project_financials_amounts check (budget_amount >= 0 and forecast_amount >= 0)
);
comment on table public.project_financials is
  'Scope: agency, narrowed to the projects the caller sees; owner, finance, leadership, pm and account. A'
  ' project''s month.';
comment on column public.project_financials.id is 'Identifier.';
comment on column public.project_financials.agency_id is 'The agency; never changes.';
comment on column public.project_financials.project_id is 'The project; never changes.';
comment on column public.project_financials.period_month is 'The month, by its first day; never changes.';
comment on column public.project_financials.currency is 'ISO 4217 code: that of the project.';
comment on column public.project_financials.budget_amount is 'What was planned to be spent.';
comment on column public.project_financials.forecast_amount is 'What is expected to be spent.';
comment on column public.project_financials.revenue is 'What was earned.';
comment on column public.project_financials.revenue_recognized is 'The part of it that counts for this month.';
comment on column public.project_financials.deferred_revenue is 'The part of it that counts later.';
comment on column public.project_financials.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.project_financials.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.project_financials.created_at is 'When it was made; UTC.';
comment on column public.project_financials.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index project_financials_newest on public.project_financials (agency_id, period_month desc);
create index project_financials_of on public.project_financials (agency_id, currency, project_id);

create table public.project_costs (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  project_id   uuid not null,
  period_month date not null,
  actual_cost  numeric(15,2) not null default 0,
  wip_amount   numeric(15,2) not null default 0,
  ar_amount    numeric(15,2) not null default 0,
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint project_costs_month unique (agency_id, project_id, period_month),
  constraint project_costs_of_month foreign key (agency_id, project_id, period_month)
    references public.project_financials (agency_id, project_id, period_month) on delete cascade,
  constraint project_costs_amounts check (actual_cost >= 0)
);
comment on table public.project_costs is
  'Scope: agency; money: owner, finance and leadership read. What a project''s month has cost.';
comment on column public.project_costs.id is 'Identifier.';
comment on column public.project_costs.agency_id is 'The agency; never changes.';
comment on column public.project_costs.project_id is 'The project; never changes.';
comment on column public.project_costs.period_month is 'The month, by its first day; never changes.';
comment on column public.project_costs.actual_cost is 'What was spent, in the currency of the project.';
comment on column public.project_costs.wip_amount is 'Work done and not billed.';
comment on column public.project_costs.ar_amount is 'Billed and not paid.';
comment on column public.project_costs.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.project_costs.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.project_costs.created_at is 'When it was made; UTC.';
comment on column public.project_costs.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create function atrium.complete_project() returns trigger
language plpgsql
as $$
begin
  if new.project_code is null then
    new.project_code := atrium.code_of(new.project_name, 'PROJECT');
    if exists (select from public.projects p
        where p.agency_id = new.agency_id and lower(p.project_code) = lower(new.project_code)) then
      new.project_code := new.project_code || '-' || upper(left(new.id::text, 8));
    end if;
  end if;
  return new;
end
$$;
comment on function atrium.complete_project() is
  'Trigger before insert on projects: makes a code of the name where none is given.';
call atrium.own_as_definer('atrium.complete_project()'::regprocedure);

create function atrium.complete_financials() returns trigger
language plpgsql
as $$
begin
  select p.currency into new.currency from public.projects p
  where p.id = new.project_id and p.agency_id = new.agency_id;
  new.currency := coalesce(new.currency, 'EUR');
  return new;
end
$$;
comment on function atrium.complete_financials() is
  'Trigger before insert on project_financials: the currency is that of the project.';
call atrium.own_as_definer('atrium.complete_financials()'::regprocedure);

create trigger projects_complete before insert on public.projects
  for each row execute function atrium.complete_project();
create trigger project_financials_complete before insert on public.project_financials
  for each row execute function atrium.complete_financials();
create trigger projects_staff after insert or update on public.projects
  for each row execute function atrium.same_agency_member('staff', 'owner_id');
create trigger projects_touch before insert or update on public.projects
  for each row execute function atrium.touch();
create trigger projects_immutable before update on public.projects
  for each row execute function atrium.immutable('id', 'agency_id', 'client_id', 'currency', 'created_by',
    'created_at');
create trigger projects_audit after insert or update or delete on public.projects
  for each row execute function atrium.audit();
create trigger project_financials_touch before insert or update on public.project_financials
  for each row execute function atrium.touch();
create trigger project_financials_immutable before update on public.project_financials
  for each row execute function atrium.immutable('id', 'agency_id', 'project_id', 'period_month', 'currency',
    'created_by', 'created_at');
create trigger project_financials_audit after insert or update or delete on public.project_financials
  for each row execute function atrium.audit();
create trigger project_costs_touch before insert or update on public.project_costs
  for each row execute function atrium.touch();
create trigger project_costs_immutable before update on public.project_costs
  for each row execute function atrium.immutable('id', 'agency_id', 'project_id', 'period_month', 'created_by',
    'created_at');
create trigger project_costs_audit after insert or update or delete on public.project_costs
  for each row execute function atrium.audit();

call atrium.allow('projects', 'select', 'all', 'owner', 'finance', 'leadership', 'pm', 'account');
call atrium.allow('projects', 'insert', 'all', 'owner', 'finance');
call atrium.allow('projects', 'update', 'all', 'owner', 'finance');
call atrium.allow('project_financials', 'select', 'all', 'owner', 'finance', 'leadership', 'pm', 'account');
call atrium.allow('project_financials', 'insert', 'all', 'owner', 'finance');
call atrium.allow('project_financials', 'update', 'all', 'owner', 'finance');
call atrium.allow('project_costs', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('project_costs', 'insert', 'all', 'owner', 'finance');
call atrium.allow('project_costs', 'update', 'all', 'owner', 'finance');

alter table public.projects enable row level security;
alter table public.projects force row level security;
create policy projects_select on public.projects for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('projects:select'))
    and ((select atrium.sees_all_clients()) or client_id = any (array(select id from public.clients))));
create policy projects_insert on public.projects for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('projects:insert'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy projects_update on public.projects for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('projects:update'))
    and client_id = any (array(select w from atrium.writable_clients() w)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('projects:update'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
grant select on public.projects to authenticated;
grant insert (client_id, currency, project_code, project_name, engagement_id, start_date, end_date, billing_type,
  service_line, status, owner_id)
  on public.projects to authenticated;
grant update (project_code, project_name, engagement_id, start_date, end_date, billing_type, service_line,
  status, owner_id)
  on public.projects to authenticated;
alter table public.project_financials enable row level security;
alter table public.project_financials force row level security;
create policy project_financials_select on public.project_financials for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_financials:select'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))));
create policy project_financials_insert on public.project_financials for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_financials:insert'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))));
create policy project_financials_update on public.project_financials for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_financials:update'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_financials:update'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))));
grant select on public.project_financials to authenticated;
grant insert (project_id, period_month, budget_amount, forecast_amount, revenue, revenue_recognized,
  deferred_revenue)
  on public.project_financials to authenticated;
grant update (budget_amount, forecast_amount, revenue, revenue_recognized, deferred_revenue)
  on public.project_financials to authenticated;
alter table public.project_costs enable row level security;
alter table public.project_costs force row level security;
create policy project_costs_select on public.project_costs for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_costs:select'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))));
create policy project_costs_insert on public.project_costs for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_costs:insert'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))));
create policy project_costs_update on public.project_costs for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_costs:update'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_costs:update'))
    and ((select atrium.sees_all_clients()) or project_id = any (array(select id from public.projects))));
grant select on public.project_costs to authenticated;
grant insert (project_id, period_month, actual_cost, wip_amount, ar_amount)
  on public.project_costs to authenticated;
grant update (actual_cost, wip_amount, ar_amount)
  on public.project_costs to authenticated;
