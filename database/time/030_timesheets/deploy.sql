-- Hours worked, a cell of the week's grid each: who, when, for which campaign. Partitioned by month. What an hour cost
-- and was worth is frozen beside it when the entry is made, where only finance and leadership look.
create domain public.timesheet_status as text
  constraint timesheet_status_known check (value in ('draft', 'submitted', 'approved', 'rejected'));
comment on domain public.timesheet_status is 'Where an entry stands; changed by the functions of timesheets.';

create table public.timesheet_entries (
  id               uuid not null default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  employee_id      uuid not null default atrium.current_user_id(),
  campaign_id      uuid,
  phase_id         uuid,
  entry_date       date not null,
  week_start_date  date not null generated always as (entry_date - (extract(isodow from entry_date)::int - 1)) stored,
  hours            numeric(5,2) not null,
  billable         boolean not null default true,
  task_description text,
  task_category    text,
  status           public.timesheet_status not null default 'draft',
  submitted_at     timestamptz,
  approved_by      uuid,
  approved_at      timestamptz,
  rejection_reason text,
  locked_at        timestamptz,
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint timesheet_entries_pkey primary key (agency_id, id, entry_date),
  -- one cell of the grid, so that the grid can be saved again; leads with what a person's days are looked up by
  constraint timesheet_entries_cell unique nulls not distinct
    (agency_id, employee_id, entry_date, campaign_id, phase_id, billable, task_category),
  -- hours outlive plans: a campaign or phase with hours stays
  constraint timesheet_entries_campaign foreign key (agency_id, campaign_id)
    references public.campaigns (agency_id, id),
  constraint timesheet_entries_phase foreign key (agency_id, campaign_id, phase_id)
    references public.campaign_phases (agency_id, campaign_id, id),
  constraint timesheet_entries_hours check (hours > 0 and hours <= 24 and hours % 0.25 = 0),
  constraint timesheet_entries_billable check (not billable or campaign_id is not null),
  constraint timesheet_entries_phase_of check (phase_id is null or campaign_id is not null),
  constraint timesheet_entries_texts check (length(task_description) <= 2000 and length(task_category) <= 100
    and length(rejection_reason) <= 2000),
  constraint timesheet_entries_submitted check ((status = 'draft') = (submitted_at is null)),
  constraint timesheet_entries_decided check ((status in ('approved', 'rejected')) = (approved_at is not null)),
  constraint timesheet_entries_not_own check (approved_by <> employee_id),
  constraint timesheet_entries_rejected check ((status = 'rejected') = (rejection_reason is not null)),
  constraint timesheet_entries_locked check (locked_at is null or status = 'approved')
) partition by range (entry_date);
comment on table public.timesheet_entries is
  'Scope: agency. Hours worked; each person''s own, and all of them for owner, finance, leadership and pm. No person'
  ' has more than 24 hours on a day.';
comment on column public.timesheet_entries.id is 'Identifier.';
comment on column public.timesheet_entries.agency_id is 'The agency; never changes.';
comment on column public.timesheet_entries.employee_id is
  'Who worked: staff of the agency at the time; never changes. Not a reference: hours outlive the membership.';
comment on column public.timesheet_entries.campaign_id is 'What for; null for work that is nobody''s campaign.';
comment on column public.timesheet_entries.phase_id is 'A phase of that campaign; null for none in particular.';
comment on column public.timesheet_entries.entry_date is 'The day, at most 31 days ahead; never changes.';
comment on column public.timesheet_entries.week_start_date is 'The Monday of its week; made by the database.';
comment on column public.timesheet_entries.hours is 'Hours in steps of a quarter, above 0 and up to 24.';
comment on column public.timesheet_entries.billable is 'Whether the client pays for it; then a campaign is named.';
comment on column public.timesheet_entries.task_description is 'What was done, up to 2,000 characters.';
comment on column public.timesheet_entries.task_category is 'Meeting, Creative, Admin …; free, up to 100 characters.';
comment on column public.timesheet_entries.status is 'Where it stands; changed by its functions.';
comment on column public.timesheet_entries.submitted_at is 'When it was last handed in; UTC; null while a draft.';
comment on column public.timesheet_entries.approved_by is
  'Who approved or rejected it; never the employee. Not a reference, like created_by.';
comment on column public.timesheet_entries.approved_at is 'When it was approved or rejected; UTC.';
comment on column public.timesheet_entries.rejection_reason is 'Why, if and only if it is rejected.';
comment on column public.timesheet_entries.locked_at is
  'When finance closed the books over it; UTC; null while open. Its rates stand still from then on.';
comment on column public.timesheet_entries.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.timesheet_entries.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.timesheet_entries.created_at is 'When it was made; UTC.';
comment on column public.timesheet_entries.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index timesheet_entries_newest on public.timesheet_entries (agency_id, entry_date desc);
create index timesheet_entries_of_campaign on public.timesheet_entries
  (agency_id, campaign_id, phase_id, entry_date desc);
create index timesheet_entries_by_week on public.timesheet_entries (agency_id, week_start_date, employee_id)
  include (hours, billable, status);
create index timesheet_entries_waiting on public.timesheet_entries (agency_id, week_start_date, employee_id)
  where status = 'submitted';

create table public.timesheet_rates (
  id                  uuid not null,
  agency_id           uuid not null references public.agencies on delete cascade,
  entry_date          date not null,
  internal_cost_rate  numeric(10,2),
  client_billing_rate numeric(10,2),
  currency            char(3),
  created_by          uuid,
  updated_by          uuid,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint timesheet_rates_pkey primary key (agency_id, id, entry_date),
  constraint timesheet_rates_entry foreign key (agency_id, id, entry_date)
    references public.timesheet_entries (agency_id, id, entry_date) on delete cascade,
  constraint timesheet_rates_amounts check (internal_cost_rate >= 0 and client_billing_rate >= 0),
  constraint timesheet_rates_currency check (currency ~ '^[A-Z]{3}$'
    and (currency is not null or coalesce(internal_cost_rate, client_billing_rate) is null))
);
comment on table public.timesheet_rates is
  'Scope: parent, the entry; money: owner, finance and leadership read. What an hour of an entry cost and was worth'
  ' when it was made; null where no rate was known until it was approved.';
comment on column public.timesheet_rates.id is 'The id of the entry; one row each, made with it.';
comment on column public.timesheet_rates.agency_id is 'The agency of the entry; never changes.';
comment on column public.timesheet_rates.entry_date is 'The day of the entry; never changes.';
comment on column public.timesheet_rates.internal_cost_rate is 'What an hour of it cost the agency, in currency.';
comment on column public.timesheet_rates.client_billing_rate is 'What an hour of it is worth when billable.';
comment on column public.timesheet_rates.currency is 'ISO 4217 code of both; null while neither is known.';
comment on column public.timesheet_rates.created_by is 'Who made the entry. Not a reference: it outlives the account.';
comment on column public.timesheet_rates.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.timesheet_rates.created_at is 'When it was made; UTC.';
comment on column public.timesheet_rates.updated_at is 'When it was last changed; UTC, kept by a trigger.';

-- After a statement, over all it wrote: one lock a person, in order, then the days as they now are with what others
-- have committed. That holds however many write at once, where a sum before the insert would not.
create function atrium.check_timesheets() returns trigger
language plpgsql
as $$
declare
  changed uuid[];
  person uuid;
  day record;
begin
  if tg_op = 'INSERT' then
    select array_agg(distinct n.employee_id order by n.employee_id) into changed from fresh n;
  else
    select array_agg(distinct n.employee_id order by n.employee_id) into changed
    from fresh n join stale o on o.agency_id = n.agency_id and o.id = n.id and o.entry_date = n.entry_date
    where n.hours > o.hours;
  end if;
  foreach person in array coalesce(changed, '{}') loop
    perform pg_advisory_xact_lock(hashtextextended(person::text, 24));
  end loop;
  select e.entry_date, sum(e.hours) as total into day
  from (select distinct agency_id, employee_id, entry_date from fresh) n
  join public.timesheet_entries e
    on e.agency_id = n.agency_id and e.employee_id = n.employee_id and e.entry_date = n.entry_date
  where n.employee_id = any (changed)
  group by e.agency_id, e.employee_id, e.entry_date having sum(e.hours) > 24 limit 1;
  if found then
    raise exception using errcode = 'ATVAL', message = format('That makes %s hours on %s.', day.total, day.entry_date),
      hint = 'A day has 24 hours: correct an entry of that day.';
  end if;
  if tg_op = 'INSERT' then
    if exists (select from fresh n where n.entry_date > current_date + 31) then
      raise exception using errcode = 'ATVAL', message = 'Hours are entered at most 31 days ahead.',
        hint = 'Plan later work with team_allocations.';
    elsif exists (select from fresh n where not exists (select from public.memberships m
        where m.agency_id = n.agency_id and m.user_id = n.employee_id and m.client_id is null)) then
      raise exception using errcode = 'ATVAL', message = 'employee_id is not a member of staff here.',
        hint = 'Name somebody of your agency, nobody who is a contact user of a client.';
    end if;
    insert into public.timesheet_rates (id, agency_id, entry_date, internal_cost_rate, client_billing_rate, currency)
    select n.id, n.agency_id, n.entry_date, r.internal_cost_rate, r.client_billing_rate, r.currency
    from fresh n left join public.employee_rates r on r.agency_id = n.agency_id and r.employee_id = n.employee_id
      and r.valid_from <= n.entry_date and (r.valid_to is null or r.valid_to >= n.entry_date);
  end if;
  return null;
end
$$;
comment on function atrium.check_timesheets() is
  'Trigger after a statement on timesheet_entries: ATVAL where a person gets more than 24 hours on a day, is not staff,'
  ' or the day lies too far ahead; freezes the rates of what is new.';
call atrium.own_as_definer('atrium.check_timesheets()'::regprocedure);

create function atrium.keep_timesheet_rates() returns trigger
language plpgsql
as $$
begin
  if exists (select from public.timesheet_entries e where e.agency_id = new.agency_id and e.id = new.id
      and e.entry_date = new.entry_date and e.locked_at is not null) then
    raise exception using errcode = 'ATSTA', message = 'These hours are locked, and their rates with them.',
      hint = 'Reopen the entry first.';
  end if;
  return new;
end
$$;
comment on function atrium.keep_timesheet_rates() is 'Trigger before update of timesheet_rates: ATSTA while locked.';
call atrium.own_as_definer('atrium.keep_timesheet_rates()'::regprocedure);

create trigger timesheet_entries_touch before insert or update on public.timesheet_entries
  for each row execute function atrium.touch();
create trigger timesheet_entries_immutable before update on public.timesheet_entries
  for each row execute function atrium.immutable('id', 'agency_id', 'employee_id', 'entry_date', 'created_by',
    'created_at');
create trigger timesheet_entries_audit after insert or update or delete on public.timesheet_entries
  for each row execute function atrium.audit();
create trigger timesheet_entries_check_new after insert on public.timesheet_entries
  referencing new table as fresh for each statement execute function atrium.check_timesheets();
create trigger timesheet_entries_check_changed after update on public.timesheet_entries
  referencing new table as fresh old table as stale for each statement execute function atrium.check_timesheets();
create trigger timesheet_rates_touch before insert or update on public.timesheet_rates
  for each row execute function atrium.touch();
create trigger timesheet_rates_keep before update on public.timesheet_rates
  for each row execute function atrium.keep_timesheet_rates();
create trigger timesheet_rates_immutable before update on public.timesheet_rates
  for each row execute function atrium.immutable('id', 'agency_id', 'entry_date', 'created_by', 'created_at');
create trigger timesheet_rates_audit after insert or update or delete on public.timesheet_rates
  for each row execute function atrium.audit();

alter table public.timesheet_entries enable row level security;
alter table public.timesheet_entries force row level security;
alter table public.timesheet_rates enable row level security;
alter table public.timesheet_rates force row level security;
-- the months begin with this one; what is older has one place
do $$
declare
  first date := date_trunc('month', now() at time zone 'UTC');
begin
  perform atrium.make_partitions();
  execute format('create table public.timesheet_entries_earlier partition of public.timesheet_entries'
    ' for values from (minvalue) to (%L)', first);
  alter table public.timesheet_entries_earlier enable row level security;
  alter table public.timesheet_entries_earlier force row level security;
  revoke all on public.timesheet_entries_earlier from service_role;
  revoke all on public.timesheet_entries_earlier from atrium_definer;
  comment on table public.timesheet_entries_earlier is
    'The months of timesheet_entries before this table was made, reached through it only.';
end $$;

call atrium.allow('timesheet_entries', 'select', 'all', 'owner', 'leadership', 'finance', 'pm');
call atrium.allow('timesheet_entries', 'select', 'own', 'admin', 'account', 'creative', 'agent', 'member');
call atrium.allow('timesheet_entries', 'select_any', 'all', 'owner', 'leadership', 'finance', 'pm');
call atrium.allow('timesheet_entries', 'insert', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('timesheet_entries', 'update', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('timesheet_entries', 'delete', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('timesheet_rates', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('timesheet_rates', 'update', 'all', 'owner', 'finance');

-- others' hours: of the clients one sees; own ones: all of them, and those not handed in are one's own to change
create policy timesheet_entries_select on public.timesheet_entries for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_entries:select'))
    and (employee_id = (select atrium.current_user_id()) or (select atrium.may('timesheet_entries:select_any'))
      and ((select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns)))));
create policy timesheet_entries_insert on public.timesheet_entries for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_entries:insert'))
    and employee_id = (select atrium.current_user_id()) and (campaign_id is null
      or (select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy timesheet_entries_update on public.timesheet_entries for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_entries:update'))
    and employee_id = (select atrium.current_user_id()) and status = any (array['draft', 'rejected']))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_entries:update'))
    and employee_id = (select atrium.current_user_id()) and (campaign_id is null
      or (select atrium.sees_all_clients()) or campaign_id = any (array(select id from public.campaigns))));
create policy timesheet_entries_delete on public.timesheet_entries for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_entries:delete'))
    and employee_id = (select atrium.current_user_id()) and status = any (array['draft', 'rejected']));
grant select, delete on public.timesheet_entries to authenticated;
grant insert (campaign_id, phase_id, entry_date, hours, billable, task_description, task_category),
  update (campaign_id, phase_id, hours, billable, task_description, task_category)
  on public.timesheet_entries to authenticated;

create policy timesheet_rates_select on public.timesheet_rates for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_rates:select'))
    and ((select atrium.sees_all_clients()) or (select true from public.timesheet_entries e
      where e.agency_id = timesheet_rates.agency_id and e.id = timesheet_rates.id
        and e.entry_date = timesheet_rates.entry_date)));
create policy timesheet_rates_update on public.timesheet_rates for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_rates:update'))
    and (select atrium.sees_all_clients()))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_rates:update')));
grant select on public.timesheet_rates to authenticated;
grant update (internal_cost_rate, client_billing_rate, currency) on public.timesheet_rates to authenticated;

create view public.v_timesheet_entries with (security_invoker = true) as
select e.id, e.agency_id, e.employee_id, u.full_name as employee_name, e.campaign_id, c.campaign_code, c.campaign_name,
  c.client_id, e.phase_id, p.phase_name, e.entry_date, e.week_start_date, e.hours, e.billable, e.task_description,
  e.task_category, r.internal_cost_rate, r.client_billing_rate, r.currency, e.status, e.submitted_at, e.approved_by,
  e.approved_at, e.rejection_reason, e.locked_at, e.created_at, e.updated_at
from public.timesheet_entries e
left join public.users u on u.id = e.employee_id
left join public.campaigns c on c.agency_id = e.agency_id and c.id = e.campaign_id
left join public.campaign_phases p on p.agency_id = e.agency_id and p.campaign_id = e.campaign_id and p.id = e.phase_id
left join public.timesheet_rates r on r.agency_id = e.agency_id and r.id = e.id and r.entry_date = e.entry_date;
comment on view public.v_timesheet_entries is
  'Hours with their person, campaign and phase and, for whoever may see money, their rates; null for everybody else.';
grant select on public.v_timesheet_entries to authenticated;
