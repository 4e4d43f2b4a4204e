-- Addresses that are refused, secrets that are given once, and an endpoint switched off and on.
select tests.two_agencies();
do $$
declare
  wrong text;
  made record;
  fresh text;
begin
  perform tests.act('owner');
  foreach wrong in array array['http://example.org/', 'https://localhost/x', 'https://127.0.0.1/', 'https://10.1.2.3/',
    'https://172.16.0.9/x', 'https://192.168.1.1', 'https://169.254.169.254/latest', 'https://2130706433/',
    'https://0x7f000001/', 'https://[::1]/', 'https://me:pass@example.org/', 'https://db.internal/',
    'ftp://example.org', 'https://example.org/a b', 'javascript:alert(1)'] loop
    assert tests.refused(format('select public.create_webhook_endpoint(''x'', %L)', wrong), 'ATVAL'), wrong;
  end loop;
  foreach wrong in array array['Ticket.updated', 'ticket', 'ticket.', '**', 'a.b c.d'] loop
    assert tests.refused(format('select public.create_webhook_endpoint(''x'', ''https://example.org/'', array[%L])',
      wrong), 'ATVAL'), wrong;
  end loop;
  assert tests.refused($x$select public.create_webhook_endpoint('x')$x$, 'ATVAL'), 'neither way';
  assert tests.refused($x$select public.create_webhook_endpoint('x', 'https://example.org', '{*}', 'phone')$x$,
    'ATVAL'), 'both ways';
  select * into made from public.create_webhook_endpoint('Out', 'https://example.org/hook', '{alert.*,client.updated}');
  assert made.secret ~ '^whsec_' and made.endpoint_key is null, 'no secret';
  fresh := public.rotate_webhook_secret(made.id);
  update public.webhook_endpoints set is_enabled = false where id = made.id;
  assert (select disabled_at is not null from public.webhook_endpoints where id = made.id), 'off without a time';
  perform tests.reset();
  assert (select s.secret = fresh and s.previous = made.secret and s.previous_until > now() + interval '23 hours'
    from atrium.webhook_secrets s), 'the old secret counts no more';
  update public.webhook_endpoints set failures = 3;
  update public.webhook_endpoints set is_enabled = true;
  assert (select failures = 0 and disabled_at is null from public.webhook_endpoints), 'not on again';
  perform tests.act('admin');
  assert (select endpoint_key ~ '^[0-9a-f]{32}$' from public.create_webhook_endpoint('In', provider => 'phone')),
    'no door';
  perform tests.reset();
end $$;
