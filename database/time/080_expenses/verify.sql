-- What must hold for expenses: one person and one currency a report, lines that follow it, campaigns of the agency.
select tests.studio();
do $$
declare
  line text := $x$insert into public.expense_lines (agency_id, employee_id, report_id, tx_date, amount, campaign_id)
    values (tests.id('a'), tests.id('%s'), tests.id('r'), '2026-06-01', %s, %s)$x$;
begin
  insert into public.expense_reports (id, agency_id, employee_id, purpose, currency)
  values (tests.named('r', gen_random_uuid()), tests.id('a'), tests.id('creative'), 'Shoot', 'PHP');
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.expense_reports'::regclass, 'public.expense_lines'::regclass)), 'not forced';
  execute format(line, 'creative', 10, $q$tests.id('c1')$q$);
  execute format(line, 'creative', 5, 'null');
  assert (select array_agg(line_number order by line_number) = '{1,2}' and bool_and(currency = 'PHP')
    from public.expense_lines), 'no number or another currency';
  assert tests.refused(format(line, 'pm', 5, 'null'), '23503'), 'a line in somebody else''s report';
  assert tests.refused(format(line, 'creative', 5, $q$tests.id('cb')$q$), '23503'), 'a campaign of another agency';
  assert tests.refused(format(line, 'creative', -5, 'null'), '23514'), 'less than nothing';
  assert tests.refused('update public.expense_lines set is_billable = true', '23514'), 'billed to nobody';
  assert tests.refused($x$insert into public.expense_reports (agency_id, employee_id, purpose)
    values (tests.id('a'), tests.id('customer'), 'x')$x$, 'ATVAL'), 'a contact user lays out';
  update public.expense_reports set status = 'submitted', submitted_at = now();
  assert (select bool_and(status = 'submitted') from public.expense_lines), 'lines stay behind';
  assert (select total_amount = 15 and line_count = 2 from public.v_expense_reports), 'a wrong total';
  assert tests.refused($x$update public.expense_reports set status = 'approved', approved_at = now(),
    approved_by = employee_id$x$, '23514'), 'approved by himself';
end $$;
