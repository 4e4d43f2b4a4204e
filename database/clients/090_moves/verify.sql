-- What each change of state takes along.
select tests.two_agencies();
create function pg_temp.stage(name text) returns uuid language sql as $$
  select s.id from public.client_stages s where s.agency_id = tests.id('a') and s.name = stage.name
$$;
do $$
declare
  moved public.clients;
begin
  perform tests.act('account');
  moved := public.move_client_stage(tests.id('a1'), pg_temp.stage('Live'), 'signed');
  assert moved.stage_id = pg_temp.stage('Live') and moved.stage_entered_at > now(), 'not moved';
  assert (select (e.note, e.moved_by, e.moved_at) = ('signed', tests.id('account'), moved.stage_entered_at)
    from public.client_stage_events e where e.client_id = tests.id('a1') and e.to_stage_id = moved.stage_id),
      'no event';
  perform public.move_client_stage(tests.id('a1'), pg_temp.stage('Live'));
  assert tests.sees($x$select from public.client_stage_events where client_id = tests.id('a1')$x$, 2),
    'a move to nowhere';
  assert tests.refused($x$select public.move_client_stage(tests.id('a1'), pg_temp.stage('Lead'))$x$, 'ATSTA');
  assert tests.works($x$select public.move_client_stage(tests.id('a1'), pg_temp.stage('Installation'))$x$),
    'two back refused';
  assert public.move_clients_stage(array[tests.id('a1'), tests.id('a2'), tests.id('a1')],
    pg_temp.stage('Audit')) = 2, 'miscounted';
  assert tests.refused($x$select public.move_clients_stage(array[tests.id('a1'), tests.id('b1')],
    pg_temp.stage('Live'))$x$,
    'ATNOF');
  assert tests.sees($x$select from public.clients where stage_id = pg_temp.stage('Live')$x$, 0),
    'half of a move stayed';

  moved := public.set_client_health(tests.id('a1'), 'red', 'angry call');
  assert (moved.health_status, moved.health_reason, moved.health_is_manual) = ('red', 'angry call', true), 'not set';
  assert tests.refused($x$select public.set_client_health(tests.id('a1'), 'blue', 'x')$x$, 'ATVAL');
  assert tests.refused($x$select public.set_client_health(tests.id('a1'), 'red', ' ')$x$, 'ATVAL');
  insert into public.alerts (client_id, severity, title) values (tests.id('a1'), 'medium', 'x');
  moved := public.clear_client_health(tests.id('a1'));
  assert (moved.health_status, moved.health_is_manual) = ('yellow', false), 'an open alert is not yellow';
  update public.alerts set severity = 'critical' where client_id = tests.id('a1');
  assert (public.clear_client_health(tests.id('a1'))).health_status = 'red', 'a critical alert is not red';

  moved := public.set_client_status(tests.id('a1'), 'churned', 'price');
  assert (moved.status, moved.churn_date, moved.churn_reason) = ('churned', current_date, 'price'), 'not churned';
  assert tests.refused($x$select public.set_client_status(tests.id('a2'), 'churned')$x$, 'ATVAL');
  assert tests.refused($x$select public.set_client_status(tests.id('a2'), 'gone')$x$, 'ATVAL');
  moved := public.set_client_status(tests.id('a1'), 'active');
  assert moved.churn_date is null and moved.churn_reason is null, 'active, but churned';
  moved := public.update_client_billing(tests.id('a1'), payment_terms => 'Net 30', preferred_currency => 'chf');
  assert (moved.payment_terms, moved.preferred_currency, moved.name) = ('Net 30', 'CHF', 'Acme'), 'billing not set';
end $$;
