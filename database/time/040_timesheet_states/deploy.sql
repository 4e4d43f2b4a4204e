-- How hours move on: handed in by the week, approved or rejected by somebody else, locked when the books are closed,
-- and opened again by finance. Each function takes all of what it is given or nothing of it, and locks before it
-- judges.
create function atrium.refuse_timesheets(entry_ids uuid[]) returns void
language plpgsql
as $$
declare
  asked int := (select count(distinct i) from unnest(entry_ids) i);
  known int;
  own int;
begin
  if coalesce(asked, 0) = 0 then
    perform atrium.refuse('ATVAL', 'No entries are named.', 'Pass the ids of at least one entry.');
  end if;
  perform 1 from public.timesheet_entries e
  where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids) order by e.id for no key update;
  select count(*), count(*) filter (where e.employee_id is not distinct from atrium.current_user_id())
  into known, own
  from public.timesheet_entries e left join public.campaigns c on c.id = e.campaign_id
  where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids)
    and (e.employee_id = atrium.current_user_id() or atrium.may('timesheet_entries:select_any')
      and (atrium.sees_all_clients() or atrium.client_reach(c.client_id) is not null));
  if known < asked then
    perform atrium.refuse('ATNOF', 'An entry does not exist or is not yours to see.', 'Choose entries from your list.');
  elsif not (atrium.may('timesheet_entries:decide') or atrium.may('timesheet_entries:reopen')) then
    perform atrium.refuse('ATNOM', 'Your role doesn''t decide on hours.', 'Ask finance or the project manager.');
  elsif own > 0 then
    perform atrium.refuse('ATNOM', 'Nobody decides on hours of his own.', 'Ask somebody else who may decide.');
  end if;
end
$$;
comment on function atrium.refuse_timesheets(uuid[]) is
  'Locks entries somebody is about to judge. ATVAL where none is named, ATNOF where the caller does not see one, ATNOM'
  ' where his role does not decide or one is his own.';
call atrium.own_as_definer('atrium.refuse_timesheets(uuid[])'::regprocedure);

create function public.submit_timesheet_week(week date) returns integer
language plpgsql
as $$
declare
  monday date := date_trunc('week', week::timestamp)::date;
  handed int;
begin
  if atrium.current_user_id() is null or not atrium.may('timesheet_entries:update') then
    perform atrium.refuse('ATNOM', 'Only a member of staff hands in hours, and only his own.', 'Sign in as staff.');
  end if;
  update public.timesheet_entries e
  set status = 'submitted', submitted_at = clock_timestamp(), approved_by = null, approved_at = null,
    rejection_reason = null
  where e.agency_id = atrium.current_agency_id() and e.employee_id = atrium.current_user_id()
    and e.entry_date between monday and monday + 6 and e.status in ('draft', 'rejected');
  get diagnostics handed = row_count;
  if handed = 0 then
    perform atrium.refuse('ATSTA', format('Nothing of the week of %s waits to be handed in.',
      coalesce(monday::text, 'no day')), 'Enter hours first; what was handed in or approved stays so.');
  end if;
  return handed;
end
$$;
comment on function public.submit_timesheet_week(date) is
  'Hands in the caller''s drafts and rejected entries of the week a day lies in; returns how many. ATNOM, ATSTA.';
call atrium.own_as_definer('public.submit_timesheet_week(date)'::regprocedure);

create function public.withdraw_timesheet_week(week date) returns integer
language plpgsql
as $$
declare
  monday date := date_trunc('week', week::timestamp)::date;
  back int;
begin
  if atrium.current_user_id() is null or not atrium.may('timesheet_entries:update') then
    perform atrium.refuse('ATNOM', 'Only a member of staff takes back hours, and only his own.', 'Sign in as staff.');
  end if;
  update public.timesheet_entries e set status = 'draft', submitted_at = null
  where e.agency_id = atrium.current_agency_id() and e.employee_id = atrium.current_user_id()
    and e.entry_date between monday and monday + 6 and e.status = 'submitted';
  get diagnostics back = row_count;
  if back = 0 then
    perform atrium.refuse('ATSTA', format('Nothing of the week of %s waits for a decision.',
      coalesce(monday::text, 'no day')), 'Ask finance to reopen what is approved.');
  end if;
  return back;
end
$$;
comment on function public.withdraw_timesheet_week(date) is
  'Takes the caller''s submitted entries of a week back into drafts, before anybody decided; returns how many. ATNOM,'
  ' ATSTA.';
call atrium.own_as_definer('public.withdraw_timesheet_week(date)'::regprocedure);

create function public.decide_timesheets(entry_ids uuid[], approve boolean, reason text default null) returns integer
language plpgsql
as $$
declare
  stuck record;
  decided int;
begin
  perform atrium.refuse_timesheets(entry_ids);
  if not atrium.may('timesheet_entries:decide') then
    perform atrium.refuse('ATNOM', 'Your role doesn''t decide on hours.', 'Ask finance or the project manager.');
  elsif not atrium.may('timesheet_entries:decide_any') and exists (
      select from public.timesheet_entries e
      where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids)
        and (e.campaign_id is null or e.campaign_id not in (select m from atrium.my_campaigns() m))) then
    perform atrium.refuse('ATNOM', 'These are hours of a campaign whose team you are not on.',
      'Ask its project manager, finance or the leadership.');
  elsif approve is null or not approve and coalesce(btrim(reason), '') = '' then
    perform atrium.refuse('ATVAL', 'Say whether they are approved, and why where they are not.',
      'Pass approve, and a reason with false.');
  end if;
  select e.status, e.entry_date into stuck from public.timesheet_entries e
  where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids) and e.status <> 'submitted' limit 1;
  if found then
    perform atrium.refuse('ATSTA', format('The entry of %s is %s; there is nothing to decide.', stuck.entry_date,
      stuck.status), 'Load the list again: somebody was faster, or it was taken back.');
  end if;
  update public.timesheet_entries e
  set status = case when approve then 'approved' else 'rejected' end, approved_by = atrium.current_user_id(),
    approved_at = clock_timestamp(), rejection_reason = case when approve then null else btrim(reason) end
  where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids);
  get diagnostics decided = row_count;
  if approve then
    -- an entry made before anybody said what the person costs takes the rate that is known now
    update public.timesheet_rates t
    set internal_cost_rate = r.internal_cost_rate, client_billing_rate = r.client_billing_rate, currency = r.currency
    from public.timesheet_entries e
    join public.employee_rates r on r.agency_id = e.agency_id and r.employee_id = e.employee_id
      and r.valid_from <= e.entry_date and (r.valid_to is null or r.valid_to >= e.entry_date)
    where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids)
      and t.agency_id = e.agency_id and t.id = e.id and t.entry_date = e.entry_date and t.currency is null;
  end if;
  return decided;
end
$$;
comment on function public.decide_timesheets(uuid[], boolean, text) is
  'Approves or rejects submitted entries, all of them or none; returns how many. A pm those of campaigns whose team he'
  ' is on; nobody his own. ATVAL, ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.decide_timesheets(uuid[], boolean, text)'::regprocedure);

create function public.lock_timesheets(through date) returns integer
language plpgsql
as $$
declare
  closed int;
begin
  perform atrium.demand('timesheet_entries:lock');
  if through is null or through > current_date then
    perform atrium.refuse('ATVAL', 'Hours are locked up to a day that is not in the future.', 'Name the last day.');
  end if;
  update public.timesheet_entries e set locked_at = clock_timestamp()
  where e.agency_id = atrium.current_agency_id() and e.status = 'approved' and e.locked_at is null
    and e.entry_date <= through;
  get diagnostics closed = row_count;
  return closed;
end
$$;
comment on function public.lock_timesheets(date) is
  'Closes the books over the approved entries up to a day, their rates included; returns how many it locked. ATNOM,'
  ' ATVAL.';
call atrium.own_as_definer('public.lock_timesheets(date)'::regprocedure);

create function public.reopen_timesheets(entry_ids uuid[], reason text, even_locked boolean default false)
returns integer
language plpgsql
as $$
declare
  stuck record;
  opened int;
begin
  perform atrium.refuse_timesheets(entry_ids);
  perform atrium.demand('timesheet_entries:reopen');
  if coalesce(btrim(reason), '') = '' then
    perform atrium.refuse('ATVAL', 'Say why approved hours are opened again.', 'Pass a reason.');
  end if;
  select e.status, e.entry_date, e.locked_at into stuck from public.timesheet_entries e
  where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids)
    and (e.status <> 'approved' or e.locked_at is not null and not coalesce(even_locked, false)) limit 1;
  if found then
    perform atrium.refuse('ATSTA', format('The entry of %s is %s.', stuck.entry_date,
      case when stuck.locked_at is null then stuck.status::text else 'locked' end),
      'Approved entries are reopened; locked ones with even_locked.');
  end if;
  update public.timesheet_entries e
  set status = 'draft', submitted_at = null, approved_by = null, approved_at = null, locked_at = null
  where e.agency_id = atrium.current_agency_id() and e.id = any (entry_ids);
  get diagnostics opened = row_count;
  perform atrium.log_event('timesheets.reopened', 'timesheet_entries', i::text, 'allowed', btrim(reason))
  from (select distinct i from unnest(entry_ids) i) named;
  return opened;
end
$$;
comment on function public.reopen_timesheets(uuid[], text, boolean) is
  'Makes approved entries drafts again, locked ones only if told so; the reason goes into the log. Returns how many.'
  ' ATVAL, ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.reopen_timesheets(uuid[], text, boolean)'::regprocedure);

call atrium.allow('timesheet_entries', 'decide', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('timesheet_entries', 'decide', 'assigned', 'pm');
call atrium.allow('timesheet_entries', 'decide_any', 'all', 'owner', 'leadership', 'finance');
call atrium.allow('timesheet_entries', 'lock', 'all', 'owner', 'finance');
call atrium.allow('timesheet_entries', 'reopen', 'all', 'owner', 'finance');
grant execute on function public.submit_timesheet_week(date), public.withdraw_timesheet_week(date),
  public.decide_timesheets(uuid[], boolean, text), public.lock_timesheets(date),
  public.reopen_timesheets(uuid[], text, boolean) to authenticated, service_role;
