-- Where files lie: an agency's buckets. What the first folder of a bucket names decides who sees what is in it: a
-- client, an artifact, a ticket, a person, or nothing but the agency. Every agency starts with four. A schema storage
-- that was there before (Supabase's) has a service of its own: it is left as it is, and nothing is made in it.
create function atrium.serves_storage() returns boolean
language sql stable
as $$
  select exists (select from pg_catalog.pg_namespace n
    where n.nspname = 'storage' and pg_catalog.pg_get_userbyid(n.nspowner) = 'atrium_owner')
$$;
comment on function atrium.serves_storage() is 'Whether schema storage is ours, and not another service''s.';
grant execute on function atrium.serves_storage() to anon, authenticated, service_role;

create domain public.bucket_holding as text constraint bucket_holding_known check (value in
  ('agency', 'clients', 'artifacts', 'tickets', 'people'));
comment on domain public.bucket_holding is
  'What the first folder of a bucket names, and its files belong to; agency: nothing, they are the agency''s own.';

call atrium.allow('buckets', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent', 'member', 'customer');
call atrium.allow('buckets', 'insert', 'all', 'owner', 'admin');
call atrium.allow('buckets', 'update', 'all', 'owner', 'admin');
call atrium.allow('buckets', 'delete', 'all', 'owner', 'admin');

create function atrium.keep_bucket() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  -- one of the four goes with its agency only
  if old.holds <> 'agency' and pg_trigger_depth() = 1 then
    perform atrium.refuse('ATSTA', format('The bucket %s is one that every agency has.', old.id),
      'Empty it, or set its limits.');
  end if;
  return old;
end
$$;
comment on function atrium.keep_bucket() is 'Trigger before delete: the buckets every agency has stay (ATSTA).';

create function atrium.default_buckets() returns table (id text, holds text, file_size_limit bigint, types text[])
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select d.id, d.holds, d.mib * 1048576, d.types || case when d.id = 'avatars' then '{}' else array[
    'application/pdf', 'application/json', 'application/zip', 'application/rtf', 'application/msword',
    'application/vnd.ms-excel', 'application/vnd.ms-powerpoint',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.oasis.opendocument.presentation', 'message/rfc822',
    'text/plain', 'text/csv', 'text/markdown', 'text/calendar', 'image/*', 'audio/*', 'video/*'] end
  from (values
    ('documents', 'clients', 50, array[]::text[]),
    ('artifacts', 'artifacts', 200, array['application/postscript', 'application/vnd.adobe.photoshop', 'font/*']),
    ('attachments', 'tickets', 25, array[]::text[]),
    ('avatars', 'people', 2, array['image/png', 'image/jpeg', 'image/webp', 'image/gif'])
  ) as d (id, holds, mib, types)
$$;
comment on function atrium.default_buckets() is 'The buckets every agency has, with their limits.';

create function atrium.add_default_buckets() returns trigger
language plpgsql
as $$
begin
  if atrium.serves_storage() then
    insert into storage.buckets (agency_id, id, holds, file_size_limit, allowed_mime_types)
    select new.id, d.id, d.holds, d.file_size_limit, d.types from atrium.default_buckets() d;
  end if;
  return null;
end
$$;
comment on function atrium.add_default_buckets() is 'Trigger on agencies: gives a new agency its four buckets.';
call atrium.own_as_definer('atrium.add_default_buckets()'::regprocedure);

do $ours$ begin
  if to_regnamespace('storage') is not null then
    return;
  end if;
  create schema storage;
  comment on schema storage is 'Atrium: what is known of stored files. Reached through /storage/v1; never exposed.';
  grant usage on schema storage to authenticated, service_role;

  create table storage.buckets (
    agency_id          uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
    id                 text not null,
    holds              public.bucket_holding not null default 'agency',
    public             boolean not null default false,
    file_size_limit    bigint,
    allowed_mime_types text[],
    created_by         uuid,
    updated_by         uuid,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    constraint buckets_pkey primary key (agency_id, id),
    -- not a word of the protocol's own paths
    constraint buckets_id check (id ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$' and id not in
      ('public', 'sign', 'info', 'list', 'list-v2', 'upload', 'authenticated', 'move', 'copy')),
    constraint buckets_size check (file_size_limit > 0),
    constraint buckets_types check (cardinality(allowed_mime_types) between 1 and 100),
    constraint buckets_public check (not public or holds = 'agency')
  );
  comment on table storage.buckets is 'Scope: agency. Where files lie, with what may lie there and how large.';
  comment on column storage.buckets.agency_id is 'The agency; never changes.';
  comment on column storage.buckets.id is 'Its name, 1 to 100 letters, digits, dots, hyphens and underlines.';
  comment on column storage.buckets.holds is
    'What the first folder names, which decides who sees a file: agency for all that people make.';
  comment on column storage.buckets.public is 'Whether anybody may fetch a file by its address without signing in.';
  comment on column storage.buckets.file_size_limit is 'Largest file in bytes; null for the server''s own limit.';
  comment on column storage.buckets.allowed_mime_types is 'Media types that may lie here, also as image/*; null: any.';
  comment on column storage.buckets.created_by is 'Who made it. Not a reference: it outlives the account.';
  comment on column storage.buckets.updated_by is 'Who changed it last. Not a reference, like created_by.';
  comment on column storage.buckets.created_at is 'When it was made; UTC.';
  comment on column storage.buckets.updated_at is 'When it was last changed; UTC, kept by a trigger.';
  create unique index buckets_one_public on storage.buckets (id) where public;
  comment on index storage.buckets_one_public is
    'Global on purpose: the name of a public bucket is part of a public address, which names no agency.';

  create trigger buckets_keep before delete on storage.buckets for each row execute function atrium.keep_bucket();
  create trigger buckets_touch before insert or update on storage.buckets
    for each row execute function atrium.touch();
  create trigger buckets_immutable before update on storage.buckets
    for each row execute function atrium.immutable('agency_id', 'id', 'holds', 'created_by', 'created_at');
  create trigger buckets_audit after insert or update or delete on storage.buckets
    for each row execute function atrium.audit();

  alter table storage.buckets enable row level security;
  alter table storage.buckets force row level security;
  create policy buckets_select on storage.buckets for select to authenticated
    using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('buckets:select')));
  create policy buckets_insert on storage.buckets for insert to authenticated
    with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('buckets:insert')));
  create policy buckets_update on storage.buckets for update to authenticated
    using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('buckets:update')))
    with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('buckets:update')));
  create policy buckets_delete on storage.buckets for delete to authenticated
    using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('buckets:delete')));
  grant select, delete on storage.buckets to authenticated;
  grant insert (id, public, file_size_limit, allowed_mime_types),
    update (public, file_size_limit, allowed_mime_types) on storage.buckets to authenticated;
  grant select, insert, update, delete on storage.buckets to service_role;
  grant usage on schema storage to atrium_definer;
  grant select, insert, update, delete on storage.buckets to atrium_definer;
end $ours$;
create trigger agencies_default_buckets after insert on public.agencies
  for each row execute function atrium.add_default_buckets();

-- agencies that were here before; as the deployer, because row security hides them from the owner
set local role none;
do $$ begin
  if atrium.serves_storage() then
    insert into storage.buckets (agency_id, id, holds, file_size_limit, allowed_mime_types)
    select a.id, d.id, d.holds, d.file_size_limit, d.types from public.agencies a, atrium.default_buckets() d;
  end if;
end $$;
