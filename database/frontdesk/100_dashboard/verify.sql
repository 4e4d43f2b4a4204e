-- What must hold for the figures: they count what is there, by the days of the agency.
select tests.desk();
update public.agencies set timezone = 'Pacific/Auckland' where id = tests.id('a');
insert into public.calls (agency_id, contact_id, status, started_at, duration_seconds, is_test_call) values
  (tests.id('a'), tests.id('ada'), 'completed', now(), 100, false),
  (tests.id('a'), tests.id('ada'), 'missed', now(), null, false),
  (tests.id('a'), tests.id('ada'), 'completed', now() - interval '40 days', 200, false),
  (tests.id('a'), tests.id('ada'), 'completed', now(), 900, true), (tests.id('b'), null, 'missed', now(), 5, false);
insert into public.appointments (agency_id, contact_id, service_id, resource_id, scheduled_at, status) values
  (tests.id('a'), tests.id('ada'), tests.id('checkup'), tests.id('room'), now(), 'completed'),
  (tests.id('a'), tests.id('ada'), tests.id('checkup'), tests.id('room'), now() + interval '3 days', 'pending'),
  (tests.id('a'), tests.id('ben'), tests.id('checkup'), tests.id('room'), now() - interval '2 days', 'no_show');
do $$
begin
  perform tests.act('agent');
  assert (select jsonb_object_agg(key, value) from public.frontdesk_dashboard()) = '{"appointments_today": 1,
    "hot_leads": 0, "follow_ups_due": 0, "new_contacts": 2, "calls": 2, "missed_calls": 1, "average_call": 100,
    "no_show_rate": 50.0, "pipeline_value": 80.00}', 'other figures: '
    || (select jsonb_object_agg(key, value) from public.frontdesk_dashboard());
  assert (select previous = 1 from public.frontdesk_dashboard() where key = 'calls'), 'nothing before';
  assert (select count(*) = 30 and sum(inbound) = 2 and sum(missed) = 1 and
    sum(inbound) filter (where day = (now() at time zone 'Pacific/Auckland')::date) = 2 from public.calls_by_day()),
    'other days';
  assert (select string_agg(leads::text, '' order by n) = '100100' from (
    select leads, row_number() over () n from public.lead_board()) b), 'another board';
  perform tests.act('finance');
  assert (select value is null from public.frontdesk_dashboard() where key = 'calls'), 'finance counts calls';
  perform tests.act('member');
  assert tests.sees('select * from public.frontdesk_dashboard()', 0), 'a member sees figures';
  perform tests.reset();
end $$;
