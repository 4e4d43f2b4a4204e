-- A client's files and links. What is meant for the client's own people says so; the rest stays with staff.
create domain public.document_visibility as text check (value in ('internal', 'client'));
comment on domain public.document_visibility is 'Internal: staff. Client: also the contact users of that client.';

create table public.documents (
  id           uuid primary key default gen_random_uuid(),
  client_id    uuid not null references public.clients on delete cascade,
  name         text not null,
  type         text,
  url          text,
  visibility   public.document_visibility not null default 'internal',
  size_bytes   bigint,
  mime_type    text,
  storage_path text,
  tags         text[] not null default '{}',
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint documents_name check (length(btrim(name)) between 1 and 500),
  constraint documents_size check (size_bytes >= 0),
  -- a link that a browser would run is no link
  constraint documents_url check (url ~* '^(https?://|/)'),
  constraint documents_tags check (cardinality(tags) <= 20)
);
comment on table public.documents is
  'Scope: client. Files and links of a client; contact users see those with visibility client.';
comment on column public.documents.id is 'Key.';
comment on column public.documents.client_id is 'The client it belongs to; never changes.';
comment on column public.documents.name is 'As shown, at most 500 characters.';
comment on column public.documents.type is 'Contract, brief, report …; free text.';
comment on column public.documents.url is 'Where it is: http, https, or a path of this server.';
comment on column public.documents.visibility is 'Internal or client.';
comment on column public.documents.size_bytes is 'Size of the file; null for a link.';
comment on column public.documents.mime_type is 'Media type of the file.';
comment on column public.documents.storage_path is 'Object in storage; null for a link.';
comment on column public.documents.tags is 'At most 20 labels.';
comment on column public.documents.created_by is 'Who added it. Not a reference: it outlives the account.';
comment on column public.documents.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.documents.created_at is 'UTC; when it was added.';
comment on column public.documents.updated_at is 'UTC; last change, a renaming included.';

create index documents_newest on public.documents (client_id, created_at desc);
create index documents_newest_of_agency on public.documents (atrium.list_key(client_id), created_at desc);

create trigger documents_touch before insert or update on public.documents for each row execute function atrium.touch();
create trigger documents_immutable before update on public.documents
  for each row execute function atrium.immutable('client_id', 'created_by');
create trigger documents_audit after insert or update or delete on public.documents
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, 'documents', 'select', case r when 'member' then 'assigned' when 'customer' then 'home' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r
union all
select r, 'documents', a, case r when 'member' then 'assigned' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'account', 'pm', 'creative', 'agent', 'member']) r,
  unnest(array['insert', 'update']) a
union all
select r, 'documents', 'delete', 'all' from unnest(array['owner', 'admin', 'leadership', 'account']) r;

alter table public.documents enable row level security;
alter table public.documents force row level security;
create policy documents_select on public.documents for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('documents:select'))
    and (visibility = 'client' or not (select atrium.is_contact())));
create policy documents_insert on public.documents for insert to authenticated
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('documents:insert')));
create policy documents_update on public.documents for update to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w)) and (select atrium.may('documents:update')))
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('documents:update')));
create policy documents_delete on public.documents for delete to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('documents:delete')));
grant select, delete on public.documents to authenticated;
grant insert (client_id, name, type, url, visibility, size_bytes, mime_type, storage_path, tags)
  on public.documents to authenticated;
grant update (name, type, url, visibility, tags) on public.documents to authenticated;
