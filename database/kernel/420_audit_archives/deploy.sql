-- Archiving seals and exports, and deletes nothing. An archive is a run of blocks with the checksum of its lines; who
-- has stored the lines says so with that checksum; only then, and after six years, may the entries go, which is an act
-- of its own and in the log.
create table atrium.audit_archives (
  id           uuid not null default gen_random_uuid(),
  chain        uuid not null,
  first_block  bigint not null,
  last_block   bigint not null,
  entries      bigint not null,
  upto_time    timestamptz not null,
  sha256       text not null,
  created_by   uuid,
  confirmed_at timestamptz,
  deleted_at   timestamptz,
  created_at   timestamptz not null default clock_timestamp(),
  constraint audit_archives_pkey primary key (id),
  constraint audit_archives_first unique (chain, first_block),
  constraint audit_archives_blocks check (first_block between 1 and last_block and entries > 0),
  constraint audit_archives_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint audit_archives_deleted check (deleted_at is null or confirmed_at is not null)
);
comment on table atrium.audit_archives is 'What was exported of the audit log. Not exposed; see list_audit_archives.';
comment on column atrium.audit_archives.id is 'Identifier.';
comment on column atrium.audit_archives.chain is 'The agency; all zeros for entries that concern none.';
comment on column atrium.audit_archives.first_block is 'Number of its first block.';
comment on column atrium.audit_archives.last_block is 'Number of its last block.';
comment on column atrium.audit_archives.entries is 'How many entries it holds.';
comment on column atrium.audit_archives.upto_time is 'Time of its newest entry; UTC.';
comment on column atrium.audit_archives.sha256 is 'SHA-256 of its lines, each with a line feed, in hex.';
comment on column atrium.audit_archives.created_by is 'Who made it; null for the job. Not a reference.';
comment on column atrium.audit_archives.confirmed_at is 'When somebody who stored it named its checksum; UTC.';
comment on column atrium.audit_archives.deleted_at is 'When its entries were deleted here; UTC.';
comment on column atrium.audit_archives.created_at is 'When it was made; UTC.';

create function atrium.archive_lines(chain uuid, first_block bigint, last_block bigint)
returns table (number bigint, place bigint, line text)
language sql stable
set timezone = 'UTC'
as $$
  select b.number, e.place, coalesce(to_jsonb(l), jsonb_build_object('id', e.id, 'missing', true))::text
  from atrium.audit_blocks b cross join lateral unnest(b.entry_ids) with ordinality as e (id, place)
  left join public.audit_logs l on l.id = e.id and l.created_at between b.from_time and b.upto_time
    and l.agency_id is not distinct from nullif(b.chain, '00000000-0000-0000-0000-000000000000')
  where b.chain = archive_lines.chain and b.number between archive_lines.first_block and archive_lines.last_block
  order by b.number, e.place
$$;
comment on function atrium.archive_lines(uuid, bigint, bigint) is 'The entries of some blocks, as JSON, in order.';
call atrium.own_as_definer('atrium.archive_lines(uuid, bigint, bigint)'::regprocedure);
alter function atrium.archive_lines(uuid, bigint, bigint) set timezone = 'UTC';

create function atrium.own_archive(archive_id uuid, needed text) returns atrium.audit_archives
language plpgsql
as $$
declare
  found_one atrium.audit_archives;
begin
  select * into found_one from atrium.audit_archives a where a.id = own_archive.archive_id for update;
  if found_one.id is null or current_setting('role') in ('anon', 'authenticated')
    and found_one.chain is distinct from atrium.current_agency_id() then
    perform atrium.refuse('ATNOF', 'There is no such archive.', 'list_audit_archives names them.');
  end if;
  perform atrium.check_audit_agency(found_one.chain, needed);
  return found_one;
end
$$;
comment on function atrium.own_archive(uuid, text) is 'An archive of the caller''s agency, locked. ATNOF, ATNOM.';

create function public.archive_old_audit_logs(p_days_to_keep integer default 2190)
returns table (archived_count bigint, remaining_count bigint)
language plpgsql
as $$
declare
  operator boolean := current_setting('role') not in ('anon', 'authenticated');
  block record;
begin
  if not operator then
    perform atrium.demand('audit_logs:archive');
  end if;
  if p_days_to_keep is null or p_days_to_keep < 30 then
    perform atrium.refuse('ATVAL', 'At least thirty days stay unarchived.', 'Six years (2190 days) is what is usual.');
  end if;
  if operator then
    perform atrium.seal_audit_logs();
  else
    perform atrium.seal_audit_chain(atrium.current_agency_id(), clock_timestamp() - interval '1 minute');
  end if;
  archived_count := 0;
  for block in
    with open as (
      select b.chain, min(b.number) as first, max(b.number) as last, sum(b.entries) as entries, max(b.upto_time) as upto
      from atrium.audit_blocks b
      where b.upto_time < now() - make_interval(days => p_days_to_keep)
        and (operator or b.chain = atrium.current_agency_id())
        and b.number > coalesce((select max(a.last_block) from atrium.audit_archives a where a.chain = b.chain), 0)
      group by b.chain)
    select o.*, (select encode(sha256(convert_to(coalesce(string_agg(l.line || chr(10), '' order by l.number, l.place),
        ''), 'UTF8')), 'hex') from atrium.archive_lines(o.chain, o.first, o.last) l) as sha256
    from open o
  loop
    insert into atrium.audit_archives (chain, first_block, last_block, entries, upto_time, sha256, created_by)
    values (block.chain, block.first, block.last, block.entries, block.upto, block.sha256, atrium.current_user_id());
    perform atrium.log_event('audit.archived', 'audit_logs', null, 'allowed', null, jsonb_build_object('first_block',
      block.first, 'last_block', block.last, 'entries', block.entries, 'sha256', block.sha256),
      nullif(block.chain, '00000000-0000-0000-0000-000000000000'));
    archived_count := archived_count + block.entries;
  end loop;
  select count(*) into remaining_count from public.audit_logs l
  where (operator or l.agency_id = atrium.current_agency_id())
    and l.created_at >= now() - make_interval(days => p_days_to_keep);
  return next;
end
$$;
comment on function public.archive_old_audit_logs(integer) is
  'Seals the log and makes an archive of what is older than so many days, at least 30; deletes nothing. Gives how many'
  ' entries were archived, and how many are younger. An owner for the own agency, the operator for all. ATNOM, ATVAL.';

create function public.list_audit_archives()
returns table (id uuid, agency_id uuid, first_block bigint, last_block bigint, entries bigint, upto_time timestamptz,
  sha256 text, created_at timestamptz, confirmed_at timestamptz, deleted_at timestamptz)
language sql stable
as $$
  select a.id, nullif(a.chain, '00000000-0000-0000-0000-000000000000'), a.first_block, a.last_block, a.entries,
    a.upto_time, a.sha256, a.created_at, a.confirmed_at, a.deleted_at
  from atrium.audit_archives a
  where current_setting('role') not in ('anon', 'authenticated')
    or a.chain = atrium.current_agency_id() and atrium.may('audit_logs:select')
  order by a.created_at desc
$$;
comment on function public.list_audit_archives() is 'The archives of the caller''s agency; all for the operator.';

create function public.export_audit_archive(archive_id uuid) returns setof text
language plpgsql
as $$
declare
  archive atrium.audit_archives := atrium.own_archive(archive_id, 'audit_logs:select');
begin
  if archive.deleted_at is not null then
    perform atrium.refuse('ATSTA', 'Its entries are deleted here.', 'Read the file that was stored.');
  end if;
  perform atrium.log_event('audit.exported', 'audit_archives', archive.id::text, 'allowed', null, '{}',
    nullif(archive.chain, '00000000-0000-0000-0000-000000000000'));
  return query select l.line from atrium.archive_lines(archive.chain, archive.first_block, archive.last_block) l
    order by l.number, l.place;
end
$$;
comment on function public.export_audit_archive(uuid) is
  'The lines of an archive, JSON, in order; with a line feed each they give its checksum. ATNOF, ATNOM, ATSTA.';

create function public.confirm_audit_archive(archive_id uuid, sha256 text) returns timestamptz
language plpgsql
as $$
declare
  archive atrium.audit_archives := atrium.own_archive(archive_id, 'audit_logs:archive');
begin
  if lower(confirm_audit_archive.sha256) is distinct from archive.sha256 then
    perform atrium.refuse('ATVAL', 'The checksum is another: what was stored is not the archive.', 'Export it again.');
  end if;
  update atrium.audit_archives a set confirmed_at = coalesce(a.confirmed_at, clock_timestamp())
  where a.id = archive.id returning a.confirmed_at into archive.confirmed_at;
  return archive.confirmed_at;
end
$$;
comment on function public.confirm_audit_archive(uuid, text) is
  'Says that the archive is stored, proved by its checksum. ATNOF, ATNOM, ATVAL.';

create function public.delete_archived_audit_logs(archive_id uuid, reason text) returns bigint
language plpgsql
as $$
declare
  archive atrium.audit_archives := atrium.own_archive(archive_id, 'audit_logs:archive');
  gone bigint;
begin
  if archive.confirmed_at is null or archive.deleted_at is not null then
    perform atrium.refuse('ATSTA', 'Only what is stored elsewhere and still here is deleted.',
      'Export the archive, store it, and confirm it with its checksum.');
  elsif archive.upto_time > now() - interval '2190 days' then
    perform atrium.refuse('ATSTA', 'Entries are kept for six years.', 'Delete it once its newest entry is that old.');
  elsif coalesce(btrim(reason), '') = '' then
    perform atrium.refuse('ATVAL', 'Say why they are deleted.', 'Pass it as reason.');
  end if;
  with sealed as (
    select unnest(b.entry_ids) as id, b.from_time, b.upto_time from atrium.audit_blocks b
    where b.chain = archive.chain and b.number between archive.first_block and archive.last_block
  ), deleted as (
    delete from public.audit_logs l using sealed s
    where l.id = s.id and l.created_at between s.from_time and s.upto_time returning 1)
  select count(*) into gone from deleted;
  update atrium.audit_archives a set deleted_at = clock_timestamp() where a.id = archive.id;
  perform atrium.log_event('audit.deleted', 'audit_archives', archive.id::text, 'allowed', reason,
    jsonb_build_object('entries', gone, 'sha256', archive.sha256, 'upto', archive.upto_time),
    nullif(archive.chain, '00000000-0000-0000-0000-000000000000'));
  return gone;
end
$$;
comment on function public.delete_archived_audit_logs(uuid, text) is
  'Deletes the entries of a confirmed archive older than six years; the blocks stay. Gives how many. ATNOF, ATNOM,'
  ' ATSTA, ATVAL.';

do $$
declare
  named text;
begin
  foreach named in array array['atrium.own_archive(uuid, text)', 'public.archive_old_audit_logs(integer)',
    'public.list_audit_archives()', 'public.export_audit_archive(uuid)', 'public.confirm_audit_archive(uuid, text)',
    'public.delete_archived_audit_logs(uuid, text)'] loop
    call atrium.own_as_definer(named::regprocedure);
    if named like 'public.%' then
      execute format('grant execute on function %s to authenticated, service_role', named);
    end if;
  end loop;
  -- only the deletion above uses it; no caller is given it
  grant delete on public.audit_logs to atrium_definer;
end $$;
call atrium.allow('audit_logs', 'archive', 'all', 'owner');
