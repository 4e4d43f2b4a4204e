-- Own hours are one's own, others' are for owner, finance, leadership and pm; what was handed in stands still; rates
-- are money.
select tests.time();
do $$
declare
  own text := $x$update public.timesheet_entries set hours = 1 where id = tests.id('mine')$x$;
begin
  assert tests.may_do($x$select from public.timesheet_entries where id = tests.id('mine')$x$, 'owner', 'finance',
    'leadership', 'pm', 'creative');
  assert tests.may_not($x$select from public.timesheet_entries where id = tests.id('mine')$x$, 'admin', 'account',
    'agent', 'member', 'customer', 'stranger');
  assert tests.may_do(own, 'creative');
  assert tests.may_not(own, 'owner', 'finance', 'pm', 'admin', 'stranger');
  assert tests.may_not($x$update public.timesheet_entries set hours = 1 where id = tests.id('asked')$x$, 'creative');
  assert tests.may_not($x$delete from public.timesheet_entries where id = tests.id('done')$x$, 'creative', 'owner');
  assert tests.may_not($x$update public.timesheet_entries set status = 'approved'$x$, 'creative', 'pm', 'owner');
  assert tests.may_do($x$insert into public.timesheet_entries (campaign_id, entry_date, hours)
    values (tests.id('c1'), '2026-06-05', 1)$x$, 'creative', 'account', 'member');
  assert tests.may_not($x$insert into public.timesheet_entries (campaign_id, entry_date, hours)
    values (tests.id('c2'), '2026-06-05', 1)$x$, 'member', 'customer', 'stranger');
  assert tests.may_not($x$insert into public.timesheet_entries (employee_id, entry_date, hours, billable)
    values (tests.id('pm'), '2026-06-05', 1, false)$x$, 'owner', 'creative');
  assert tests.may_do('select from public.timesheet_rates', 'owner', 'finance', 'leadership');
  assert tests.may_not($x$select from public.timesheet_rates where agency_id = tests.id('a')$x$, 'pm', 'creative',
    'admin', 'customer', 'stranger');
  assert tests.may_not('update public.timesheet_rates set internal_cost_rate = 1', 'creative', 'leadership');
  perform tests.act('creative');
  assert tests.sees('select from public.v_timesheet_entries where internal_cost_rate is not null', 0), 'rates show';
  perform tests.act('finance');
  assert tests.sees('select from public.v_timesheet_entries where internal_cost_rate is null', 0), 'rates are hidden';
  perform tests.become_anon();
  assert tests.refused('select from public.timesheet_entries', '42501'), 'anon reads';
  perform tests.become_nobody();
  assert tests.sees('select from public.timesheet_entries', 0), 'nobody reads';
  perform tests.reset();
end $$;
