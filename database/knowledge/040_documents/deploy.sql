-- What the assistant may read: playbooks, policies, templates and the like, for the whole agency or of one client. Who
-- reads a document follows from its visibility and its client; search, quotes and citations follow the same policies.
create domain public.knowledge_doc_type as text constraint knowledge_doc_type_known check (value in
  ('playbook', 'template', 'policy', 'sop', 'guide', 'faq', 'best_practice'));
create domain public.knowledge_source as text constraint knowledge_source_known check (value in
  ('notion', 'local', 'uploaded', 'generated'));
create domain public.knowledge_visibility as text constraint knowledge_visibility_known check (value in
  ('all_staff', 'creative_only', 'management_only', 'finance_only', 'client'));
comment on domain public.knowledge_doc_type is 'What kind of text a knowledge document is.';
comment on domain public.knowledge_source is 'Where a knowledge document came from.';
comment on domain public.knowledge_visibility is
  'Who reads a knowledge document; client: all staff, and the contact users of its client.';

create table public.knowledge_documents (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  client_id        uuid,
  doc_type         public.knowledge_doc_type not null,
  source           public.knowledge_source not null default 'local',
  source_id        text,
  title            text not null,
  content          text not null,
  content_preview  text generated always as (left(content, 500)) stored,
  content_hash     text not null default '',
  tags             text[] not null default '{}',
  category         text,
  visibility       public.knowledge_visibility not null default 'all_staff',
  embedding_status public.embedding_status not null default 'pending',
  embedding_error  text,
  embedded_at      timestamptz,
  last_synced_at   timestamptz,
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint knowledge_documents_agency_id unique (agency_id, id),
  constraint knowledge_documents_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  -- a second sync of the same page finds the first
  constraint knowledge_documents_one_source unique (agency_id, source, source_id),
  constraint knowledge_documents_title check (length(btrim(title)) between 1 and 500),
  constraint knowledge_documents_content check (length(btrim(content)) > 0 and length(content) <= 2000000),
  constraint knowledge_documents_words check (length(category) between 1 and 100
    and length(source_id) between 1 and 500 and length(embedding_error) <= 2000),
  constraint knowledge_documents_tags check (cardinality(tags) <= 20),
  constraint knowledge_documents_shared check (visibility <> 'client' or client_id is not null)
);
comment on table public.knowledge_documents is
  'Scope: agency, narrowed to clients and visibility. Texts that the assistant and search read.';
comment on column public.knowledge_documents.id is 'Identifier.';
comment on column public.knowledge_documents.agency_id is 'The agency; never changes.';
comment on column public.knowledge_documents.client_id is 'The client it is about; null: for all. Never changes.';
comment on column public.knowledge_documents.doc_type is
  'playbook, template, policy, sop, guide, faq or best_practice.';
comment on column public.knowledge_documents.source is 'notion, local, uploaded or generated.';
comment on column public.knowledge_documents.source_id is
  'Its identity there; unique within the agency and source, null for none.';
comment on column public.knowledge_documents.title is 'Title, 1 to 500 characters.';
comment on column public.knowledge_documents.content is 'The text as Markdown, up to 2,000,000 characters.';
comment on column public.knowledge_documents.content_preview is
  'First 500 characters of content; kept by the database.';
comment on column public.knowledge_documents.content_hash is
  'SHA-256 of title and content as hex, kept by a trigger: a sync that brings the same changes nothing.';
comment on column public.knowledge_documents.tags is 'At most 20 labels.';
comment on column public.knowledge_documents.category is
  'creative, strategy, production, best_practices, case_study …; free text.';
comment on column public.knowledge_documents.visibility is
  'all_staff; creative_only and finance_only: that role and whoever keeps the knowledge; management_only: owner, admin'
  ' and leadership; client: all staff and the contact users of its client.';
comment on column public.knowledge_documents.embedding_status is
  'Whether the present text is in the index; a change of title or text makes it pending.';
comment on column public.knowledge_documents.embedding_error is 'Why it could not be put there; null where it could.';
comment on column public.knowledge_documents.embedded_at is 'When it was last put there; UTC.';
comment on column public.knowledge_documents.last_synced_at is 'When its source was last read; UTC.';
comment on column public.knowledge_documents.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.knowledge_documents.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.knowledge_documents.created_at is 'When it was made; UTC.';
comment on column public.knowledge_documents.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index knowledge_documents_newest on public.knowledge_documents (agency_id, updated_at desc);
create index knowledge_documents_by_type on public.knowledge_documents (agency_id, doc_type, updated_at desc);
create index knowledge_documents_by_category on public.knowledge_documents (agency_id, category, updated_at desc);
create index knowledge_documents_of_client on public.knowledge_documents (agency_id, client_id, updated_at desc);
create index knowledge_documents_tagged on public.knowledge_documents using gin (tags);

create function atrium.watch_document() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.content_hash := encode(sha256(convert_to(new.title || E'\n' || new.content, 'UTF8')), 'hex');
  if tg_op = 'UPDATE' and new.content_hash <> old.content_hash then
    new.embedding_status := 'pending';
    new.embedding_error := null;
  end if;
  return new;
end
$$;
comment on function atrium.watch_document() is
  'Trigger before insert or update of knowledge_documents: keeps content_hash, and the text waits to be indexed again.';
create trigger knowledge_documents_watch before insert or update on public.knowledge_documents
  for each row execute function atrium.watch_document();
create trigger knowledge_documents_touch before insert or update on public.knowledge_documents
  for each row execute function atrium.touch();
create trigger knowledge_documents_immutable before update on public.knowledge_documents
  for each row execute function atrium.immutable('id', 'agency_id', 'client_id', 'created_by', 'created_at');
create trigger knowledge_documents_audit after insert or update or delete on public.knowledge_documents
  for each row execute function atrium.audit('content', 'content_preview');

call atrium.allow('knowledge_documents', 'select', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('knowledge_documents', 'select_any', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('knowledge_documents', 'select', 'assigned', 'finance', 'pm', 'account', 'creative', 'agent',
  'member');
-- held by those who read everything, so that they can give it to one person
call atrium.allow('knowledge_documents', 'select_creative', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('knowledge_documents', 'select_finance', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('knowledge_documents', 'select_creative', 'assigned', 'creative');
call atrium.allow('knowledge_documents', 'select_finance', 'assigned', 'finance');
call atrium.allow('knowledge_documents', 'select', 'home', 'customer');
call atrium.allow('knowledge_documents', 'insert', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('knowledge_documents', 'update', 'all', 'owner', 'admin', 'leadership');
call atrium.allow('knowledge_documents', 'delete', 'all', 'owner', 'admin', 'leadership');

create function atrium.readable_visibilities() returns setof text
language sql stable parallel safe
as $$
  select v from unnest(array['all_staff', 'creative_only', 'management_only', 'finance_only', 'client']) v
  where atrium.may('knowledge_documents:select') and case
    when atrium.is_contact() then v = 'client'
    when v in ('all_staff', 'client') or atrium.may('knowledge_documents:select_any') then true
    when v = 'creative_only' then atrium.may('knowledge_documents:select_creative')
    when v = 'finance_only' then atrium.may('knowledge_documents:select_finance')
    else false end
$$;
comment on function atrium.readable_visibilities() is
  'The visibilities of knowledge documents that the caller may read; none for nobody.';
grant execute on function atrium.readable_visibilities() to authenticated, service_role;

alter table public.knowledge_documents enable row level security;
alter table public.knowledge_documents force row level security;
create policy knowledge_documents_select on public.knowledge_documents for select to authenticated
  using (agency_id = (select atrium.current_agency_id())
    and visibility = any (array(select v from atrium.readable_visibilities() v))
    and ((select atrium.sees_all_clients()) or client_id = any (array(select id from public.clients))
      or (client_id is null and not (select atrium.is_contact()))));
create policy knowledge_documents_insert on public.knowledge_documents for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('knowledge_documents:insert'))
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w))));
create policy knowledge_documents_update on public.knowledge_documents for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('knowledge_documents:update'))
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w))))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('knowledge_documents:update'))
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w))));
create policy knowledge_documents_delete on public.knowledge_documents for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('knowledge_documents:delete'))
    and (client_id is null or client_id = any (array(select w from atrium.writable_clients() w))));
grant select, delete on public.knowledge_documents to authenticated;
grant insert (client_id, doc_type, source, source_id, title, content, tags, category, visibility)
  on public.knowledge_documents to authenticated;
grant update (doc_type, source_id, title, content, tags, category, visibility)
  on public.knowledge_documents to authenticated;
