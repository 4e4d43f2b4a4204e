-- Whether the sealed log is what it was: every block by its hash, every entry by its digest. A redaction or a deletion
-- that was written down is no fault; whatever else differs is.
create function atrium.audit_faults(chain uuid)
returns table (number bigint, audit_id uuid, fault text)
language sql stable
as $$
  with blocks as materialized (
    select b.*, lag(b.hash) over (order by b.number) as hash_before, lag(b.number) over (order by b.number) as before
    from atrium.audit_blocks b where b.chain = audit_faults.chain
  ), sealed as materialized (
    select b.number, e.id, substring(b.digests from (32 * (e.place - 1) + 1)::integer for 32) as digest
    from blocks b cross join lateral unnest(b.entry_ids) with ordinality as e (id, place)
    where not exists (select from atrium.audit_archives a where a.chain = b.chain and a.deleted_at is not null
      and b.number between a.first_block and a.last_block)
  ), present as materialized (
    select l.id, l.created_at, atrium.audit_digest(l) as digest from public.audit_logs l
    where l.agency_id is not distinct from nullif(audit_faults.chain, '00000000-0000-0000-0000-000000000000')
  )
  select b.number, null::uuid, 'block missing before it' from blocks b
  where b.number <> coalesce(b.before, 0) + 1
  union all
  select b.number, null, 'block does not follow the one before' from blocks b
  where b.number = coalesce(b.before, 0) + 1 and b.previous <> coalesce(b.hash_before, decode(repeat('00', 32), 'hex'))
  union all
  select b.number, null, 'block changed' from blocks b join atrium.audit_blocks o
    on o.chain = b.chain and o.number = b.number where b.hash <> atrium.audit_block_hash(o)
  union all
  select s.number, s.id, case when p.id is null then 'entry removed' else 'entry changed' end
  from sealed s left join present p on p.id = s.id
  where p.digest is distinct from s.digest and (p.id is null or not exists (
    -- from the sealed digest to the present one by redactions
    with recursive step (after) as (
      select r.after from atrium.audit_redactions r where r.audit_id = s.id and r.before = s.digest
      union select r.after from step join atrium.audit_redactions r on r.audit_id = s.id and r.before = step.after)
    select from step where step.after = p.digest))
  union all
  select null, p.id, 'entry put in later'
  from present p
  where p.created_at <= (select max(b.upto_time) from blocks b) - interval '1 hour'
    and p.id not in (select s.id from sealed s)
  order by 1 nulls last, 2
$$;
comment on function atrium.audit_faults(uuid) is
  'What does not fit in one chain of the log: a row a block or entry. Empty: the log is what was sealed.';
call atrium.own_as_definer('atrium.audit_faults(uuid)'::regprocedure);

create function atrium.audit_chains()
returns table (chain uuid, blocks bigint, entries bigint, sealed_until timestamptz, head text, unsealed bigint)
language sql stable
as $$
  select b.chain, count(*), sum(b.entries)::bigint, max(b.upto_time),
    (array_agg(encode(b.hash, 'hex') order by b.number desc))[1],
    (select count(*) from public.audit_logs l where l.created_at > max(b.upto_time)
      and l.agency_id is not distinct from nullif(b.chain, '00000000-0000-0000-0000-000000000000'))
  from atrium.audit_blocks b group by b.chain order by b.chain
$$;
comment on function atrium.audit_chains() is
  'For the operator: how far each chain is sealed, and the hash of its last block, which stands for all before it.';
call atrium.own_as_definer('atrium.audit_chains()'::regprocedure);
grant execute on function atrium.audit_faults(uuid), atrium.audit_chains() to service_role;

create function public.verify_audit_chain()
returns table (number bigint, audit_id uuid, fault text)
language plpgsql stable
as $$
begin
  perform atrium.check_audit_agency(atrium.current_agency_id(), 'audit_logs:select');
  return query select f.* from atrium.audit_faults(atrium.current_agency_id()) f;
end
$$;
comment on function public.verify_audit_chain() is
  'What does not fit in the sealed log of the caller''s agency; empty where it is what was sealed. ATNOF, ATNOM.';
call atrium.own_as_definer('public.verify_audit_chain()'::regprocedure);

create function public.audit_chain_state()
returns table (blocks bigint, entries bigint, sealed_until timestamptz, head text, unsealed bigint)
language plpgsql stable
as $$
begin
  perform atrium.check_audit_agency(atrium.current_agency_id(), 'audit_logs:select');
  return query select c.blocks, c.entries, c.sealed_until, c.head, c.unsealed from atrium.audit_chains() c
    where c.chain = atrium.current_agency_id();
end
$$;
comment on function public.audit_chain_state() is
  'How far the log of the caller''s agency is sealed, and the hash to note down elsewhere. ATNOF, ATNOM.';
call atrium.own_as_definer('public.audit_chain_state()'::regprocedure);
grant execute on function public.verify_audit_chain(), public.audit_chain_state() to authenticated;
