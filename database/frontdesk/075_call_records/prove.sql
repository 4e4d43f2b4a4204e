-- The desk records calls and takes care of leads, of the own agency only.
select tests.desk();
insert into public.calls (id, agency_id, phone_number)
values (tests.named('call', gen_random_uuid()), tests.id('a'), '+49301000001');
insert into public.hot_lead_alerts (id, agency_id, call_id, contact_id, lead_score)
values (tests.named('alert', gen_random_uuid()), tests.id('a'), tests.id('call'), tests.id('ada'), 90);
do $$
declare
  told text := $x$select public.record_call('{"phone_number": "+49301000009", "status": "missed"}')$x$;
begin
  assert tests.may_do(told, 'agent') and tests.may_not(told, 'finance', 'customer');
  assert tests.may_do($x$select public.claim_hot_lead(tests.id('alert'))$x$, 'pm');
  assert tests.may_not($x$select public.claim_hot_lead(tests.id('alert'))$x$, 'finance', 'stranger');
  assert tests.may_not($x$select public.dismiss_hot_lead(tests.id('alert'))$x$, 'creative', 'stranger');
  perform tests.act('owner');
  perform public.record_call('{"phone_number": "+49301000009", "status": "missed"}');
  perform tests.reset();
  assert not exists (select from public.calls where contact_id = tests.id('far')), 'another agency''s contact called';
  perform tests.act('member');
  assert tests.sees('select * from public.actionable_leads', 0), 'a member sees leads';
  perform tests.become_anon();
  assert tests.refused(told, '42501'), 'anon calls';
  perform tests.reset();
end $$;
