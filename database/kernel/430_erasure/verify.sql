-- Words go from values whatever they hold, and a redaction says from which digest to which.
select tests.two_agencies();
do $$
declare
  seen uuid;
begin
  assert atrium.without_words('{"a": "Hi ANN.Lee+x@b.test, \"Ann Lee\"", "n": 1}', '{ann.lee+x@b.test,Ann Lee}')
    = '{"a": "Hi [erased], \"[erased]\"", "n": 1}', 'not taken out';
  assert atrium.without_words('"annXlee"', '{ann.lee}') = '"annXlee"', 'a dot is any character';
  assert atrium.without_words(null, '{x}') is null, 'something of nothing';
  insert into public.audit_logs (agency_id, action, event_type, metadata, reason)
  values (tests.id('a'), 'event', 'noted', '{"to": "ann@b.test"}', 'Ann@b.test asked') returning id into seen;
  insert into public.audit_logs (agency_id, action, event_type, metadata)
  values (tests.id('b'), 'event', 'noted', '{"to": "ann@b.test"}');
  assert atrium.redact_audit(tests.id('a'), null, null, '{ann@b.test}') = 1, 'none, or another agency''s';
  assert (select metadata = '{"to": "[erased]"}' and reason = '[erased] asked' from public.audit_logs where id = seen),
    'still named';
  assert (select r.after = atrium.audit_digest(l) and r.before <> r.after
    from atrium.audit_redactions r join public.audit_logs l on l.id = r.audit_id where l.id = seen), 'not written down';
end $$;
