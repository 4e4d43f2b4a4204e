-- Draft, submitted, approved, sent, won: each step, and each that is out of order.
select tests.studio();
do $$ begin
  insert into public.project_quotes (id, agency_id, client_id, quote_name, created_by) values
    (tests.named('q', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film', tests.id('account')),
    (tests.named('q2', gen_random_uuid()), tests.id('a'), tests.id('a2'), 'Spot', tests.id('account'));
  perform tests.act('account');
  assert tests.refused($x$select public.submit_quote(tests.id('q'))$x$, 'ATVAL'), 'an empty quote';
  insert into public.quote_lines (quote_id, role_name, quantity, client_rate) values (tests.id('q'), 'Writer', 1, 100);
  assert tests.refused($x$select public.send_quote(tests.id('q'))$x$, 'ATSTA'), 'sent unapproved';
  assert (select status = 'submitted' from public.submit_quote(tests.id('q'))), 'not submitted';
  assert tests.refused($x$select public.submit_quote(tests.id('q'))$x$, 'ATSTA'), 'submitted twice';
  perform tests.act('finance');
  assert tests.refused($x$select public.decide_quote(tests.id('q'), false)$x$, 'ATVAL'), 'no reason';
  assert (select status = 'rejected' from public.decide_quote(tests.id('q'), false, 'too cheap')), 'not rejected';
  perform tests.act('account');
  update public.quote_lines set client_rate = 120 where quote_id = tests.id('q');
  perform public.submit_quote(tests.id('q'));
  perform tests.act('finance');
  assert (select status = 'approved' and total_client_amount = 120 from public.decide_quote(tests.id('q'), true)), 'no';
  assert tests.refused($x$select public.decide_quote(tests.id('q'), true)$x$, 'ATSTA'), 'decided twice';
  perform tests.act('account');
  assert tests.refused($x$select public.close_quote(tests.id('q'), true)$x$, 'ATSTA'), 'won before it was sent';
  perform public.send_quote(tests.id('q'));
  assert (select status = 'won' from public.close_quote(tests.id('q'), true)), 'not won';
  assert tests.refused($x$select public.close_quote(tests.id('q'), false)$x$, 'ATSTA'), 'closed twice';
  assert (select procure_quote_id = tests.id('q') from public.attach_quote(tests.id('c1'), tests.id('q'))),
    'not attached';
  assert tests.refused($x$select public.attach_quote(tests.id('c1'), tests.id('q2'))$x$, 'ATVAL'), 'another client';
  assert (select procure_quote_id is null from public.attach_quote(tests.id('c1'), null)), 'not taken off';
  perform tests.reset();
end $$;
