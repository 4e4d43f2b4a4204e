-- What must hold for rates: one price for a thing and day, and costs that stand apart.
select tests.two_agencies();
do $$
declare
  rate text := $x$insert into public.rate_cards (agency_id, role_name, discipline, seniority_level, market, client_rate,
    effective_from, effective_to, state) values (tests.id('%s'), '%s', 'creative', 'senior', 'PH', 200, '%s', %s, '%s')
    returning id$x$;
  card uuid;
begin
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.rate_cards'::regclass, 'public.rate_card_costs'::regclass)), 'not forced';
  execute format(rate, 'a', 'Writer', '2026-01-01', $q$'2026-06-30'$q$, 'active') into card;
  execute format(rate, 'a', 'Writer', '2026-07-01', 'null', 'active');
  assert tests.refused(format(rate, 'a', 'WRITER', '2026-06-30', 'null', 'active'), '23P01'), 'two prices on a day';
  execute format(rate, 'a', 'Writer', '2026-01-01', 'null', 'draft');
  assert tests.refused($x$update public.rate_cards set state = 'active' where state = 'draft'$x$, '23P01'), 'activated';
  execute format(rate, 'b', 'Writer', '2026-01-01', 'null', 'active');
  assert tests.refused(format(rate, 'a', 'Writer', '2026-01-02', $q$'2026-01-01'$q$, 'archived'), '23514'), 'backwards';
  insert into public.rate_card_costs (agency_id, rate_card_id, cost_rate) values (tests.id('a'), card, 150);
  assert (select margin_pct = 25 from public.v_rate_cards where id = card), 'a wrong margin';
  assert tests.refused($x$insert into public.rate_card_costs (agency_id, rate_card_id, cost_rate)
    select tests.id('a'), id, 1 from public.rate_cards where agency_id = tests.id('b')$x$, '23503'), 'across agencies';
  assert not exists (select from pg_attribute where attrelid = 'public.rate_cards'::regclass
    and attname ~ 'cost|vendor|margin' and attnum > 0), 'a cost stands where others read';
end $$;
