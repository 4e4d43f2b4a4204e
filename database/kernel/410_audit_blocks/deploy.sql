-- The log, sealed: a job puts entries into blocks, each holding a digest of every entry and the hash of the block
-- before it. An entry that is changed or removed no longer fits its digest; one that is put in later is in no block.
-- Blocks name their entries, because an entry of a long transaction appears after others with a later time.
create table atrium.audit_blocks (
  chain      uuid not null,
  number     bigint not null,
  from_time  timestamptz not null,
  upto_time  timestamptz not null,
  entries    integer not null,
  entry_ids  uuid[] not null,
  digests    bytea not null,
  previous   bytea not null,
  hash       bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint audit_blocks_pkey primary key (chain, number),
  constraint audit_blocks_number check (number >= 1),
  constraint audit_blocks_entries check (entries between 1 and 1000 and cardinality(entry_ids) = entries
    and octet_length(digests) = 32 * entries),
  constraint audit_blocks_hash check (octet_length(hash) = 32 and octet_length(previous) = 32),
  constraint audit_blocks_times check (from_time <= upto_time)
);
comment on table atrium.audit_blocks is
  'Sealed entries of audit_logs, a chain an agency. Append only, for everybody but who owns the database; that is what'
  ' the hashes are for. Not exposed.';
comment on column atrium.audit_blocks.chain is 'The agency; all zeros for entries that concern none.';
comment on column atrium.audit_blocks.number is 'Place in the chain, from 1 without gaps.';
comment on column atrium.audit_blocks.from_time is 'Time of its first entry; UTC.';
comment on column atrium.audit_blocks.upto_time is 'Time of its last entry; UTC.';
comment on column atrium.audit_blocks.entries is 'How many entries, 1 to 1,000.';
comment on column atrium.audit_blocks.entry_ids is 'Its entries, by time and id.';
comment on column atrium.audit_blocks.digests is 'A SHA-256 an entry, 32 bytes each, in that order.';
comment on column atrium.audit_blocks.previous is 'Hash of the block before; 32 zero bytes for the first.';
comment on column atrium.audit_blocks.hash is 'SHA-256 over chain, number, times, previous and digests.';
comment on column atrium.audit_blocks.created_at is 'When it was sealed; UTC.';
revoke update, delete on atrium.audit_blocks from service_role;
revoke update, delete on atrium.audit_blocks from atrium_definer;

create function atrium.audit_digest(entry public.audit_logs) returns bytea
language sql stable
as $$
  -- every column by name, so that a column added one day does not change what was sealed before
  select sha256(convert_to(jsonb_build_array('atrium-audit-1', entry.id, entry.agency_id, entry.client_id, entry.action,
    entry.table_name, entry.record_id, entry.event_type, entry.resource_type, entry.resource_id, entry.result,
    entry.reason, entry.old_values, entry.new_values, entry.changed_columns, entry.actor_id, entry.actor_role,
    entry.api_key_id, entry.session_id, entry.request_id, entry.metadata,
    to_char(entry.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))::text, 'UTF8'))
$$;
comment on function atrium.audit_digest(public.audit_logs) is 'SHA-256 of an entry of the log, of all that it says.';

create function atrium.audit_block_hash(block atrium.audit_blocks) returns bytea
language sql immutable
as $$
  select sha256(convert_to(concat_ws('|', 'atrium-audit-block-1', block.chain, block.number, block.entries,
    to_char(block.from_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    to_char(block.upto_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), encode(block.previous, 'hex'),
    encode(sha256(convert_to(array_to_string(block.entry_ids, ','), 'UTF8')), 'hex'),
    encode(sha256(block.digests), 'hex')), 'UTF8'))
$$;
comment on function atrium.audit_block_hash(atrium.audit_blocks) is 'SHA-256 of a block, of all that it says.';

create function atrium.seal_audit_chain(chain uuid, upto timestamptz) returns integer
language plpgsql
as $$
declare
  last atrium.audit_blocks;
  fresh atrium.audit_blocks;
  sealed integer := 0;
begin
  -- one sealer a chain: two at once would make two blocks of one number
  perform pg_advisory_xact_lock(hashtextextended('atrium audit ' || chain, 0));
  select * into last from atrium.audit_blocks b where b.chain = seal_audit_chain.chain order by b.number desc limit 1;
  for fresh in
    with known as materialized (
      select unnest(b.entry_ids) as id from atrium.audit_blocks b
      where b.chain = seal_audit_chain.chain and b.upto_time > last.upto_time - interval '1 hour'
    ), open as materialized (
      select l.id, l.created_at, atrium.audit_digest(l) as digest,
        (row_number() over (order by l.created_at, l.id) - 1) / 1000 as part
      from public.audit_logs l
      where l.agency_id is not distinct from nullif(chain, '00000000-0000-0000-0000-000000000000')
        and l.created_at <= upto
        -- what appears more than an hour late was not written by a transaction of ours: verify tells of it
        and (last.upto_time is null or l.created_at > last.upto_time - interval '1 hour')
        and l.id not in (select k.id from known k)
    )
    select chain, o.part + 1, min(o.created_at), max(o.created_at), count(*)::integer,
      array_agg(o.id order by o.created_at, o.id), string_agg(o.digest, '' order by o.created_at, o.id),
      null::bytea, null::bytea, clock_timestamp()
    from open o group by o.part order by o.part
  loop
    fresh.number := coalesce(last.number, 0) + 1;
    fresh.previous := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
    fresh.upto_time := greatest(fresh.upto_time, last.upto_time);
    fresh.from_time := least(fresh.from_time, fresh.upto_time);
    fresh.hash := atrium.audit_block_hash(fresh);
    insert into atrium.audit_blocks select fresh.*;
    sealed := sealed + fresh.entries;
    last := fresh;
  end loop;
  return sealed;
end
$$;
comment on function atrium.seal_audit_chain(uuid, timestamptz) is
  'Seals the entries of one chain up to then; gives how many. Entries of the last hour that appeared late come into the'
  ' next block.';
call atrium.own_as_definer('atrium.seal_audit_chain(uuid, timestamptz)'::regprocedure);

create function atrium.seal_audit_logs(upto timestamptz default clock_timestamp() - interval '1 minute')
returns table (agency_id uuid, sealed integer)
language sql
as $$
  select c.chain, s.sealed
  from (select a.id as chain from public.agencies a
        union select b.chain from atrium.audit_blocks b where b.number = 1
        union select '00000000-0000-0000-0000-000000000000'::uuid order by chain) as c,
    lateral (select atrium.seal_audit_chain(c.chain, least(upto, clock_timestamp())) as sealed) as s
  where s.sealed > 0
$$;
comment on function atrium.seal_audit_logs(timestamptz) is
  'Job, every few minutes: seals what the log got since; a row an agency that had something, all zeros for none.';
call atrium.own_as_definer('atrium.seal_audit_logs(timestamptz)'::regprocedure);
grant execute on function atrium.seal_audit_logs(timestamptz) to service_role;
