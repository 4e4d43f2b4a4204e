-- The desk reads calls and does what follows; who only reads leads doesn't hear what was said.
select tests.desk();
insert into public.calls (id, agency_id, phone_number) values
  (tests.named('call', gen_random_uuid()), tests.id('a'), '+49301000001'),
  (tests.named('farcall', gen_random_uuid()), tests.id('b'), '+49301000009');
insert into public.follow_up_tasks (agency_id, contact_id, call_id)
values (tests.id('a'), tests.id('ada'), tests.id('call'));
do $$
begin
  assert tests.may_do($x$select from public.calls where id = tests.id('call')$x$, 'owner', 'agent');
  assert tests.may_not($x$select from public.calls where id = tests.id('call')$x$, 'finance', 'member', 'stranger');
  assert tests.may_not($x$select from public.calls where id = tests.id('farcall')$x$, 'owner');
  assert tests.may_not($x$update public.calls set notes = 'x' where id = tests.id('farcall')$x$, 'owner');
  assert tests.may_do($x$update public.follow_up_tasks set priority = 'high'$x$, 'agent');
  assert tests.may_not($x$update public.follow_up_tasks set status = 'completed'$x$, 'owner');
  assert tests.may_not($x$delete from public.follow_up_tasks$x$, 'agent', 'stranger');
  assert tests.may_not($x$insert into public.hot_lead_alerts (call_id) values (tests.id('call'))$x$, 'owner');
  perform tests.become_anon();
  assert tests.refused('select from public.calls', '42501'), 'anon listens';
  perform tests.reset();
end $$;
