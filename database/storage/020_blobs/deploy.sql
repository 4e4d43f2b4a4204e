-- What was received, byte for byte. A blob is written down once its file is whole and on disk, so a row that names one
-- never names missing bytes. An agency keeps equal bytes once; two agencies never share any, so that nobody learns what
-- another has.
create table atrium.blobs (
  id         uuid not null,
  agency_id  uuid not null references public.agencies on delete cascade,
  digest     bytea not null,
  size_bytes bigint not null,
  created_at timestamptz not null default clock_timestamp(),
  claimed_at timestamptz not null default clock_timestamp(),
  constraint blobs_pkey primary key (id),
  constraint blobs_agency_id unique (agency_id, id),
  constraint blobs_digest unique (agency_id, digest),
  constraint blobs_digest_length check (octet_length(digest) = 32),
  constraint blobs_size check (size_bytes >= 0)
);
comment on table atrium.blobs is 'Received bytes, which objects name. Not exposed; the server writes them.';
comment on column atrium.blobs.id is
  'Part of the file''s name, so that one that is swept and its successor never meet.';
comment on column atrium.blobs.agency_id is 'Whose they are.';
comment on column atrium.blobs.digest is 'SHA-256 of the bytes.';
comment on column atrium.blobs.size_bytes is 'How many they are.';
comment on column atrium.blobs.created_at is 'When they were first received; UTC.';
comment on column atrium.blobs.claimed_at is 'When they were last received; UTC. Not swept for an hour after.';
create index blobs_claimed on atrium.blobs (claimed_at);
alter table atrium.blobs enable row level security;
alter table atrium.blobs force row level security;
revoke all on atrium.blobs from service_role;

create function atrium.keep_blob(owner uuid, id uuid, digest bytea, size_bytes bigint) returns uuid
language sql
as $$
  insert into atrium.blobs as b (agency_id, id, digest, size_bytes)
  values (keep_blob.owner, keep_blob.id, keep_blob.digest, keep_blob.size_bytes)
  on conflict on constraint blobs_digest do update set claimed_at = clock_timestamp()
  returning b.id
$$;
comment on function atrium.keep_blob(uuid, uuid, bytea, bigint) is
  'Writes down bytes of an agency whose file lies safely on disk. Gives the id under which equal bytes of it lie'
  ' already, if another.';
call atrium.own_as_definer('atrium.keep_blob(uuid, uuid, bytea, bigint)'::regprocedure);
grant execute on function atrium.keep_blob(uuid, uuid, bytea, bigint) to service_role;

-- No bytes need no file: an upload is tried with them before its own are taken in.
create function atrium.add_no_bytes() returns trigger
language plpgsql
as $$
begin
  insert into atrium.blobs (id, agency_id, digest, size_bytes) values (gen_random_uuid(), new.id, sha256(''), 0);
  return null;
end
$$;
comment on function atrium.add_no_bytes() is 'Trigger on agencies: writes down the empty file of a new agency.';
call atrium.own_as_definer('atrium.add_no_bytes()'::regprocedure);
create trigger agencies_no_bytes after insert on public.agencies
  for each row execute function atrium.add_no_bytes();

create function atrium.no_bytes() returns uuid
language plpgsql stable
as $$
begin
  return (select b.id from atrium.blobs b where b.agency_id = atrium.current_agency_id() and b.size_bytes = 0);
end
$$;
comment on function atrium.no_bytes() is 'The empty file of the caller''s agency.';
call atrium.own_as_definer('atrium.no_bytes()'::regprocedure);
grant execute on function atrium.no_bytes() to authenticated;

-- agencies that were here before; as the deployer, because row security hides them from the owner
set local role none;
insert into atrium.blobs (id, agency_id, digest, size_bytes)
select gen_random_uuid(), a.id, sha256(''), 0 from public.agencies a;
