-- Draft, submitted, approved, locked, reopened: each step, and each that is out of order.
select tests.time();
do $$
declare
  mine uuid[] := array[tests.id('mine')];
  asked uuid[] := array[tests.id('asked'), tests.id('done')];
begin
  perform tests.act('creative');
  assert tests.refused($x$select public.submit_timesheet_week('2020-01-01')$x$, 'ATSTA'), 'an empty week';
  assert public.submit_timesheet_week('2026-06-05') = 1, 'the week is not handed in';
  assert tests.refused($x$select public.submit_timesheet_week('2026-06-05')$x$, 'ATSTA'), 'handed in twice';
  assert public.withdraw_timesheet_week('2026-06-01') = 4, 'not taken back';
  assert public.submit_timesheet_week('2026-06-07') = 4, 'not handed in again';
  perform tests.act('finance');
  assert tests.refused(format('select public.decide_timesheets(%L, false)', mine), 'ATVAL'), 'no reason';
  assert tests.refused(format('select public.decide_timesheets(%L, true)', asked), 'ATSTA'), 'one is approved already';
  assert (select status = 'submitted' from public.timesheet_entries where id = tests.id('asked')), 'half was done';
  assert tests.refused($x$select public.decide_timesheets('{}', true)$x$, 'ATVAL'), 'nothing at all';
  assert public.decide_timesheets(mine, false, 'Which phase?') = 1, 'not rejected';
  assert tests.refused(format('select public.decide_timesheets(%L, true)', mine), 'ATSTA'), 'decided twice';
  perform tests.act('creative');
  update public.timesheet_entries set hours = 5 where id = tests.id('mine');
  assert public.submit_timesheet_week('2026-06-01') = 1, 'a rejected one is not handed in';
  perform tests.reset();
  update public.timesheet_rates set internal_cost_rate = null, client_billing_rate = null, currency = null
  where id = tests.id('mine');
  perform tests.act('finance');
  assert public.decide_timesheets(mine, true) = 1, 'not approved';
  assert (select internal_cost_rate = 40 from public.timesheet_rates where id = tests.id('mine')), 'no rate';
  assert tests.refused($x$select public.lock_timesheets(current_date + 1)$x$, 'ATVAL'), 'the future is locked';
  assert public.lock_timesheets('2026-06-30') = 2 and public.lock_timesheets('2026-06-30') = 0, 'locked twice or not';
  assert tests.refused(format('select public.reopen_timesheets(%L, ''typo'')', mine), 'ATSTA'), 'a locked one opens';
  assert tests.refused(format('select public.reopen_timesheets(%L, '' '', true)', mine), 'ATVAL'), 'no reason at all';
  assert public.reopen_timesheets(mine, 'typo', true) = 1, 'not reopened';
  assert tests.refused(format('select public.reopen_timesheets(%L, ''typo'')', mine), 'ATSTA'), 'a draft is reopened';
  assert (select status = 'draft' and approved_by is null and locked_at is null from public.timesheet_entries
    where id = tests.id('mine')), 'something stays of the approval';
  perform tests.reset();
  assert exists (select from public.audit_logs where event_type = 'timesheets.reopened' and reason = 'typo'), 'gone';
end $$;
