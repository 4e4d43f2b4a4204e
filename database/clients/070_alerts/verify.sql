-- Times follow the status; a rule finds its alert again.
select tests.two_agencies();
do $$
declare
  alert uuid;
begin
  assert (select relrowsecurity and relforcerowsecurity from pg_class where oid = 'public.alerts'::regclass),
    'not forced';
  assert not has_column_privilege('authenticated', 'public.alerts', 'resolved_at', 'update'), 'the time is forgeable';
  insert into public.alerts (client_id, title, dedupe_key) values (tests.id('a1'), 'Silence', 'silence')
    returning id into alert;
  assert tests.refused($x$insert into public.alerts (client_id, title, dedupe_key)
    values (tests.id('a1'), 'Silence', 'silence')$x$, '23505'), 'one finding, two alerts';
  update public.alerts set snoozed_until = now() + interval '1 day' where id = alert;
  assert (select status = 'acknowledged' from public.alerts where id = alert), 'put off, but open';
  update public.alerts set status = 'resolved', resolution = 'called' where id = alert;
  assert (select resolved_at is not null and snoozed_until is null from public.alerts where id = alert),
    'resolved at no time';
  assert tests.works($x$insert into public.alerts (client_id, title, dedupe_key)
    values (tests.id('a1'), 'Silence', 'silence')$x$), 'a finding cannot come back';
  delete from public.alerts where id <> alert;
  update public.alerts set status = 'open' where id = alert;
  assert (select resolved_at is null and resolution is null from public.alerts where id = alert), 'open, but resolved';
  assert tests.refused($x$update public.alerts set assignee_id = tests.id('stranger')$x$, 'ATVAL'),
    'assigned to a stranger';
  assert tests.refused($x$update public.alerts set assignee_id = tests.id('customer')$x$, 'ATVAL'),
    'assigned to a contact user';
  assert tests.works($x$update public.alerts set assignee_id = tests.id('pm')$x$), 'a colleague cannot be assigned';
  assert tests.refused($x$update public.alerts set client_id = tests.id('b1')$x$, 'ATIMM'), 'an alert moved';
  assert tests.refused($x$insert into public.alerts (client_id, title, severity)
    values (tests.id('a1'), 'x', null)$x$, '23502'), 'no severity';
end $$;
