-- From the request to the receipt: somebody who is gone, somebody who works elsewhere, somebody who came back.
select tests.two_agencies();
do $$
declare
  done record;
  gone uuid := tests.id('creative');
  busy uuid := tests.id('agent');
begin
  update public.users set full_name = 'Ann Marie Example' where id = gone;
  perform tests.add_member(tests.id('b'), busy, 'pm');
  insert into public.style_cartridges (user_id, name) select gone, 'Mine'
  where to_regclass('public.style_cartridges') is not null;
  perform tests.act('owner');
  assert tests.refused('select public.request_erasure(tests.id(''creative''))', 'ATSTA'), 'a member';
  assert tests.refused('select public.request_erasure(tests.id(''stranger''))', 'ATNOF'), 'a stranger';
  perform public.remove_member(gone);
  perform public.remove_member(busy);
  assert tests.refused('select public.request_erasure(tests.id(''creative''), ''whim'')', 'ATVAL'), 'no basis';
  assert tests.refused('select public.request_erasure(tests.id(''creative''), in_days => 91)', 'ATVAL'), 'never';
  perform public.cancel_erasure(public.request_erasure(gone));
  perform public.request_erasure(gone, in_days => 0), public.request_erasure(busy, 'user_request', 0);
  assert tests.refused('select public.request_erasure(tests.id(''creative''))', 'ATDUP'), 'twice';
  perform tests.reset();
  assert (select count(*) = 2 from atrium.run_erasures()), 'not what is due';
  assert not exists (select from atrium.run_erasures()), 'erased twice';
  assert (select email = 'erased-' || id || '@erased.invalid' and full_name = 'Erased person' from public.users
    where id = gone), 'a name stays';
  assert not exists (select from public.audit_logs l where l::text ~* 'creative@alpha|ann marie'), 'the log names him';
  assert (select email::text = 'agent@alpha.test' from public.users where id = busy), 'erased where he works';
  assert not exists (select from public.audit_logs l where l.agency_id = tests.id('a') and l::text ~* 'agent@alpha'),
    'this agency''s log names him';
  assert (select bool_and(r.receipt::text !~* 'alpha\.test|ann marie' and jsonb_array_length(r.receipt -> 'kept') >= 3)
    from public.erasure_requests r where r.status = 'completed'), 'the receipt is personal';
  assert (select r.receipt -> 'erased' ? 'profile' from public.erasure_requests r where r.person_id = gone
    and r.status = 'completed'), 'the receipt is empty';
  assert (select count(*) = 2 from public.audit_logs where event_type = 'person.erased'), 'not in the log';
end $$;
