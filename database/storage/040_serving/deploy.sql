-- What the server asks beside the rows a caller sees: the files of public buckets, and which bytes nobody names.
create function atrium.public_object(bucket_slug text, object_slug text)
returns table (blob_id uuid, digest bytea, size_bytes bigint, content_type text, cache_control text,
  updated_at timestamptz)
language plpgsql stable
as $$
#variable_conflict use_column
begin
  return query select o.blob_id, o.digest, o.size_bytes, o.content_type, o.cache_control, o.updated_at
    from storage.buckets b join storage.objects o on o.agency_id = b.agency_id and o.bucket_id = b.id
    where b.public and b.id = bucket_slug and o.name = object_slug;
end
$$;
comment on function atrium.public_object(text, text) is
  'A file of a public bucket by its address. Open to everybody: its bucket was made so by an owner or admin.';
call atrium.own_as_definer('atrium.public_object(text, text)'::regprocedure);
grant execute on function atrium.public_object(text, text) to anon, authenticated, service_role;

create function atrium.sweep_blobs(idle interval default '1 hour', most integer default 1000)
returns table (id uuid, digest bytea)
language plpgsql
as $$
#variable_conflict use_column
begin
  if not atrium.serves_storage() then
    return;
  end if;
  -- whoever sends one meanwhile waits for the row, finds it gone and writes down a new one
  return query delete from atrium.blobs b where b.id in (
      select u.id from atrium.blobs u
      where u.claimed_at < clock_timestamp() - idle and u.size_bytes > 0
        and not exists (select from storage.objects o where o.agency_id = u.agency_id and o.blob_id = u.id)
      order by u.claimed_at limit most for update skip locked)
    and b.claimed_at < clock_timestamp() - idle
    returning b.id, b.digest;
end
$$;
comment on function atrium.sweep_blobs(interval, integer) is
  'Forgets bytes that no object names and nobody sent for a while, and says which: their files go next.';

create function atrium.known_blobs(ids uuid[]) returns setof uuid
language sql stable
as $$ select b.id from atrium.blobs b where b.id = any (ids) $$;
comment on function atrium.known_blobs(uuid[]) is
  'Which of these are written down: the files of the others are left over.';
call atrium.own_as_definer('atrium.sweep_blobs(interval, integer)'::regprocedure);
call atrium.own_as_definer('atrium.known_blobs(uuid[])'::regprocedure);
grant execute on function atrium.sweep_blobs(interval, integer), atrium.known_blobs(uuid[]) to service_role;
