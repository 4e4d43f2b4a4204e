-- What must hold for recorded calls: told twice they count once, hot ones alarm, missed ones are called back.
select tests.desk();
insert into public.lead_keywords (agency_id, word, kind) values (tests.id('a'), 'implant', 'high');
do $$
declare
  heard public.calls;
  caller uuid;
begin
  perform tests.act('agent');
  heard := public.record_call('{"external_id": "c1", "phone_number": "+49 30 777", "status": "in_progress"}');
  caller := heard.contact_id;
  assert (select name = '+4930777' and source = 'call' from public.contacts where id = caller), 'no contact made';
  for attempt in 1..2 loop
    heard := public.record_call('{"external_id": "c1", "phone_number": "0049 30 777", "caller_name": "Cleo",
      "status": "completed", "transcript": "An implant, please", "sentiment_label": "positive"}');
  end loop;
  heard := public.record_call('{"external_id": "c1", "status": "in_progress"}');
  assert heard.contact_id = caller and heard.status = 'completed', 'a late event opens it again';
  assert (select name = 'Cleo' and lead_score = 'hot' and score = 100 from public.contacts where id = caller),
    'name or score';
  assert (select count(*) = 1 from public.hot_lead_alerts where contact_id = caller), 'not one alert';
  perform public.set_lead_score(caller, 10, 'A friend');
  perform public.record_call('{"external_id": "c1", "sentiment_label": "negative"}');
  assert (select score = 10 from public.contacts where id = caller), 'a call overrules a person';
  perform public.record_call('{"phone_number": "+4930777", "status": "missed"}') from generate_series(1, 2);
  assert (select count(*) = 1 from public.follow_up_tasks where contact_id = caller and task_type = 'call_back'),
    'not one call back';
  perform public.record_call('{"phone_number": "+4930778", "status": "missed", "is_test_call": true}');
  assert not exists (select from public.contacts where phone = '+4930778'), 'a test makes a contact';
  perform public.claim_hot_lead(h.id) from public.hot_lead_alerts h where h.contact_id = caller;
  assert tests.refused($x$select public.claim_hot_lead(h.id) from public.hot_lead_alerts h$x$, 'ATSTA'),
    'claimed twice';
  perform public.finish_follow_up(t.id) from public.follow_up_tasks t where t.contact_id = caller;
  assert (select lead_status = 'contacted' from public.contacts where id = caller), 'not contacted';
  assert tests.refused($x$select public.finish_follow_up(t.id) from public.follow_up_tasks t$x$, 'ATSTA'), 'done twice';
  assert tests.sees('select * from public.actionable_leads', 1), 'other leads to act on';
  perform tests.reset();
end $$;
