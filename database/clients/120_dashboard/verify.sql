-- The history told as of now is the present, and each card is as long as its list.
select tests.two_agencies();
insert into public.communications (client_id, type, direction) values (tests.id('a1'), 'email', 'inbound'),
  (tests.id('a2'), 'call', 'outbound');
insert into public.alerts (client_id, title) values (tests.id('a1'), 'x');
do $$
declare
  card record;
begin
  perform tests.act('account');
  perform public.move_client_stage(tests.id('a1'), (select id from public.client_stages where purpose = 'onboarding'));
  perform public.set_client_health(tests.id('a2'), 'red', 'x');
  assert not exists (select from public.clients c join public.client_stages s on s.id = c.stage_id
    left join atrium.clients_at(clock_timestamp()) x on x.client_id = c.id
    where (x.status, x.health, x.purpose, x.entered_at)
      is distinct from (c.status::text, c.health_status::text, s.purpose::text, c.stage_entered_at)),
        'history is not the present';
  assert (select count(*) = 0 from atrium.clients_at(now() - interval '1 day')), 'clients before they were there';
  for card in select * from public.clients_dashboard() where unit = 'clients' loop
    assert tests.sees(format('select from public.clients_of_kpi(%L)', card.key), card.value::bigint), card.key;
  end loop;
  assert (select count(*) = 7 from public.clients_dashboard()), 'a card is missing';
  assert (select value = 1 and previous = 0 from public.clients_dashboard() where key = 'open_alerts'),
    'alerts are miscounted';
  assert (select value = 1 from public.clients_dashboard() where key = 'needs_reply'), 'waiting mails are miscounted';
  assert (select count(*) = 7 and sum(inbound) = 1 and sum(outbound) = 1 and max(day) = (now() at time zone 'UTC')::date
    from public.communications_by_day(7)), 'days are miscounted';
  assert (select sum(started) = 1 and sum(completed) = 0 from public.installs_by_day(7)), 'installs are miscounted';
end $$;
