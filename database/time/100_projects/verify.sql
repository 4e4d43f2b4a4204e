-- What must hold for figures: a month once, one currency a project, one campaign a project, of the same client.
select tests.studio();
do $$
declare
  month text := $x$insert into public.project_financials (agency_id, project_id, period_month, revenue, currency)
    values (tests.id('%s'), tests.id('p'), '%s', 100, 'USD')$x$;
begin
  insert into public.projects (id, agency_id, client_id, project_name, currency) values
    (tests.named('p', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film', 'PHP');
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class where oid in
    ('public.projects'::regclass, 'public.project_financials'::regclass, 'public.project_costs'::regclass)),
      'not forced';
  execute format(month, 'a', '2026-06-01');
  assert (select currency = 'PHP' from public.project_financials), 'another currency';
  assert tests.refused(format(month, 'a', '2026-06-01'), '23505'), 'a month twice';
  assert tests.refused(format(month, 'a', '2026-06-02'), '23514'), 'half a month';
  assert tests.refused(format(month, 'b', '2026-06-01'), '23503'), 'figures of another agency';
  assert tests.refused($x$insert into public.project_costs (agency_id, project_id, period_month)
    values (tests.id('a'), tests.id('p'), '2026-07-01')$x$, '23503'), 'a cost of no month';
  assert tests.refused($x$update public.campaigns set finance_ppm_project_id = tests.id('p')
    where id = tests.id('c2')$x$, '23503'), 'a project of another client';
  update public.campaigns set finance_ppm_project_id = tests.id('p') where id = tests.id('c1');
  assert tests.refused($x$update public.campaigns set finance_ppm_project_id = tests.id('p')
    where id = tests.id('lead')$x$, '23505'), 'figures are counted twice';
  delete from public.projects;
  assert (select finance_ppm_project_id is null and client_id is not null from public.campaigns
    where id = tests.id('c1')), 'the campaign went with its project';
  assert not exists (select from pg_attribute where attrelid = 'public.project_financials'::regclass
    and attname ~ 'cost|margin|wip' and attnum > 0), 'a cost stands where others read';
end $$;
