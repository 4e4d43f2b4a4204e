-- A changed, a removed and a put-in entry are found, a changed block and a missing one too; what was redacted is none.
select tests.two_agencies();
create function tests.faults() returns text language sql as $$
  select string_agg(f.fault, ', ' order by f.fault) from atrium.audit_faults(tests.id('a')) f
$$;
do $$
declare
  a uuid := tests.id('a');
  tampering text[];
begin
  for i in 1..4 loop
    insert into public.audit_logs (agency_id, action, event_type, metadata)
    values (a, 'event', 'step ' || i, '{"who": "ann@b.test"}');
    perform atrium.seal_audit_chain(a, clock_timestamp());
  end loop;
  assert tests.faults() is null, tests.faults();
  perform atrium.redact_audit(a, null, null, '{ann@b.test}');
  assert tests.faults() is null, 'a redaction is a fault';
  foreach tampering slice 1 in array array[
    ['update public.audit_logs set metadata = ''{}'' where event_type = ''step 2''', 'entry changed'],
    ['delete from public.audit_logs where event_type = ''step 2''', 'entry removed'],
    ['insert into public.audit_logs (agency_id, action, event_type, created_at)
      values (tests.id(''a''), ''event'', ''forged'', now() - interval ''2 hours'')', 'entry put in later'],
    ['update atrium.audit_blocks set digests = set_byte(digests, 1, 255 - get_byte(digests, 1)) where number = 4',
      'block changed, entry changed'],
    ['delete from atrium.audit_blocks where number = 2', 'block missing before it'],
    ['update atrium.audit_blocks b set digests = n.digests, entry_ids = n.entry_ids, hash = decode(repeat(''11'', 32),
      ''hex'') from atrium.audit_blocks n where b.number = 2 and n.number = 3 and b.chain = n.chain
      and b.chain = tests.id(''a'')', 'block changed, block does not follow the one before']
  ] loop
    begin
      execute tampering[1];
      assert tests.faults() = tampering[2], format('%s: %s', tampering[1], tests.faults());
      raise exception using errcode = 'XX002';
    exception when sqlstate 'XX002' then null;
    end;
  end loop;
  assert (select c.blocks = 4 and c.unsealed = 0 and c.head = encode(b.hash, 'hex')
    from atrium.audit_chains() c join atrium.audit_blocks b on b.chain = c.chain and b.number = 4 where c.chain = a),
    'the state';
end $$;
