-- One question for each resolution, about whose the ticket was then; one answer, within 14 days.
select tests.help_desk();
do $$
declare
  key text;
  late text;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.csat_ratings'::regclass),
    'not forced';
  perform tests.act('agent');
  perform public.resolve_ticket(tests.id('mine')), public.assign_ticket(tests.id('free'), tests.id('agent'));
  perform public.resolve_ticket(tests.id('free'));
  perform tests.act('owner');
  perform public.assign_ticket(tests.id('mine'), tests.id('creative'));
  perform tests.reset();
  assert (select array_agg(ticket_id) = array[tests.id('mine')] and bool_and(agent_id = tests.id('agent')
    and rating is null and expires_at = created_at + interval '14 days') from public.csat_ratings), 'who is asked';
  assert (select count(*) = 1 and bool_and(email = 'person@acme.test' and not is_reminder) from public.send_csat()),
    'the mail';
  assert (select count(*) = 0 from public.send_csat()), 'mailed twice';
  update public.csat_ratings set sent_at = now() - interval '4 days';
  select s.token into key from public.send_csat() s where s.is_reminder;
  assert key is not null and (select count(*) = 0 from public.send_csat()), 'the reminder';
  perform tests.become_anon();
  assert (select state = 'open' and agency_name = 'Alpha' from public.csat_by_token(key)), 'the question';
  assert tests.refused(format('select public.rate_by_token(%L, 6)', key), 'ATVAL'), 'six of five';
  assert tests.refused('select public.rate_by_token(''x'', 5)', 'ATNOF'), 'any token';
  perform public.rate_by_token(key, 4, ' fine ');
  assert tests.refused(format('select public.rate_by_token(%L, 1)', key), 'ATEXP'), 'answered twice';
  assert (select state = 'rated' from public.csat_by_token(key)), 'rated';
  perform tests.act('customer');
  assert tests.refused($x$select public.rate_ticket(tests.id('mine'), 1)$x$, 'ATEXP'), 'answered twice, otherwise';
  perform public.reopen_ticket(tests.id('mine'));
  perform tests.act('owner');
  perform public.resolve_ticket(tests.id('mine'));
  perform tests.act('customer');
  perform public.rate_ticket(tests.id('mine'), 2);
  assert (select array_agg(rating order by round) = '{4,2}' and array_agg(agent_id order by round) = array[
    tests.id('agent'), tests.id('creative')] from public.csat_ratings), 'a second resolution';
  perform public.reopen_ticket(tests.id('mine'));
  perform tests.act('owner');
  perform public.resolve_ticket(tests.id('mine'));
  perform tests.reset();
  select s.token into late from public.send_csat() s;
  update public.csat_ratings set expires_at = now() - interval '1 second' where rating is null;
  assert tests.refused(format('select public.rate_by_token(%L, 5)', late), 'ATEXP'), 'too late';
end $$;
