-- Rows of the events for the checks of populated databases.

create function tests.populate_events() returns void language plpgsql as $$
declare
  agency uuid;
  one uuid;
  endpoint uuid;
begin
  if to_regclass('public.notification_settings') is null then
    return;
  end if;
  for agency, one in
    select a.id, c.id from public.agencies a join public.clients c on c.agency_id = a.id and c.name = a.name || ' One'
    where a.name in ('Alder', 'Birch')
  loop
    insert into public.notifications (agency_id, user_id, client_id, type, title, message)
    select agency, m.user_id, one, 'assigned', 'Yours', m.role from public.memberships m where m.agency_id = agency;
    insert into public.notification_deliveries (agency_id, user_id, notification_id, channel)
    select agency, n.user_id, n.id, 'email' from public.notifications n where n.agency_id = agency;
    insert into public.notification_preferences (agency_id, user_id, type, channel)
    select agency, m.user_id, 'assigned', 'sms' from public.memberships m where m.agency_id = agency;
    insert into public.notification_settings (agency_id, user_id, quiet_from, quiet_until)
    select agency, m.user_id, '20:00', '07:00' from public.memberships m where m.agency_id = agency;
    continue when to_regclass('public.webhook_deliveries') is null;
    insert into public.webhook_endpoints (agency_id, direction, name, url, topics)
    values (agency, 'outbound', 'Out', 'https://example.org/', '{*}') returning id into endpoint;
    insert into atrium.webhook_secrets (endpoint_id, secret)
    values (endpoint, 'whsec_' || encode(sha256(endpoint::text::bytea), 'base64'));
    insert into public.webhook_deliveries (agency_id, endpoint_id, topic, record_id, payload)
    values (agency, endpoint, 'webhook.test', endpoint, '{}');
    insert into public.processed_webhook_events (agency_id, provider, event_id) values (agency, 'phone', 'e1');
  end loop;
end $$;
comment on function tests.populate_events() is
  'Rows in every table of the events, for Alder and Birch: something of every person''s own.';
