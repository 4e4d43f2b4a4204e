-- Approved hours, added up with every change: a week of a person on a campaign is one row, so that figures over a
-- million entries come from a tenth of them and are never older than the entries. Hours of a campaign are known to all
-- staff, those of a person to whoever reads timesheets, and money to whoever reads the rates; a sum of which a part has
-- no rate is no sum and stays null.
create table atrium.hour_totals (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null references public.agencies on delete cascade,
  employee_id     uuid not null,
  week_start_date date not null,
  campaign_id     uuid,
  currency        char(3),
  hours           numeric not null,
  billable_hours  numeric not null,
  internal_cost   numeric not null,
  client_value    numeric not null,
  uncosted_hours  numeric not null,
  unpriced_hours  numeric not null,
  first_date      date not null,
  last_date       date not null,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint hour_totals_cell unique nulls not distinct
    (agency_id, employee_id, week_start_date, campaign_id, currency)
);
comment on table atrium.hour_totals is
  'Approved hours of a person in a week on a campaign, in one currency; kept by triggers. Scope: the agency.';
comment on column atrium.hour_totals.id is 'Identifier.';
comment on column atrium.hour_totals.agency_id is 'The agency.';
comment on column atrium.hour_totals.employee_id is 'Whose hours.';
comment on column atrium.hour_totals.week_start_date is 'The Monday of the week.';
comment on column atrium.hour_totals.campaign_id is 'The campaign; null: internal work.';
comment on column atrium.hour_totals.currency is 'Currency of the rates; null for hours without any.';
comment on column atrium.hour_totals.hours is 'All of them.';
comment on column atrium.hour_totals.billable_hours is 'Those that the client pays.';
comment on column atrium.hour_totals.internal_cost is 'Hours times cost rate, in currency.';
comment on column atrium.hour_totals.client_value is 'Billable hours times billing rate, in currency.';
comment on column atrium.hour_totals.uncosted_hours is 'Hours without a cost rate.';
comment on column atrium.hour_totals.unpriced_hours is 'Billable hours without a billing rate.';
comment on column atrium.hour_totals.first_date is 'First day with hours.';
comment on column atrium.hour_totals.last_date is 'Last day with hours.';
comment on column atrium.hour_totals.created_at is 'When the row was made; UTC.';
comment on column atrium.hour_totals.updated_at is 'As created_at: rows are made anew.';
create index hour_totals_of_campaign on atrium.hour_totals (campaign_id, agency_id);

create table atrium.week_totals (
  agency_id       uuid not null references public.agencies on delete cascade,
  employee_id     uuid not null,
  week_start_date date not null,
  hours           numeric not null,
  billable_hours  numeric not null,
  campaigns       bigint not null,
  created_at      timestamptz not null default now(),
  primary key (agency_id, employee_id, week_start_date)
);
comment on table atrium.week_totals is 'Approved hours of a person in a week; made of hour_totals. Scope: the agency.';
comment on column atrium.week_totals.agency_id is 'The agency.';
comment on column atrium.week_totals.employee_id is 'Whose hours.';
comment on column atrium.week_totals.week_start_date is 'The Monday of the week.';
comment on column atrium.week_totals.hours is 'All of them.';
comment on column atrium.week_totals.billable_hours is 'Those that the client pays.';
comment on column atrium.week_totals.campaigns is 'On how many campaigns.';
comment on column atrium.week_totals.created_at is 'When the row was made; UTC.';

create table atrium.campaign_totals (
  agency_id      uuid not null references public.agencies on delete cascade,
  campaign_id    uuid not null,
  hours          numeric not null,
  billable_hours numeric not null,
  people         bigint not null,
  internal_cost  numeric,
  client_value   numeric,
  currency       char(3),
  first_date     date not null,
  last_date      date not null,
  created_at     timestamptz not null default now(),
  primary key (agency_id, campaign_id)
);
comment on table atrium.campaign_totals is 'Approved hours of a campaign; made of hour_totals. Scope: the agency.';
comment on column atrium.campaign_totals.agency_id is 'The agency.';
comment on column atrium.campaign_totals.campaign_id is 'The campaign.';
comment on column atrium.campaign_totals.hours is 'All of them.';
comment on column atrium.campaign_totals.billable_hours is 'Those that the client pays.';
comment on column atrium.campaign_totals.people is 'How many have worked on it.';
comment on column atrium.campaign_totals.internal_cost is
  'What they cost; null where an hour has no rate or the currencies differ.';
comment on column atrium.campaign_totals.client_value is 'What the billable ones are worth; null likewise.';
comment on column atrium.campaign_totals.currency is 'Currency of the amounts; null where there are several.';
comment on column atrium.campaign_totals.first_date is 'First day with hours.';
comment on column atrium.campaign_totals.last_date is 'Last day with hours.';
comment on column atrium.campaign_totals.created_at is 'When the row was made; UTC.';

create function atrium.recount_hours(agencies uuid[], people uuid[], weeks date[], alone boolean default false)
returns integer
language plpgsql
as $$
declare
  held uuid;
  touched uuid[];
  made integer;
begin
  -- one lock a person, then one a campaign, each in order; what others have committed by then is counted
  for held in select distinct p from unnest(people) p where not alone order by p loop
    perform pg_advisory_xact_lock(hashtextextended(held::text, 24));
  end loop;
  with gone as (
    delete from atrium.hour_totals t using unnest(agencies, people, weeks) as k (agency, person, week)
    where t.agency_id = k.agency and t.employee_id = k.person and t.week_start_date = k.week returning t.campaign_id)
  select array_agg(distinct g.campaign_id) into touched from gone g where g.campaign_id is not null;
  with fresh as (
    insert into atrium.hour_totals (agency_id, employee_id, week_start_date, campaign_id, currency, hours,
      billable_hours, internal_cost, client_value, uncosted_hours, unpriced_hours, first_date, last_date)
    select e.agency_id, e.employee_id, e.week_start_date, e.campaign_id, r.currency, sum(e.hours),
      coalesce(sum(e.hours) filter (where e.billable), 0), coalesce(sum(e.hours * r.internal_cost_rate), 0),
      coalesce(sum(e.hours * r.client_billing_rate) filter (where e.billable), 0),
      coalesce(sum(e.hours) filter (where r.internal_cost_rate is null), 0),
      coalesce(sum(e.hours) filter (where e.billable and r.client_billing_rate is null), 0),
      min(e.entry_date), max(e.entry_date)
    from (select distinct * from unnest(agencies, people, weeks)) as k (agency, person, week)
    join public.timesheet_entries e on e.agency_id = k.agency and e.employee_id = k.person
      and e.week_start_date = k.week and e.entry_date between k.week and k.week + 6 and e.status = 'approved'
    left join public.timesheet_rates r on r.agency_id = e.agency_id and r.id = e.id and r.entry_date = e.entry_date
    group by e.agency_id, e.employee_id, e.week_start_date, e.campaign_id, r.currency
    returning campaign_id)
  select count(*), touched || array_agg(distinct f.campaign_id) filter (where f.campaign_id is not null)
  into made, touched from fresh f;
  for held in select distinct c from unnest(touched) c where not alone order by c loop
    perform pg_advisory_xact_lock(hashtextextended(held::text, 25));
  end loop;
  delete from atrium.week_totals t using unnest(agencies, people, weeks) as k (agency, person, week)
  where t.agency_id = k.agency and t.employee_id = k.person and t.week_start_date = k.week;
  insert into atrium.week_totals (agency_id, employee_id, week_start_date, hours, billable_hours, campaigns)
  select t.agency_id, t.employee_id, t.week_start_date, sum(t.hours), sum(t.billable_hours),
    count(distinct t.campaign_id)
  from (select distinct * from unnest(agencies, people, weeks)) as k (agency, person, week)
  join atrium.hour_totals t on t.agency_id = k.agency and t.employee_id = k.person and t.week_start_date = k.week
  group by t.agency_id, t.employee_id, t.week_start_date;
  delete from atrium.campaign_totals t where t.campaign_id = any (touched) and t.agency_id = any (agencies);
  insert into atrium.campaign_totals (agency_id, campaign_id, hours, billable_hours, people, internal_cost,
    client_value, currency, first_date, last_date)
  select t.agency_id, t.campaign_id, sum(t.hours), sum(t.billable_hours), count(distinct t.employee_id),
    case when count(distinct t.currency) = 1 and sum(t.uncosted_hours) = 0 then sum(t.internal_cost) end,
    case when count(distinct t.currency) = 1 and sum(t.unpriced_hours) = 0 then sum(t.client_value) end,
    case when count(distinct t.currency) = 1 then min(t.currency) end, min(t.first_date), max(t.last_date)
  from atrium.hour_totals t where t.campaign_id = any (touched) and t.agency_id = any (agencies)
  group by t.agency_id, t.campaign_id;
  return made;
end
$$;
comment on function atrium.recount_hours(uuid[], uuid[], date[], boolean) is
  'Adds up the approved hours of those people in those weeks anew, and of the campaigns they worked on; returns how'
  ' many rows of hour_totals they make. alone: nobody else writes, so nothing is locked.';
call atrium.own_as_definer('atrium.recount_hours(uuid[], uuid[], date[], boolean)'::regprocedure);

create function atrium.hours_changed() returns trigger
language plpgsql
as $$
declare
  agencies uuid[];
  people uuid[];
  weeks date[];
begin
  if tg_table_name = 'timesheet_rates' then
    select array_agg(e.agency_id), array_agg(e.employee_id), array_agg(e.week_start_date) into agencies, people, weeks
    from fresh n join public.timesheet_entries e
      on e.agency_id = n.agency_id and e.id = n.id and e.entry_date = n.entry_date
    where e.status = 'approved';
  elsif tg_op = 'INSERT' then
    select array_agg(n.agency_id), array_agg(n.employee_id), array_agg(n.week_start_date)
    into agencies, people, weeks from fresh n where n.status = 'approved';
  elsif tg_op = 'DELETE' then
    select array_agg(o.agency_id), array_agg(o.employee_id), array_agg(o.week_start_date)
    into agencies, people, weeks from stale o where o.status = 'approved';
  else
    select array_agg(k.agency_id), array_agg(k.employee_id), array_agg(k.week_start_date)
    into agencies, people, weeks
    from (select agency_id, employee_id, week_start_date from fresh where status = 'approved'
          union select agency_id, employee_id, week_start_date from stale where status = 'approved') k;
  end if;
  if agencies is not null then
    perform atrium.recount_hours(agencies, people, weeks);
  end if;
  return null;
end
$$;
comment on function atrium.hours_changed() is
  'Trigger after entries or their rates changed: what was or is approved is added up anew, in the same transaction.';
call atrium.own_as_definer('atrium.hours_changed()'::regprocedure);
create trigger timesheet_entries_total_new after insert on public.timesheet_entries
  referencing new table as fresh for each statement execute function atrium.hours_changed();
create trigger timesheet_entries_total_changed after update on public.timesheet_entries
  referencing new table as fresh old table as stale for each statement execute function atrium.hours_changed();
create trigger timesheet_entries_total_gone after delete on public.timesheet_entries
  referencing old table as stale for each statement execute function atrium.hours_changed();
create trigger timesheet_rates_total_new after insert on public.timesheet_rates
  referencing new table as fresh for each statement execute function atrium.hours_changed();
create trigger timesheet_rates_total_changed after update on public.timesheet_rates
  referencing new table as fresh for each statement execute function atrium.hours_changed();

create function atrium.recount_all_hours() returns integer
language plpgsql
as $$
declare
  made integer;
begin
  lock table atrium.hour_totals in exclusive mode;
  delete from atrium.hour_totals;
  delete from atrium.week_totals;
  delete from atrium.campaign_totals;
  select atrium.recount_hours(array_agg(k.agency_id), array_agg(k.employee_id), array_agg(k.week_start_date), true)
  into made from (select distinct agency_id, employee_id, week_start_date from public.timesheet_entries
        where status = 'approved') k;
  return coalesce(made, 0);
end
$$;
comment on function atrium.recount_all_hours() is
  'Adds up everything anew: after a load that went past the triggers. Returns how many rows there are.';
call atrium.own_as_definer('atrium.recount_all_hours()'::regprocedure);
grant execute on function atrium.recount_all_hours() to service_role;
select atrium.recount_all_hours();

-- What views join. Each function looks at the caller's own agency, and gives nothing to whom the figures are not for;
-- rights are asked for once, in a subselect, and not for each row.
create function atrium.campaign_hours()
returns table (campaign_id uuid, hours numeric, billable_hours numeric, people bigint, first_date date, last_date date)
language sql stable rows 2000
as $$
  select t.campaign_id, t.hours, t.billable_hours, t.people, t.first_date, t.last_date from atrium.campaign_totals t
  where t.agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaigns:select'))
    and not (select atrium.is_contact())
$$;
comment on function atrium.campaign_hours() is
  'Approved hours of each campaign of the caller''s agency, of everybody, for its staff: no person and no money in it.';

create function atrium.campaign_amounts()
returns table (campaign_id uuid, internal_cost numeric, client_value numeric, currency char(3))
language sql stable rows 2000
as $$
  select t.campaign_id, t.internal_cost, t.client_value, t.currency from atrium.campaign_totals t
  where t.agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_rates:select'))
$$;
comment on function atrium.campaign_amounts() is
  'What the approved hours of each campaign cost and are worth, for whoever reads rates. Null where a part has no rate'
  ' or the currencies differ: never a part of a sum.';

create function atrium.person_weeks()
returns table (employee_id uuid, week_start_date date, hours numeric, billable_hours numeric, campaigns bigint)
language sql stable rows 20000
as $$
  select t.employee_id, t.week_start_date, t.hours, t.billable_hours, t.campaigns from atrium.week_totals t
  where t.agency_id = (select atrium.current_agency_id()) and (select atrium.may('timesheet_entries:select'))
    and ((select atrium.may('timesheet_entries:select_any')) or t.employee_id = (select atrium.current_user_id()))
$$;
comment on function atrium.person_weeks() is
  'Approved hours of each person and week: everybody''s for whoever reads all timesheets, else the own ones.';

create function atrium.team_weeks() returns table (week_start_date date, hours numeric, billable_hours numeric)
language sql stable rows 200
as $$
  select t.week_start_date, sum(t.hours), sum(t.billable_hours) from atrium.week_totals t
  where t.agency_id = (select atrium.current_agency_id()) and (select atrium.may('campaigns:select'))
    and not (select atrium.is_contact())
  group by t.week_start_date
$$;
comment on function atrium.team_weeks() is 'Approved hours of the whole agency by week, for its staff.';

create function atrium.agency_today() returns date
language sql stable
as $$ select (now() at time zone coalesce((select a.timezone from public.agencies a
    where a.id = atrium.current_agency_id()), 'UTC'))::date $$;
comment on function atrium.agency_today() is 'Which day it is where the agency is.';
call atrium.own_as_definer('atrium.campaign_hours()'::regprocedure);
call atrium.own_as_definer('atrium.campaign_amounts()'::regprocedure);
call atrium.own_as_definer('atrium.person_weeks()'::regprocedure);
call atrium.own_as_definer('atrium.team_weeks()'::regprocedure);
call atrium.own_as_definer('atrium.agency_today()'::regprocedure);
grant execute on function atrium.campaign_hours(), atrium.campaign_amounts(), atrium.person_weeks(),
  atrium.team_weeks(), atrium.agency_today() to authenticated, service_role;
