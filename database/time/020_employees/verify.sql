-- What must hold: staff of the agency only, and one rate for a person and day.
select tests.two_agencies();
do $$
declare
  rate text := $x$insert into public.employee_rates (agency_id, employee_id, valid_from, valid_to, internal_cost_rate,
    client_billing_rate) values (tests.id('a'), tests.id('%s'), '%s', %s, 40, 90)$x$;
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.employees'::regclass, 'public.employee_rates'::regclass)), 'not forced';
  execute format(rate, 'creative', '2026-01-01', $q$'2026-06-30'$q$);
  execute format(rate, 'creative', '2026-07-01', 'null');
  assert tests.refused(format(rate, 'creative', '2026-06-30', $q$'2026-06-30'$q$), '23P01'), 'two rates on a day';
  assert tests.refused(format(rate, 'creative', '2027-01-01', 'null'), '23P01'), 'a second open end';
  execute format(rate, 'pm', '2026-01-01', 'null');
  assert tests.refused(format(rate, 'agent', '2026-02-01', $q$'2026-01-01'$q$), '23514'), 'ends before it begins';
  assert tests.refused(format(rate, 'stranger', '2026-01-01', 'null'), 'ATVAL'), 'somebody of another agency';
  assert tests.refused(format(rate, 'customer', '2026-01-01', 'null'), 'ATVAL'), 'a contact user is paid';
  assert tests.refused($x$insert into public.employees (agency_id, user_id)
    values (tests.id('a'), tests.id('stranger'))$x$, '23503'), 'an employee of another agency';
  assert tests.refused($x$update public.employee_rates set employee_id = tests.id('agent')$x$, 'ATIMM'), 'a rate moved';
end $$;
