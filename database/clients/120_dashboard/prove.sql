-- Figures count what the caller sees.
select tests.two_agencies();
insert into public.alerts (client_id, title) values (tests.id('a1'), 'x'), (tests.id('a2'), 'y'), (tests.id('b1'), 'z');
create function pg_temp.card(person text, wanted text) returns numeric language plpgsql as $$
declare
  found_value numeric;
begin
  perform tests.act(person);
  select d.value into found_value from public.clients_dashboard() d where d.key = wanted;
  perform tests.reset();
  return found_value;
end $$;
do $$
begin
  assert pg_temp.card('owner', 'active_clients') = 2 and pg_temp.card('owner', 'open_alerts') = 2,
    'the owner counts wrong';
  assert pg_temp.card('member', 'active_clients') = 1 and pg_temp.card('member', 'open_alerts') = 1,
    'a member counts others';
  assert pg_temp.card('stranger', 'active_clients') = 1 and pg_temp.card('stranger', 'open_alerts') = 1,
    'agencies are mixed';
  assert pg_temp.card('customer', 'active_clients') is null, 'a contact user has a dashboard';
  perform tests.act('customer');
  assert tests.sees($x$select from public.clients_of_kpi('active_clients')$x$, 0), 'a contact user has lists';
  perform tests.become_nobody();
  assert tests.sees('select from public.clients_dashboard()', 0), 'nobody has a dashboard';
  assert tests.sees('select from public.communications_by_day(7)', 0), 'nobody has days';
  perform tests.become_anon();
  assert tests.refused('select public.clients_dashboard()', '42501'), 'anon has a dashboard';
end $$;
