-- Who moves quotes: their author and finance; who decides: finance and the owner, never on their own.
select tests.studio();
insert into public.project_quotes (id, agency_id, client_id, quote_name, created_by, status, submitted_by, submitted_at)
values (tests.named('q', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Film', tests.id('account'), 'submitted',
    tests.id('account'), now()),
  (tests.named('mine', gen_random_uuid()), tests.id('a'), tests.id('a1'), 'Spot', tests.id('finance'), 'submitted',
    tests.id('account'), now()),
  (tests.named('qb', gen_random_uuid()), tests.id('b'), tests.id('b1'), 'Far', null, 'submitted', null, now());
do $$ begin
  assert tests.may_do($x$select public.decide_quote(tests.id('q'), true)$x$, 'finance', 'owner');
  perform tests.act('leadership');
  assert tests.refused($x$select public.decide_quote(tests.id('q'), true)$x$, 'ATNOM'), 'leadership decides';
  assert tests.refused($x$select public.submit_quote(tests.id('q'))$x$, 'ATNOM'), 'leadership submits';
  perform tests.act('account');
  assert tests.refused($x$select public.decide_quote(tests.id('q'), true)$x$, 'ATNOM'), 'account decides';
  perform tests.act('finance');
  assert tests.refused($x$select public.decide_quote(tests.id('mine'), true)$x$, 'ATNOM'), 'on his own';
  assert tests.refused($x$select public.decide_quote(tests.id('qb'), true)$x$, 'ATNOF'), 'a foreign one';
  perform tests.act('pm');
  assert tests.refused($x$select public.attach_quote(tests.id('c1'), tests.id('q'))$x$, 'ATNOF'), 'an unseen quote';
  perform tests.act('creative');
  assert tests.refused($x$select public.attach_quote(tests.id('c1'), null)$x$, 'ATNOM'), 'a creative attaches';
  assert tests.refused($x$select public.submit_quote(tests.id('q'))$x$, 'ATNOF'), 'a creative sees it';
  perform tests.become_nobody();
  assert tests.refused($x$select public.submit_quote(tests.id('q'))$x$, 'ATNOF'), 'nobody submits';
  perform tests.become_anon();
  assert tests.refused($x$select public.submit_quote(tests.id('q'))$x$, '42501'), 'anon submits';
  perform tests.reset();
end $$;
