-- People at the desk to try the front desk's changes on, and its rows for the checks of populated databases.

create function tests.desk() returns void language plpgsql as $$
begin
  perform tests.two_agencies();
  insert into public.contacts (id, agency_id, name, phone, email, lead_score) values
    (tests.named('ada', gen_random_uuid()), tests.id('a'), 'Ada', '+49 30 1000001', 'ada@example.test', 'hot'),
    (tests.named('ben', gen_random_uuid()), tests.id('a'), 'Ben', '+49 30 1000002', null, 'cold'),
    (tests.named('far', gen_random_uuid()), tests.id('b'), 'Far', '+49 30 1000009', 'far@example.test', 'warm');
  if to_regclass('public.service_resources') is null then
    return;
  end if;
  insert into public.services (id, agency_id, name, duration_minutes, buffer_minutes, price, is_public) values
    (tests.named('checkup', gen_random_uuid()), tests.id('a'), 'Checkup', 30, 0, 80, true),
    (tests.named('long', gen_random_uuid()), tests.id('a'), 'Treatment', 60, 15, 300, false),
    (tests.named('farservice', gen_random_uuid()), tests.id('b'), 'Checkup', 30, 0, 90, true);
  insert into public.booking_resources (id, agency_id, name, kind, staff_id, position) values
    (tests.named('room', gen_random_uuid()), tests.id('a'), 'Room 1', 'person', tests.id('agent'), 1),
    (tests.named('farroom', gen_random_uuid()), tests.id('b'), 'Room 9', 'room', null, 1);
end $$;
comment on function tests.desk() is
  'tests.two_agencies with contacts ada and ben of agency a, far of agency b; services checkup (30 minutes, public) and'
  ' long (60, then 15 free) and the one resource room, the agent, of a; farservice and farroom of b.';

create function tests.populate_frontdesk() returns void language plpgsql as $$
declare
  agency uuid;
  -- the sample that others try to insert again is the row with the greatest id
  sample uuid;
  other uuid;
begin
  if to_regclass('public.contacts') is null then
    return;
  end if;
  for agency in select a.id from public.agencies a where a.name in ('Alder', 'Birch') loop
    sample := overlay(gen_random_uuid()::text placing 'ffffffff' from 1)::uuid;
    other := overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid;
    insert into public.contacts (id, agency_id, name, phone) values
      (sample, agency, 'Sample', '+49301111111'), (other, agency, 'Other', '+49302222222');
    continue when to_regclass('public.booking_closures') is null;
    insert into public.lead_keywords (agency_id, word, kind) values (agency, 'implant', 'high');
    insert into public.services (id, agency_id, name) values (sample, agency, 'Sample'), (other, agency, 'Other');
    insert into public.booking_resources (id, agency_id, name) values (sample, agency, 'One'), (other, agency, 'Two');
    insert into public.service_resources (id, agency_id, service_id, resource_id)
    values (sample, agency, sample, sample);
    insert into public.booking_hours (id, agency_id, resource_id, weekday, opens, closes)
    values (sample, agency, sample, 1, '08:00', '18:00');
    insert into public.booking_closures (id, agency_id, resource_id, starts_at, ends_at)
    values (sample, agency, sample, now(), now() + interval '1 day');
    continue when to_regclass('atrium.booked_times') is null;
    insert into public.appointments (id, agency_id, contact_id, service_id, resource_id, scheduled_at)
    values (sample, agency, sample, sample, sample, '2026-01-05 09:00+00'),
      (other, agency, other, other, other, '2026-01-05 09:00+00');
    insert into public.appointment_holds (id, agency_id, service_id, resource_id, slot_time, duration_minutes,
      buffer_minutes, expires_at)
    values (sample, agency, sample, sample, '2026-01-06 09:00+00', 30, 0, now() + interval '1 hour');
    continue when to_regclass('public.follow_up_tasks') is null;
    insert into public.calls (id, agency_id, external_id, contact_id) values (sample, agency, 'x1', sample),
      (other, agency, 'x2', other);
    insert into public.hot_lead_alerts (id, agency_id, call_id, contact_id, lead_score)
    values (sample, agency, sample, sample, 90), (other, agency, other, other, 70);
    insert into public.follow_up_tasks (id, agency_id, contact_id) values (sample, agency, sample),
      (other, agency, other);
    continue when to_regclass('public.contact_erasures') is null;
    insert into public.contact_erasures (agency_id, contact_id, legal_basis, removed)
    values (agency, other, 'user_request', '{}');
  end loop;
end $$;
comment on function tests.populate_frontdesk() is 'Rows in every table of the front desk, for Alder and Birch.';
