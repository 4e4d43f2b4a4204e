-- Finance and the owner decide and pay, nobody on his own; pm and account see the sums of their campaigns.
select tests.studio();
insert into public.expense_reports (id, agency_id, employee_id, purpose, status, submitted_at) values
  (tests.named('r', gen_random_uuid()), tests.id('a'), tests.id('creative'), 'Shoot', 'submitted', now()),
  (tests.named('f', gen_random_uuid()), tests.id('a'), tests.id('finance'), 'Books', 'submitted', now());
do $$ begin
  assert tests.may_do($x$select public.decide_expenses(tests.id('r'), true)$x$, 'finance', 'owner');
  perform tests.act('leadership');
  assert tests.refused($x$select public.decide_expenses(tests.id('r'), true)$x$, 'ATNOM'), 'leadership decides';
  assert tests.refused($x$select public.submit_expenses(tests.id('r'))$x$, 'ATNOM'), 'somebody else hands in';
  perform tests.act('creative');
  assert tests.refused($x$select public.decide_expenses(tests.id('r'), true)$x$, 'ATNOM'), 'his own';
  assert tests.refused($x$select public.decide_expenses(tests.id('f'), true)$x$, 'ATNOF'), 'another''s';
  perform tests.act('finance');
  assert tests.refused($x$select public.decide_expenses(tests.id('f'), true)$x$, 'ATNOM'), 'finance on its own';
  assert tests.may_do($x$select from public.get_campaign_expenses(tests.id('c1')) where total_expenses = 0$x$, 'pm',
    'account', 'finance', 'leadership');
  assert tests.may_not($x$select from public.get_campaign_expenses(tests.id('c1')) where total_expenses is not null$x$,
    'creative', 'admin', 'member', 'customer', 'stranger');
  assert tests.may_not($x$select from public.get_campaign_expenses(tests.id('c2')) where total_expenses is not null$x$,
    'pm');
  perform tests.become_nobody();
  assert tests.refused($x$select public.pay_expenses(tests.id('r'))$x$, 'ATNOF'), 'nobody pays';
  perform tests.become_anon();
  assert tests.refused($x$select public.get_campaign_expenses(tests.id('c1'))$x$, '42501'), 'anon asks';
  perform tests.reset();
end $$;
