-- Who asked rates, and nobody else; ratings are seen with their ticket and written by nobody.
select tests.help_desk();
update public.tickets set status = 'resolved' where id in (tests.id('mine'), tests.id('ours'));
do $$
begin
  assert tests.may_do($x$select from public.csat_ratings where ticket_id = tests.id('mine')$x$, 'agent', 'owner',
    'customer');
  assert tests.may_not($x$select from public.csat_ratings where ticket_id = tests.id('mine')$x$, 'finance', 'colleague',
    'boss', 'stranger');
  assert tests.may_do($x$select public.rate_ticket(tests.id('mine'), 5)$x$, 'customer');
  assert tests.may_not($x$select public.rate_ticket(tests.id('mine'), 5)$x$, 'owner', 'agent', 'boss', 'colleague',
    'stranger');
  assert tests.may_not('update public.csat_ratings set rating = 5, rated_at = now()', 'owner', 'agent', 'customer');
  assert tests.may_not('select from public.send_csat()', 'owner', 'customer');
  perform tests.become_anon();
  assert tests.refused('select from public.csat_ratings', '42501'), 'anon reads';
  assert tests.refused('select from atrium.csat_tokens', '42501'), 'anon reads tokens';
  perform tests.reset();
end $$;
