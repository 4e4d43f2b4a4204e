-- Each step of a report, and the sums of a campaign: approved and paid lines, by category, never across currencies.
select tests.studio();
do $$ begin
  insert into public.expense_reports (id, agency_id, employee_id, purpose, currency) values
    (tests.named('r', gen_random_uuid()), tests.id('a'), tests.id('creative'), 'Shoot', 'EUR'),
    (tests.named('usd', gen_random_uuid()), tests.id('a'), tests.id('creative'), 'Travel', 'USD');
  perform tests.act('creative');
  assert tests.refused($x$select public.submit_expenses(tests.id('r'))$x$, 'ATVAL'), 'an empty report';
  insert into public.expense_lines (report_id, tx_date, amount, category, campaign_id) values
    (tests.id('r'), '2026-06-01', 10, 'Props', tests.id('c1')), (tests.id('r'), '2026-06-01', 5, 'Props',
      tests.id('c1')),
    (tests.id('r'), '2026-06-01', 1, null, tests.id('c1')), (tests.id('r'), '2026-06-01', 99, null, null),
    (tests.id('usd'), '2026-06-01', 7, 'Meals', tests.id('c1'));
  assert (select status = 'submitted' from public.submit_expenses(tests.id('r'))), 'not handed in';
  perform public.submit_expenses(tests.id('usd'));
  assert tests.refused($x$select public.submit_expenses(tests.id('r'))$x$, 'ATSTA'), 'handed in twice';
  perform tests.act('finance');
  assert (select total_expenses = 0 and expense_count = 0 and categories = '{}' and currency = 'EUR'
    from public.get_campaign_expenses(tests.id('c1'))), 'undecided ones count';
  assert tests.refused($x$select public.pay_expenses(tests.id('r'))$x$, 'ATSTA'), 'paid unapproved';
  assert tests.refused($x$select public.decide_expenses(tests.id('r'), false)$x$, 'ATVAL'), 'no reason';
  perform public.decide_expenses(tests.id('r'), false, 'receipts?');
  perform tests.act('creative');
  perform public.submit_expenses(tests.id('r'));
  perform tests.act('finance');
  perform public.decide_expenses(tests.id('r'), true);
  assert (select total_expenses = 16 and expense_count = 3 and currency = 'EUR'
    and categories = '{"Props": 15, "uncategorized": 1}' from public.get_campaign_expenses(tests.id('c1'))),
      'miscounted';
  perform public.pay_expenses(tests.id('r')), public.decide_expenses(tests.id('usd'), true);
  assert tests.refused($x$select public.pay_expenses(tests.id('r'))$x$, 'ATSTA'), 'paid twice';
  assert (select array_agg(total_expenses order by currency) = '{16,7}' from
    public.get_campaign_expenses(tests.id('c1'))), 'currencies are added up';
  assert tests.sees($x$select public.get_campaign_expenses(tests.id('cb'))$x$, 0), 'a foreign campaign';
  perform tests.act('creative');
  assert (select total_expenses is null and expense_count is null and categories is null
    from public.get_campaign_expenses(tests.id('c1'))), 'a partial sum';
  perform tests.reset();
end $$;
