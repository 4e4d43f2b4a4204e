-- What a member of staff can take on, and what an hour of that person costs and earns. The rates are money that only
-- finance and leadership see; a rate holds for a range of days, and no two ranges of one person overlap.
create table public.employees (
  id                    uuid primary key default gen_random_uuid(),
  agency_id             uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  user_id               uuid not null,
  department            text,
  weekly_capacity_hours numeric(5,2) not null default 40,
  hired_on              date,
  left_on               date,
  manager_id            uuid,
  created_by            uuid,
  updated_by            uuid,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  constraint employees_once unique (agency_id, user_id),
  constraint employees_member foreign key (agency_id, user_id) references public.memberships (agency_id, user_id)
    on delete cascade,
  constraint employees_manager foreign key (agency_id, manager_id) references public.memberships (agency_id, user_id)
    on delete set null (manager_id),
  constraint employees_department check (length(department) <= 100),
  constraint employees_capacity check (weekly_capacity_hours between 0 and 80),
  constraint employees_dates check (left_on >= hired_on),
  constraint employees_not_own_manager check (manager_id <> user_id)
);
comment on table public.employees is
  'Scope: agency; staff only. What a member of staff can take on. Whoever has no row here works 40 hours a week; name'
  ' and job title stand in users and memberships.';
comment on column public.employees.id is 'Identifier.';
comment on column public.employees.agency_id is 'The agency; never changes.';
comment on column public.employees.user_id is 'The member of staff; never changes.';
comment on column public.employees.department is 'Creative, Accounts, Production …; free text, up to 100 characters.';
comment on column public.employees.weekly_capacity_hours is 'Hours a week that can be planned, 0 to 80.';
comment on column public.employees.hired_on is 'First day.';
comment on column public.employees.left_on is 'Last day; null while employed.';
comment on column public.employees.manager_id is 'Whom the person reports to: a member of staff; null for nobody.';
comment on column public.employees.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.employees.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.employees.created_at is 'When it was made; UTC.';
comment on column public.employees.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index employees_by_manager on public.employees (agency_id, manager_id) where manager_id is not null;

create table public.employee_rates (
  id                  uuid primary key default gen_random_uuid(),
  agency_id           uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  employee_id         uuid not null,
  valid_from          date not null,
  valid_to            date,
  internal_cost_rate  numeric(10,2) not null,
  client_billing_rate numeric(10,2) not null,
  currency            char(3) not null default 'EUR',
  created_by          uuid,
  updated_by          uuid,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint employee_rates_one_a_day exclude using gist
    (agency_id with =, employee_id with =, daterange(valid_from, valid_to, '[]') with &&),
  constraint employee_rates_dates check (valid_to >= valid_from),
  constraint employee_rates_amounts check (internal_cost_rate >= 0 and client_billing_rate >= 0),
  constraint employee_rates_currency check (currency ~ '^[A-Z]{3}$')
);
comment on table public.employee_rates is
  'Scope: agency; money: owner, finance and leadership read. What an hour of a person costs and earns, by day.';
comment on column public.employee_rates.id is 'Identifier.';
comment on column public.employee_rates.agency_id is 'The agency; never changes.';
comment on column public.employee_rates.employee_id is
  'Whose hour; staff of the agency when entered, never changes. Not a reference: it outlives the membership.';
comment on column public.employee_rates.valid_from is 'First day it holds for.';
comment on column public.employee_rates.valid_to is 'Last day; null while it holds.';
comment on column public.employee_rates.internal_cost_rate is 'What an hour costs the agency, in currency.';
comment on column public.employee_rates.client_billing_rate is 'What a billable hour is worth, in currency.';
comment on column public.employee_rates.currency is 'ISO 4217 code.';
comment on column public.employee_rates.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.employee_rates.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.employee_rates.created_at is 'When it was made; UTC.';
comment on column public.employee_rates.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index employee_rates_of on public.employee_rates (agency_id, employee_id, valid_from desc);

create trigger employees_staff after insert or update on public.employees
  for each row execute function atrium.same_agency_member('staff', 'user_id', 'manager_id');
create trigger employees_touch before insert or update on public.employees
  for each row execute function atrium.touch();
create trigger employees_immutable before update on public.employees
  for each row execute function atrium.immutable('id', 'agency_id', 'user_id', 'created_by', 'created_at');
create trigger employees_audit after insert or update or delete on public.employees
  for each row execute function atrium.audit();
create trigger employee_rates_staff after insert on public.employee_rates
  for each row execute function atrium.same_agency_member('staff', 'employee_id');
create trigger employee_rates_touch before insert or update on public.employee_rates
  for each row execute function atrium.touch();
create trigger employee_rates_immutable before update on public.employee_rates
  for each row execute function atrium.immutable('id', 'agency_id', 'employee_id', 'created_by', 'created_at');
create trigger employee_rates_audit after insert or update or delete on public.employee_rates
  for each row execute function atrium.audit();

call atrium.allow('employees', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent', 'member');
call atrium.allow('employees', 'insert', 'all', 'owner', 'admin');
call atrium.allow('employees', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('employees', 'delete', 'all', 'owner', 'admin');
call atrium.allow('employee_rates', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('employee_rates', 'insert', 'all', 'owner', 'finance');
call atrium.allow('employee_rates', 'update', 'all', 'owner', 'finance');

alter table public.employees enable row level security;
alter table public.employees force row level security;
create policy employees_select on public.employees for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employees:select')));
create policy employees_insert on public.employees for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employees:insert')));
create policy employees_update on public.employees for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employees:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employees:update')));
create policy employees_delete on public.employees for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employees:delete')));
grant select, delete on public.employees to authenticated;
grant insert (user_id, department, weekly_capacity_hours, hired_on, left_on, manager_id),
  update (department, weekly_capacity_hours, hired_on, left_on, manager_id) on public.employees to authenticated;

alter table public.employee_rates enable row level security;
alter table public.employee_rates force row level security;
create policy employee_rates_select on public.employee_rates for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employee_rates:select')));
create policy employee_rates_insert on public.employee_rates for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employee_rates:insert')));
create policy employee_rates_update on public.employee_rates for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employee_rates:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('employee_rates:update')));
grant select on public.employee_rates to authenticated;
grant insert (employee_id, valid_from, valid_to, internal_cost_rate, client_billing_rate, currency),
  update (valid_from, valid_to, internal_cost_rate, client_billing_rate, currency)
  on public.employee_rates to authenticated;
