-- The totals are the sums of the approved entries, whatever happens to them; money is whole or null.
select tests.time();
do $$
declare
  wrong bigint;
begin
  update public.timesheet_entries set status = 'approved', approved_at = now(), approved_by = tests.id('owner')
  where status = 'submitted';
  perform tests.hours('more', 'creative', 'c1', '2026-06-04', 2, 'approved');
  delete from public.timesheet_entries where id = tests.id('inside');
  update public.timesheet_rates set internal_cost_rate = 50 where id = tests.id('asked');
  select count(*) into wrong from (
    select e.agency_id, e.employee_id, e.week_start_date, e.campaign_id, sum(e.hours) as hours,
      sum(e.hours * r.internal_cost_rate) as cost, min(e.entry_date) as first
    from public.timesheet_entries e join public.timesheet_rates r on r.agency_id = e.agency_id and r.id = e.id
    where e.status = 'approved' group by 1, 2, 3, 4) real
  full join atrium.hour_totals t on t.agency_id = real.agency_id and t.employee_id = real.employee_id
    and t.week_start_date = real.week_start_date and t.campaign_id is not distinct from real.campaign_id
  where (real.hours, real.cost, real.first) is distinct from (t.hours, t.internal_cost, t.first_date);
  assert wrong = 0 and (select count(*) = 5 from atrium.hour_totals), format('%s totals are wrong', wrong);
  perform tests.act('finance');
  assert (select hours = 20.5 and people = 2 and first_date = '2026-05-04' and last_date = '2026-06-04'
    from atrium.campaign_hours() where campaign_id = tests.id('c1')), 'hours';
  assert (select internal_cost = 20.5 * 40 + 7.5 * 10 and client_value = 20.5 * 90 and currency = 'EUR'
    from atrium.campaign_amounts() where campaign_id = tests.id('c1')), 'amounts';
  perform tests.reset();
  update public.timesheet_rates set client_billing_rate = null where id = tests.id('more');
  perform tests.act('finance');
  assert (select internal_cost is not null and client_value is null from atrium.campaign_amounts()
    where campaign_id = tests.id('c1')), 'a part of a value counts as the whole';
  perform tests.reset();
  update public.timesheet_rates set currency = 'USD' where id = tests.id('more');
  perform tests.act('finance');
  assert (select internal_cost is null and currency is null from atrium.campaign_amounts()
    where campaign_id = tests.id('c1')), 'euros and dollars are added up';
  perform tests.reset();
  update public.timesheet_entries set status = 'rejected', rejection_reason = 'x' where id = tests.id('pms');
  assert not exists (select from atrium.hour_totals where employee_id = tests.id('pm')), 'rejected hours count';
  assert atrium.recount_all_hours() = 5, 'counted anew';
  assert not exists (select from (select agency_id, campaign_id, sum(hours) as hours, count(distinct employee_id) as n
      from atrium.hour_totals where campaign_id is not null group by 1, 2) h full join atrium.campaign_totals c
      using (agency_id, campaign_id) where (h.hours, h.n) is distinct from (c.hours, c.people))
    and not exists (select from (select agency_id, employee_id, week_start_date, sum(hours) as hours
      from atrium.hour_totals group by 1, 2, 3) h full join atrium.week_totals w
      using (agency_id, employee_id, week_start_date) where h.hours is distinct from w.hours), 'sums of sums';
  update public.agencies set timezone = 'Pacific/Kiritimati' where id = tests.id('a');
  perform tests.act('pm');
  assert atrium.agency_today() = (now() at time zone 'Pacific/Kiritimati')::date, 'the agency''s day';
  perform tests.reset();
end $$;
