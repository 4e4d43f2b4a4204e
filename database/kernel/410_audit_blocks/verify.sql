-- Everything is sealed once, in chained blocks; a time zone changes no digest; a late entry comes into the next block.
select tests.two_agencies();
do $$
declare
  a uuid := tests.id('a');
  late uuid;
begin
  -- entries of this transaction are seconds old: seal up to now
  assert (select sealed > 0 from atrium.seal_audit_logs(clock_timestamp()) where agency_id = a), 'nothing sealed';
  assert not exists (select from atrium.seal_audit_logs(clock_timestamp()) where agency_id = a), 'sealed twice';
  insert into public.audit_logs (agency_id, action, event_type) select a, 'event', 'many' from generate_series(1, 1500);
  insert into public.audit_logs (agency_id, action, event_type, created_at)
  values (a, 'event', 'late', clock_timestamp() - interval '10 minutes') returning id into late;
  insert into public.audit_logs (agency_id, action, event_type, created_at)
  values (a, 'event', 'forged', clock_timestamp() - interval '2 hours');
  assert (select sealed = 1501 from atrium.seal_audit_logs(clock_timestamp()) where agency_id = a),
    'not all, or forged';
  assert (select count(*) = 3 and sum(b.entries) = (select count(*) - 1 from public.audit_logs where agency_id = a)
    from atrium.audit_blocks b where b.chain = a), 'blocks of 1,000';
  assert exists (select from atrium.audit_blocks b where late = any (b.entry_ids)), 'a late entry is left out';
  assert (select bool_and(b.hash = atrium.audit_block_hash(b) and b.previous = coalesce(p.hash,
      decode(repeat('00', 32), 'hex')))
    from atrium.audit_blocks b left join atrium.audit_blocks p on p.chain = b.chain and p.number = b.number - 1
    where b.chain = a), 'not chained';
  perform set_config('timezone', 'Asia/Tokyo', true);
  assert (select substring(b.digests for 32) = atrium.audit_digest(l)
    from atrium.audit_blocks b join public.audit_logs l on l.id = b.entry_ids[1]
    where b.chain = a and b.number = 1), 'a digest of the time zone';
end $$;
