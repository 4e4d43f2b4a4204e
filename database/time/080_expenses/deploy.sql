-- What people laid out: reports of lines, handed in, decided on by finance and paid. A line may be for a campaign; the
-- campaign's team sees those, not the rest of the report.
create domain public.expense_status as text constraint expense_status_known
  check (value in ('draft', 'submitted', 'approved', 'rejected', 'paid', 'cancelled'));
comment on domain public.expense_status is 'Where an expense report stands; changed by its functions.';

create table public.expense_reports (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  employee_id      uuid not null default atrium.current_user_id(),
  purpose          text not null,
  period_start     date,
  period_end       date,
  currency         char(3) not null default 'EUR',
  status           public.expense_status not null default 'draft',
  submitted_at     timestamptz,
  approved_by      uuid,
  approved_at      timestamptz,
  rejection_reason text,
  paid_at          timestamptz,
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint expense_reports_agency_employee_id unique (agency_id, employee_id, currency, id),
  constraint expense_reports_texts check (length(btrim(purpose)) between 1 and 255
    and length(rejection_reason) <= 2000),
  constraint expense_reports_period check (period_end >= period_start),
  constraint expense_reports_currency check (currency ~ '^[A-Z]{3}$'),
  constraint expense_reports_submitted check (status = 'cancelled' or (status = 'draft') = (submitted_at is null)),
  constraint expense_reports_decided check ((status in ('approved', 'rejected', 'paid')) = (approved_at is not null)),
  constraint expense_reports_not_own check (approved_by <> employee_id),
  constraint expense_reports_rejected check ((status = 'rejected') = (rejection_reason is not null)),
  constraint expense_reports_paid check ((status = 'paid') = (paid_at is not null))
);
comment on table public.expense_reports is
  'Scope: agency. What somebody laid out; each person''s own, and all of them for owner, finance and leadership.';
comment on column public.expense_reports.id is 'Identifier.';
comment on column public.expense_reports.agency_id is 'The agency; never changes.';
comment on column public.expense_reports.employee_id is
  'Who laid it out: staff of the agency at the time; never changes. Not a reference: it outlives the membership.';
comment on column public.expense_reports.purpose is 'What for, 1 to 255 characters.';
comment on column public.expense_reports.period_start is 'First day it covers.';
comment on column public.expense_reports.period_end is 'Last day it covers.';
comment on column public.expense_reports.currency is 'ISO 4217 code of all its lines; never changes.';
comment on column public.expense_reports.status is 'Where it stands; changed by its functions.';
comment on column public.expense_reports.submitted_at is 'When it was last handed in; UTC; null while a draft.';
comment on column public.expense_reports.approved_by is
  'Who in finance approved or rejected it; never the employee. Not a reference, like created_by.';
comment on column public.expense_reports.approved_at is 'When it was approved or rejected; UTC.';
comment on column public.expense_reports.rejection_reason is 'Why, if and only if it is rejected.';
comment on column public.expense_reports.paid_at is 'When it was paid back; UTC.';
comment on column public.expense_reports.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.expense_reports.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.expense_reports.created_at is 'When it was made; UTC.';
comment on column public.expense_reports.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index expense_reports_newest on public.expense_reports (agency_id, created_at desc);
create index expense_reports_own on public.expense_reports (agency_id, employee_id, created_at desc);
create index expense_reports_waiting on public.expense_reports (agency_id, submitted_at) where status = 'submitted';

create table public.expense_lines (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  report_id   uuid not null,
  employee_id uuid not null default atrium.current_user_id(),
  line_number integer not null,
  tx_date     date not null,
  category    text,
  merchant    text,
  description text,
  amount      numeric(12,2) not null,
  currency    char(3) not null default 'EUR',
  is_billable boolean not null default false,
  campaign_id uuid,
  status      public.expense_status not null default 'draft',
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint expense_lines_place unique (agency_id, report_id, line_number) deferrable initially deferred,
  constraint expense_lines_report foreign key (agency_id, employee_id, currency, report_id)
    references public.expense_reports (agency_id, employee_id, currency, id) on delete cascade,
  -- money outlives plans: a campaign with expenses stays
  constraint expense_lines_campaign foreign key (agency_id, campaign_id) references public.campaigns (agency_id, id),
  constraint expense_lines_amount check (amount > 0),
  constraint expense_lines_texts check (length(category) <= 100 and length(merchant) <= 200
    and length(description) <= 2000),
  constraint expense_lines_billable check (not is_billable or campaign_id is not null)
);
comment on table public.expense_lines is
  'Scope: agency. Lines of expense reports; each person''s own, all of them for owner, finance and leadership,'
  ' and a campaign''s for the pm and account on its team.';
comment on column public.expense_lines.id is 'Identifier.';
comment on column public.expense_lines.agency_id is 'The agency; never changes.';
comment on column public.expense_lines.report_id is 'The report; never changes.';
comment on column public.expense_lines.employee_id is 'Who laid it out: whose the report is.';
comment on column public.expense_lines.line_number is 'Its place; each once in a report; the next one where absent.';
comment on column public.expense_lines.tx_date is 'The day it was paid.';
comment on column public.expense_lines.category is
  'Travel, Meals, Props …; free, up to 100 characters; null is uncategorized.';
comment on column public.expense_lines.merchant is 'Where, up to 200 characters.';
comment on column public.expense_lines.description is 'What, up to 2,000 characters.';
comment on column public.expense_lines.amount is 'How much, above 0, in currency.';
comment on column public.expense_lines.currency is 'ISO 4217 code: that of the report.';
comment on column public.expense_lines.is_billable is 'Whether the client pays it back.';
comment on column public.expense_lines.campaign_id is 'The campaign it was for; null for none.';
comment on column public.expense_lines.status is 'Where its report stands; kept with it.';
comment on column public.expense_lines.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.expense_lines.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.expense_lines.created_at is 'When it was made; UTC.';
comment on column public.expense_lines.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index expense_lines_newest on public.expense_lines (agency_id, tx_date desc);
create index expense_lines_of_report on public.expense_lines (agency_id, employee_id, currency, report_id);
create index expense_lines_of_campaign on public.expense_lines (agency_id, campaign_id, tx_date desc)
  where campaign_id is not null;

create function atrium.complete_expense_line() returns trigger
language plpgsql
as $$
begin
  -- the lock first, then the number: whoever comes second counts the line of the first
  select r.currency, r.status into new.currency, new.status from public.expense_reports r
  where r.id = new.report_id and r.agency_id = new.agency_id for no key update;
  if new.line_number is null then
    select coalesce(max(l.line_number), 0) + 1 into new.line_number from public.expense_lines l
    where l.agency_id = new.agency_id and l.report_id = new.report_id;
  end if;
  return new;
end
$$;
comment on function atrium.complete_expense_line() is
  'Trigger before insert on expense_lines: currency and status of the report, and the next number, under its lock.';
call atrium.own_as_definer('atrium.complete_expense_line()'::regprocedure);

create function atrium.pass_expense_status() returns trigger
language plpgsql
as $$
begin
  update public.expense_lines l set status = new.status
  where l.agency_id = new.agency_id and l.report_id = new.id and l.status <> new.status;
  return null;
end
$$;
comment on function atrium.pass_expense_status() is 'Trigger after update of a report''s status: its lines follow.';
call atrium.own_as_definer('atrium.pass_expense_status()'::regprocedure);

create trigger expense_reports_pass after update of status on public.expense_reports
  for each row execute function atrium.pass_expense_status();
create trigger expense_lines_complete before insert on public.expense_lines
  for each row execute function atrium.complete_expense_line();
create trigger expense_reports_staff after insert on public.expense_reports
  for each row execute function atrium.same_agency_member('staff', 'employee_id');
create trigger expense_reports_by_function before update on public.expense_reports
  for each row execute function atrium.by_function('status', 'submitted_at', 'approved_by', 'approved_at',
    'rejection_reason', 'paid_at');
create trigger expense_reports_touch before insert or update on public.expense_reports
  for each row execute function atrium.touch();
create trigger expense_reports_immutable before update on public.expense_reports
  for each row execute function atrium.immutable('id', 'agency_id', 'employee_id', 'currency', 'created_by',
    'created_at');
create trigger expense_reports_audit after insert or update or delete on public.expense_reports
  for each row execute function atrium.audit();
create trigger expense_lines_by_function before update on public.expense_lines
  for each row execute function atrium.by_function('status');
create trigger expense_lines_touch before insert or update on public.expense_lines
  for each row execute function atrium.touch();
create trigger expense_lines_immutable before update on public.expense_lines
  for each row execute function atrium.immutable('id', 'agency_id', 'report_id', 'employee_id', 'currency',
    'created_by', 'created_at');
create trigger expense_lines_audit after insert or update or delete on public.expense_lines
  for each row execute function atrium.audit();

call atrium.allow('expense_reports', 'select', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('expense_reports', 'select', 'own', 'admin', 'pm', 'account', 'creative', 'agent', 'member');
call atrium.allow('expense_reports', 'select_any', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('expense_reports', 'insert', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm',
  'account', 'creative', 'agent', 'member');
call atrium.allow('expense_reports', 'update', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm',
  'account', 'creative', 'agent', 'member');
call atrium.allow('expense_reports', 'delete', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm',
  'account', 'creative', 'agent', 'member');
call atrium.allow('expense_reports', 'decide', 'all', 'owner', 'finance');
call atrium.allow('expense_reports', 'pay', 'all', 'owner', 'finance');
call atrium.allow('expense_lines', 'select', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('expense_lines', 'select', 'assigned', 'pm', 'account');
call atrium.allow('expense_lines', 'select', 'own', 'admin', 'creative', 'agent', 'member');
call atrium.allow('expense_lines', 'select_any', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('expense_lines', 'select_team', 'assigned', 'pm', 'account');
call atrium.allow('expense_lines', 'insert', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('expense_lines', 'update', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('expense_lines', 'delete', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');

alter table public.expense_reports enable row level security;
alter table public.expense_reports force row level security;
create policy expense_reports_select on public.expense_reports for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_reports:select'))
    and (employee_id = (select atrium.current_user_id())
      or (select atrium.may('expense_reports:select_any')) and (select atrium.sees_all_clients())));
create policy expense_reports_insert on public.expense_reports for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_reports:insert'))
    and employee_id = (select atrium.current_user_id()));
create policy expense_reports_update on public.expense_reports for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_reports:update'))
    and employee_id = (select atrium.current_user_id()) and status = any (array['draft', 'rejected']))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_reports:update'))
    and employee_id = (select atrium.current_user_id()));
create policy expense_reports_delete on public.expense_reports for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_reports:delete'))
    and employee_id = (select atrium.current_user_id()) and status = any (array['draft', 'rejected']));
grant select, delete on public.expense_reports to authenticated;
grant insert (purpose, period_start, period_end, currency)
  on public.expense_reports to authenticated;
grant update (purpose, period_start, period_end)
  on public.expense_reports to authenticated;

alter table public.expense_lines enable row level security;
alter table public.expense_lines force row level security;
create policy expense_lines_select on public.expense_lines for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_lines:select'))
    and (employee_id = (select atrium.current_user_id()) or (campaign_id is null or (select atrium.sees_all_clients())
      or campaign_id = any (array(select id from public.campaigns)))
      and ((select atrium.may('expense_lines:select_any'))
        or (select atrium.may('expense_lines:select_team'))
          and campaign_id = any (array(select m from atrium.my_campaigns() m)))));
create policy expense_lines_insert on public.expense_lines for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_lines:insert'))
    and employee_id = (select atrium.current_user_id()) and status = any (array['draft', 'rejected'])
    and (campaign_id is null or (select atrium.sees_all_clients())
      or campaign_id = any (array(select id from public.campaigns))));
create policy expense_lines_update on public.expense_lines for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_lines:update'))
    and employee_id = (select atrium.current_user_id()) and status = any (array['draft', 'rejected']))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_lines:update'))
    and employee_id = (select atrium.current_user_id())
    and (campaign_id is null or (select atrium.sees_all_clients())
      or campaign_id = any (array(select id from public.campaigns))));
create policy expense_lines_delete on public.expense_lines for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('expense_lines:delete'))
    and employee_id = (select atrium.current_user_id()) and status = any (array['draft', 'rejected']));
grant select, delete on public.expense_lines to authenticated;
grant insert (report_id, line_number, tx_date, category, merchant, description, amount, is_billable, campaign_id)
  on public.expense_lines to authenticated;
grant update (line_number, tx_date, category, merchant, description, amount, is_billable, campaign_id)
  on public.expense_lines to authenticated;

create view public.v_expense_reports with (security_invoker = true) as
select r.id, r.agency_id, r.employee_id, u.full_name as employee_name, r.purpose, r.period_start, r.period_end,
  r.currency, x.line_count, x.total_amount, r.status, r.submitted_at, r.approved_by, r.approved_at,
  r.rejection_reason, r.paid_at, r.created_at, r.updated_at
from public.expense_reports r
left join public.users u on u.id = r.employee_id
left join lateral (select count(*) as line_count, coalesce(sum(l.amount), 0) as total_amount
  from public.expense_lines l where l.agency_id = r.agency_id and l.employee_id = r.employee_id
    and l.currency = r.currency and l.report_id = r.id) x on true;
comment on view public.v_expense_reports is
  'Expense reports with their person and total, in one currency each. Who sees a report sees all of its lines.';
grant select on public.v_expense_reports to authenticated;
