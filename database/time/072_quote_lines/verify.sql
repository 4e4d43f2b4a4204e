-- What must hold for lines: made of rates, costs unseen, the total right through every change.
select tests.studio();
do $$
declare
  line text := $x$insert into public.quote_lines (agency_id, quote_id, role_name, quantity, client_rate)
    values (tests.id('a'), tests.id('q'), 'Writer', %s, 100)$x$;
begin
  insert into public.rate_cards (id, agency_id, role_name, discipline, seniority_level, market, client_rate,
    effective_from, state, currency) values
    (tests.named('eur', gen_random_uuid()), tests.id('a'), 'Editor', 'post', 'senior', 'PH', 200, now(), 'active',
      'EUR'),
    (tests.named('usd', gen_random_uuid()), tests.id('a'), 'Editor', 'post', 'senior', 'PH', 200, now(), 'active',
      'USD');
  insert into public.rate_card_costs (agency_id, rate_card_id, cost_rate) values (tests.id('a'), tests.id('eur'), 150);
  insert into public.project_quotes (id, agency_id, client_id, quote_name, created_by)
  values (tests.named('q', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film', tests.id('account'));
  assert (select bool_and(relrowsecurity and relforcerowsecurity) from pg_class
    where oid in ('public.quote_lines'::regclass, 'public.quote_line_costs'::regclass)), 'not forced';
  perform tests.act('account');
  insert into public.quote_lines (quote_id, rate_card_id, quantity) values (tests.id('q'), tests.id('eur'), 2);
  assert (select role_name = 'Editor' and client_amount = 400 and discipline = 'post' and line_number = 1
    from public.quote_lines), 'the rate does not fill the line';
  assert (select total_client_amount = 400 and total_cost_amount is null from public.v_project_quotes), 'a cost shows';
  assert tests.refused($x$insert into public.quote_lines (quote_id, rate_card_id, quantity)
    values (tests.id('q'), tests.id('usd'), 1)$x$, 'ATVAL'), 'two currencies in one quote';
  perform tests.act('finance');
  assert (select total_cost_amount = 300 and total_margin_pct = 25 from public.v_project_quotes), 'a wrong margin';
  perform tests.reset();
  execute format(line, 3);
  assert (select total_client_amount = 700 and total_cost_amount is null from public.v_project_quotes), 'a partial sum';
  update public.quote_lines set quantity = 1 where role_name = 'Writer';
  delete from public.quote_lines where role_name = 'Editor';
  assert (select total_client_amount = 100 from public.project_quotes), 'a wrong total';
  assert tests.refused(format(line, 0), '23514'), 'nothing of something';
  assert tests.refused($x$update public.project_quotes set currency = 'USD'$x$, 'ATSTA'), 'lines change their currency';
end $$;
