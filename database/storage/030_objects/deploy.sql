-- Files by name. What the first folder names (see buckets.holds) is written into the row by a trigger that looks with
-- the caller's eyes, and the policies ask that client, artifact, ticket or person: a file is seen by whoever sees what
-- it belongs to, and a contact user sees a document's file only where a document meant for the client names it.

-- the look-up of contact users: the documents of a client by the file they name
create index documents_of_object on public.documents (client_id, storage_path) where storage_path is not null;

call atrium.allow('objects', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent');
call atrium.allow('objects', 'select', 'assigned', 'member');
call atrium.allow('objects', 'select', 'home', 'customer');
-- what is of a client, an artifact, a ticket or a person goes by the rights of these; what is the agency's own, by
-- insert, update_any and delete_any
call atrium.allow('objects', 'insert', 'all', 'owner', 'admin', 'leadership', 'pm', 'account', 'creative');
call atrium.allow('objects', 'update', 'assigned', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member', 'customer');
call atrium.allow('objects', 'update_any', 'all', 'owner', 'admin', 'leadership', 'pm', 'account', 'creative');
call atrium.allow('objects', 'delete', 'assigned', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member', 'customer');
call atrium.allow('objects', 'delete_any', 'all', 'owner', 'admin', 'leadership');

create function atrium.changes_artifact(artifact_id uuid) returns boolean
language plpgsql stable
as $$
begin
  return coalesce(atrium.artifact_reach(artifact_id) = 'write', false);
end
$$;
comment on function atrium.changes_artifact(uuid) is 'Whether the caller may change an artifact, and so its files.';
call atrium.own_as_definer('atrium.changes_artifact(uuid)'::regprocedure);
grant execute on function atrium.changes_artifact(uuid) to authenticated;

create function atrium.place_object() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  holds text;
  folders text[] := string_to_array(new.name, '/');
  named uuid := atrium.as_uuid(folders[1]);
  known boolean := true;
begin
  if tg_op = 'UPDATE' and (new.bucket_id, new.name) = (old.bucket_id, old.name) then
    return new;
  end if;
  select b.holds into holds from storage.buckets b where b.agency_id = new.agency_id and b.id = new.bucket_id;
  if not found then
    perform atrium.refuse('ATNOF', 'Bucket not found', 'Choose a bucket from the list of buckets.');
  end if;
  new.client_id := null;
  new.artifact_id := null;
  new.ticket_id := null;
  new.user_id := null;
  new.is_internal := false;
  if holds = 'clients' then
    select c.id into new.client_id from public.clients c where c.id = named and c.agency_id = new.agency_id;
    known := found;
  elsif holds = 'artifacts' then
    select a.id, a.client_id into new.artifact_id, new.client_id from public.artifacts a
    where a.id = named and a.agency_id = new.agency_id;
    known := found;
  elsif holds = 'tickets' then
    select t.id, t.client_id into new.ticket_id, new.client_id
    from public.tickets t join public.clients c on c.id = t.client_id and c.agency_id = new.agency_id
    where t.id = named;
    known := found;
    new.is_internal := coalesce(cardinality(folders) > 2 and folders[2] = 'internal', false);
  elsif holds = 'people' then
    select m.user_id into new.user_id from public.memberships m
    where m.user_id = named and m.agency_id = new.agency_id;
    known := found;
  end if;
  if not known or (holds <> 'agency' and cardinality(folders) < 2) then
    perform atrium.refuse('ATNOF', format('The folder is not one of %s you can see.', holds),
      format('Begin the name with the id of one of the %s, then a slash.', holds));
  end if;
  if tg_op = 'UPDATE' and (new.client_id, new.artifact_id, new.ticket_id, new.user_id, new.is_internal)
    is distinct from (old.client_id, old.artifact_id, old.ticket_id, old.user_id, old.is_internal) then
    perform atrium.refuse('ATIMM', 'A file stays with what it belongs to.', 'Copy it there, then remove it here.');
  end if;
  return new;
end
$$;
comment on function atrium.place_object() is
  'Trigger before insert or update: what the first folder names becomes what the file belongs to, for good. ATNOF'
  ' where the caller does not see it, ATIMM where a move would lead elsewhere.';

create function atrium.weigh_object() returns trigger
language plpgsql
as $$
declare
  bucket record;
begin
  select b.digest, b.size_bytes into new.digest, new.size_bytes from atrium.blobs b
  where b.agency_id = new.agency_id and b.id = new.blob_id;
  if not found then
    perform atrium.refuse('ATNOF', 'The bytes of this file are not there.', 'Upload it.');
  end if;
  select b.* into bucket from storage.buckets b where b.agency_id = new.agency_id and b.id = new.bucket_id;
  if new.size_bytes > bucket.file_size_limit then
    perform atrium.refuse('ATVAL', 'The object exceeded the maximum allowed size',
      format('At most %s bytes may lie here.', bucket.file_size_limit));
  -- what has no bytes is of no type
  elsif new.size_bytes > 0 and not coalesce(new.content_type = any (bucket.allowed_mime_types)
    or split_part(new.content_type, '/', 1) || '/*' = any (bucket.allowed_mime_types), true) then
    perform atrium.refuse('ATVAL', format('mime type %s is not supported', new.content_type),
      format('Here may lie: %s.', array_to_string(bucket.allowed_mime_types, ', ')));
  end if;
  return new;
end
$$;
comment on function atrium.weigh_object() is
  'Trigger before insert or update: size and digest are those of the bytes; ATVAL where the bucket takes less, or'
  ' another type. ATNOF.';
call atrium.own_as_definer('atrium.weigh_object()'::regprocedure);

do $ours$ begin
  if not atrium.serves_storage() then
    return;
  end if;
  create table storage.objects (
    id            uuid primary key default gen_random_uuid(),
    agency_id     uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
    bucket_id     text not null,
    name          text not null,
    client_id     uuid,
    artifact_id   uuid,
    ticket_id     uuid,
    user_id       uuid,
    is_internal   boolean not null default false,
    blob_id       uuid not null,
    digest        bytea not null,
    size_bytes    bigint not null,
    content_type  text not null default 'application/octet-stream',
    cache_control text,
    metadata      jsonb not null default '{}',
    created_by    uuid,
    updated_by    uuid,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    constraint objects_name_once unique (agency_id, bucket_id, name),
    -- no action rather than restrict: an agency takes its buckets, bytes and files with it
    constraint objects_bucket foreign key (agency_id, bucket_id) references storage.buckets (agency_id, id),
    constraint objects_blob foreign key (agency_id, blob_id) references atrium.blobs (agency_id, id),
    constraint objects_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
      on delete cascade,
    constraint objects_artifact foreign key (agency_id, artifact_id) references public.artifacts (agency_id, id)
      on delete cascade,
    constraint objects_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
      on delete cascade,
    constraint objects_user foreign key (agency_id, user_id) references public.memberships (agency_id, user_id)
      on delete cascade,
    constraint objects_place check (num_nonnulls(artifact_id, ticket_id, user_id) <= 1
      and (ticket_id is null or client_id is not null) and (user_id is null or client_id is null)
      and (ticket_id is not null or not is_internal)),
    -- no folder without a name, none that leads upwards, nothing that a file system or a header reads otherwise
    constraint objects_name check (length(name) <= 1024 and name !~ '(^|/)\.{0,2}(/|$)'
      and name !~ '[[:cntrl:]\\]'),
    constraint objects_type check (content_type ~ '^[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$'),
    constraint objects_cache check (length(cache_control) <= 100),
    constraint objects_metadata check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 16384)
  );
  comment on table storage.objects is
    'Scope: agency, narrowed to the client, artifact, ticket or person a file belongs to. Files by name.';
  comment on column storage.objects.id is 'Identifier.';
  comment on column storage.objects.agency_id is 'The agency; never changes.';
  comment on column storage.objects.bucket_id is 'The bucket it lies in.';
  comment on column storage.objects.name is 'Folders and file name with slashes between, up to 1,024 characters.';
  comment on column storage.objects.client_id is 'The client it belongs to, directly or by artifact or ticket.';
  comment on column storage.objects.artifact_id is 'The artifact it belongs to.';
  comment on column storage.objects.ticket_id is 'The ticket it belongs to.';
  comment on column storage.objects.user_id is 'The person whose picture it is.';
  comment on column storage.objects.is_internal is 'Of a ticket, in the folder internal: not for contact users.';
  comment on column storage.objects.blob_id is 'Its bytes.';
  comment on column storage.objects.digest is 'SHA-256 of its bytes; kept by a trigger.';
  comment on column storage.objects.size_bytes is 'How many they are; kept by a trigger.';
  comment on column storage.objects.content_type is 'Media type, as the bytes say where they say it.';
  comment on column storage.objects.cache_control is 'How long a public file may be kept, as max-age=3600.';
  comment on column storage.objects.metadata is 'What the uploader noted with it: an object of up to 16 KiB.';
  comment on column storage.objects.created_by is 'Who uploaded it. Not a reference: it outlives the account.';
  comment on column storage.objects.updated_by is 'Who replaced or moved it last. Not a reference, like created_by.';
  comment on column storage.objects.created_at is 'When it was first uploaded; UTC.';
  comment on column storage.objects.updated_at is 'When it was last replaced or moved; UTC, kept by a trigger.';

  create index objects_of_client on storage.objects (agency_id, client_id) where client_id is not null;
  create index objects_of_artifact on storage.objects (agency_id, artifact_id) where artifact_id is not null;
  create index objects_of_ticket on storage.objects (client_id, ticket_id) where ticket_id is not null;
  create index objects_of_user on storage.objects (agency_id, user_id) where user_id is not null;
  create index objects_of_blob on storage.objects (agency_id, blob_id);

  create trigger objects_immutable before update on storage.objects for each row execute function
    atrium.immutable('id', 'agency_id', 'client_id', 'user_id', 'created_by', 'created_at');
  create trigger objects_place before insert or update on storage.objects
    for each row execute function atrium.place_object();
  create trigger objects_touch before insert or update on storage.objects
    for each row execute function atrium.touch();
  create trigger objects_weigh before insert or update on storage.objects
    for each row execute function atrium.weigh_object();
  create trigger objects_audit after insert or update or delete on storage.objects
    for each row execute function atrium.audit('metadata');

  alter table storage.objects enable row level security;
  alter table storage.objects force row level security;
  create policy objects_select on storage.objects for select to authenticated
    using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('objects:select'))
      and (client_id is null or (select atrium.sees_all_clients())
        or client_id = any (array(select id from public.clients)))
      and case
        when artifact_id is not null then (select true from public.artifacts a where a.id = objects.artifact_id)
        when ticket_id is not null then (not is_internal or not (select atrium.is_contact()))
          and (select true from public.tickets t where t.id = objects.ticket_id)
        when user_id is not null then (select true from public.users u where u.id = objects.user_id)
        when client_id is not null then (select atrium.may('documents:select')) and (not (select atrium.is_contact())
          or (select true from public.documents d where d.client_id = objects.client_id
            and d.storage_path = objects.bucket_id || '/' || objects.name limit 1))
        else (select atrium.sees_all_clients()) end);
  create policy objects_insert on storage.objects for insert to authenticated
    with check (agency_id = (select atrium.current_agency_id()) and case
        when artifact_id is not null then (select atrium.changes_artifact(objects.artifact_id))
        when ticket_id is not null then (select atrium.may('messages:insert'))
          and (client_id = (select atrium.home_client_id())
            or client_id = any (array(select w from atrium.writable_clients() w)))
          and (not is_internal or not (select atrium.is_contact()))
          and (select true from public.tickets t where t.id = objects.ticket_id)
        when user_id is not null then user_id = (select atrium.current_user_id())
        when client_id is not null then (select atrium.may('documents:insert'))
          and client_id = any (array(select w from atrium.writable_clients() w))
        else (select atrium.sees_all_clients()) and (select atrium.may('objects:insert')) end);
  -- what was sent with a ticket is replaced by nobody but whoever sent it
  create policy objects_update on storage.objects for update to authenticated
    using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('objects:update'))
      and case
        when artifact_id is not null then (select atrium.changes_artifact(objects.artifact_id))
        when ticket_id is not null then created_by = (select atrium.current_user_id())
          and (select true from public.tickets t where t.id = objects.ticket_id)
        when user_id is not null then user_id = (select atrium.current_user_id())
        when client_id is not null then (select atrium.may('documents:update'))
          and client_id = any (array(select w from atrium.writable_clients() w))
        else (select atrium.sees_all_clients()) and (select atrium.may('objects:update_any')) end)
    with check (agency_id = (select atrium.current_agency_id()));
  create policy objects_delete on storage.objects for delete to authenticated
    using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('objects:delete'))
      and case
        when artifact_id is not null then (select atrium.changes_artifact(objects.artifact_id))
        when ticket_id is not null then (created_by = (select atrium.current_user_id())
            or (select atrium.may('messages:redact')))
          and (select true from public.tickets t where t.id = objects.ticket_id)
        when user_id is not null then user_id = (select atrium.current_user_id())
        -- one's own, while no document names it
        when client_id is not null then client_id = any (array(select w from atrium.writable_clients() w))
          and ((select atrium.may('documents:delete')) or created_by = (select atrium.current_user_id())
            and (select atrium.may('documents:insert'))
            and (select true from public.documents d where d.client_id = objects.client_id
              and d.storage_path = objects.bucket_id || '/' || objects.name limit 1) is null)
        else (select atrium.sees_all_clients()) and (select atrium.may('objects:delete_any')) end);
  grant select, delete on storage.objects to authenticated;
  grant insert (bucket_id, name, blob_id, content_type, cache_control, metadata),
    update (bucket_id, name, blob_id, content_type, cache_control, metadata) on storage.objects to authenticated;
  grant select, insert, update, delete on storage.objects to service_role;
  grant select, insert, update, delete on storage.objects to atrium_definer;
end $ours$;
