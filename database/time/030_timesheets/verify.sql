-- What must hold for hours: the Monday, one cell once, 24 hours a day, steps of a quarter, and rates that stand still.
select tests.time();
do $$
declare
  entry text := $x$insert into public.timesheet_entries (agency_id, employee_id, campaign_id, phase_id, entry_date,
    hours, task_category) values (tests.id('a'), tests.id('%s'), %s, %s, '%s', %s, 'Meeting')$x$;
  c1 text := $q$tests.id('c1')$q$;
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where relname ~ '^timesheet_(entries|rates)' and relkind in ('r', 'p')), 'not forced';
  assert (select count(*) >= 5 from pg_inherits where inhparent = 'public.timesheet_entries'::regclass), 'no months';
  assert (select bool_and(extract(isodow from d::date - (extract(isodow from d)::int - 1)) = 1)
    from generate_series('2026-06-01'::date, '2026-06-07', '1 day') d), 'not a Monday';
  assert tests.refused('update public.timesheet_entries set week_start_date = current_date', '428C9'), 'by hand';
  execute format(entry, 'agent', c1, 'null', '2026-06-07', 20);
  assert (select week_start_date = '2026-06-01' from public.timesheet_entries
    where employee_id = tests.id('agent')), 'a Sunday belongs to the week before';
  assert tests.refused(format(entry, 'agent', c1, 'null', '2026-06-07', 1), '23505'), 'a cell twice';
  assert tests.refused(format(entry, 'agent', c1, $q$tests.id('p1')$q$, '2026-06-07', 4.25), 'ATVAL'), '24.25 hours';
  execute format(entry, 'agent', c1, $q$tests.id('p1')$q$, '2026-06-07', 4);
  assert tests.refused($x$update public.timesheet_entries set hours = hours + 0.25
    where employee_id = tests.id('agent')$x$, 'ATVAL'), 'more than 24 by an update';
  assert tests.refused(format(entry, 'pm', c1, 'null', '2026-06-07', 0.1), '23514'), 'six minutes';
  assert tests.refused(format(entry, 'pm', c1, 'null', '2026-06-07', 0), '23514'), 'nothing';
  assert tests.refused(format(entry, 'pm', 'null', 'null', '2026-06-07', 1), '23514'), 'billed to nobody';
  assert tests.refused(format(entry, 'pm', c1, $q$tests.id('p2')$q$, '2026-06-07', 1), '23503'), 'another''s phase';
  assert tests.refused(format(entry, 'pm', $q$tests.id('cb')$q$, 'null', '2026-06-07', 1), '23503'), 'a foreign one';
  assert tests.refused(format(entry, 'stranger', c1, 'null', '2026-06-07', 1), 'ATVAL'), 'a stranger works here';
  assert tests.refused(format(entry, 'pm', c1, 'null', current_date + 32, 1), 'ATVAL'), 'hours of next month';
  assert tests.refused($x$update public.timesheet_entries set employee_id = tests.id('pm')$x$, 'ATIMM'), 'given away';
  assert tests.refused($x$update public.timesheet_entries set approved_by = employee_id
    where id = tests.id('done')$x$, '23514'), 'approved by himself';
  assert tests.refused($x$delete from public.campaign_phases where id = tests.id('p1')$x$, '23503'), 'hours lost';

  update public.employee_rates set internal_cost_rate = 99;
  assert (select internal_cost_rate = 40 and client_billing_rate = 90 and currency = 'EUR'
    from public.timesheet_rates where id = tests.id('mine')), 'the rate moved, or is not there';
  update public.timesheet_entries set locked_at = now() where id = tests.id('done');
  assert tests.refused($x$update public.timesheet_rates set internal_cost_rate = 1
    where id = tests.id('done')$x$, 'ATSTA'), 'locked rates changed';
  assert (select bool_and(table_name in ('timesheet_entries', 'timesheet_rates')) from public.audit_logs
    where table_name like 'timesheet%'), 'the log names a partition';
  delete from public.timesheet_entries where id = tests.id('mine');
  assert not exists (select from public.timesheet_rates where id = tests.id('mine')), 'the rate stays behind';
end $$;
