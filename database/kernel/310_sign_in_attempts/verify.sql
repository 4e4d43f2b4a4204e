-- Five may fail; then each costs twice the time of the one before, up to a quarter of an hour; a success forgives.
do $$
declare
  wait integer;
  before timestamptz;
begin
  for i in 1..6 loop
    assert atrium.begin_attempt('a@verify.test', '192.0.2.1') = 0, format('attempt %s is not looked at', i);
  end loop;
  wait := atrium.begin_attempt('A@verify.test', '192.0.2.1');
  assert wait = 1, format('after six failures the wait is %s s', wait);
  assert atrium.begin_attempt('a@verify.test', '192.0.2.2') = 0, 'a stranger elsewhere shuts the person out';

  update atrium.sign_in_attempts set failures = 30 where kind = 'pair';
  update atrium.sign_in_attempts set blocked_until = null;
  perform atrium.begin_attempt('a@verify.test', '192.0.2.1');
  wait := atrium.begin_attempt('a@verify.test', '192.0.2.1');
  assert wait between 890 and 900, format('the longest wait is %s s', wait);
  assert (select failures from atrium.sign_in_attempts
    where kind = 'pair' and key = sha256('a@verify.test 192.0.2.1')) = 31, 'a refused attempt counts';

  perform atrium.forgive_attempt('a@verify.test', '192.0.2.1');
  assert atrium.begin_attempt('a@verify.test', '192.0.2.1') = 0, 'a success is not forgiven';
end $$;

-- One account from many addresses, and many accounts from one address, come to an end too.
do $$
declare
  looked_at integer := 0;
begin
  for i in 1..40 loop
    looked_at := looked_at + (atrium.begin_attempt('b@verify.test', '198.51.100.' || i) = 0)::integer;
  end loop;
  assert looked_at = 21, format('%s addresses could guess at one account', looked_at);
  looked_at := 0;
  for i in 1..100 loop
    looked_at := looked_at + (atrium.begin_attempt(i || '@verify.test', '203.0.113.1') = 0)::integer;
  end loop;
  assert looked_at = 61, format('one address could guess at %s accounts', looked_at);
  assert atrium.begin_attempt(null, '203.0.113.1') > 0, 'an attempt that names no account is not slowed';
  assert atrium.begin_attempt(null, '203.0.113.2') = 0, 'an address that did nothing waits';
  perform atrium.forgive_attempt(null, '203.0.113.1');
  assert atrium.begin_attempt(null, '203.0.113.1') = 0, 'a success of one that names no account is not forgiven';
end $$;

-- After a quiet quarter of an hour patience is back.
do $$ begin
  update atrium.sign_in_attempts set updated_at = now() - interval '16 minutes',
    blocked_until = now() - interval '1 minute';
  assert atrium.begin_attempt('b@verify.test', '203.0.113.1') = 0, 'patience never comes back';
  assert (select max(failures) from atrium.sign_in_attempts where blocked_until is null) = 1,
    'old failures still count';
end $$;
