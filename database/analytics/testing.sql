-- Books, hours and pieces side by side, to try the views on.

create function tests.figures() returns void language plpgsql as $$
declare
  year date := date_trunc('year', (now() at time zone 'UTC'))::date;
  month date := date_trunc('month', (now() at time zone 'UTC'))::date;
begin
  perform tests.time();
  insert into public.projects (id, agency_id, client_id, project_name, currency) values
    (tests.named('book1', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Summer books', 'EUR'),
    (tests.named('book2', gen_random_uuid()), tests.id('a'), tests.id('a2'), 'Autumn books', 'EUR'),
    (tests.named('bookb', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Spring books', 'EUR');
  update public.campaigns set finance_ppm_project_id = tests.id(case id when tests.id('c1') then 'book1'
    when tests.id('c2') then 'book2' else 'bookb' end) where id in (tests.id('c1'), tests.id('c2'), tests.id('cb'));
  -- this month; the same day a year ago; and a month of the year before, which no year to date holds
  insert into public.project_financials (agency_id, project_id, period_month, budget_amount, revenue)
  select p.agency_id, p.id, m.month, 500, m.revenue from public.projects p, (values (month, 1000),
    ((month - interval '1 year')::date, 400), ((year - interval '2 years')::date, 99)) as m (month, revenue)
  where p.id <> tests.id('book2')
  union all
  select tests.id('a'), tests.id('book2'), month, 500, 3000;
  insert into public.project_costs (agency_id, project_id, period_month, actual_cost, wip_amount, ar_amount)
  select f.agency_id, f.project_id, f.period_month, f.revenue * case f.project_id when tests.id('book2') then 0.9
    else 0.5 end, 10, 20 from public.project_financials f;
  insert into public.client_terms (agency_id, client_id, contract_value)
  values (tests.id('a'), tests.id('a1'), 5000);
end $$;
comment on function tests.figures() is
  'tests.time() with books: of c1 1,000 this month (half of it spent), 400 a year ago; of c2 3,000 (nine tenths spent);'
  ' of cb in agency b as of c1. Each with 10 in work and 20 unpaid a month. A contract of a1 over 5,000.';
