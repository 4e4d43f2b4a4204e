-- Every mail, call, meeting, chat and note with a client. Messages of one thread share thread_key; a message that
-- names no thread starts one. Whether somebody waits for a reply is found out, never typed in (next change).
create domain public.communication_type as text check (value in ('email', 'call', 'meeting', 'note', 'chat'));
create domain public.communication_direction as text check (value in ('inbound', 'outbound'));
comment on domain public.communication_type is 'How it was said; a note is for staff only.';
comment on domain public.communication_direction is 'Inbound: from the client. Outbound: to the client.';

create table public.communications (
  id           uuid primary key default gen_random_uuid(),
  client_id    uuid not null references public.clients on delete cascade,
  type         public.communication_type not null,
  direction    public.communication_direction,
  subject      text,
  body         text,
  "timestamp"  timestamptz not null default now(),
  channel      text,
  thread_key   text not null,
  external_id  text,
  sender_name  text,
  sender_email extensions.citext,
  needs_reply  boolean not null default false,
  replied_at   timestamptz,
  replied_by   uuid references public.users on delete set null,
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint communications_subject check (length(subject) <= 500),
  constraint communications_body check (length(body) <= 200000),
  constraint communications_thread check (length(thread_key) between 1 and 500),
  constraint communications_waiting check (not needs_reply or (direction = 'inbound' and replied_at is null))
);
comment on table public.communications is
  'Scope: client. Mails, calls, meetings, chats and notes; contact users never see notes.';
comment on column public.communications.id is 'Key.';
comment on column public.communications.client_id is 'The client it was with; never changes.';
comment on column public.communications.type is 'Email, call, meeting, note or chat.';
comment on column public.communications.direction is 'Inbound or outbound; null for notes and where it makes no sense.';
comment on column public.communications.subject is 'At most 500 characters.';
comment on column public.communications.body is 'Plain text, at most 200,000 characters.';
comment on column public.communications."timestamp" is 'UTC; when it was said or sent.';
comment on column public.communications.channel is 'Mailbox, chat channel or phone line it came by.';
comment on column public.communications.thread_key is 'Shared by the messages of a thread; a fresh one where absent.';
comment on column public.communications.external_id is
  'Identity at the provider; unique within the client, so a repeated sync adds nothing.';
comment on column public.communications.sender_name is 'Who said it, as shown.';
comment on column public.communications.sender_email is 'Address it came from.';
comment on column public.communications.needs_reply is
  'Kept by trigger: mail or chat from the client, newest of its thread, not answered.';
comment on column public.communications.replied_at is
  'UTC; when the thread was answered after this message, or the message marked as dealt with.';
comment on column public.communications.replied_by is 'Who answered.';
comment on column public.communications.created_by is
  'Who entered it; null for a sync. Not a reference: it outlives the account.';
comment on column public.communications.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.communications.created_at is 'UTC; when the row was made.';
comment on column public.communications.updated_at is 'UTC; last change.';

create index communications_newest on public.communications (client_id, "timestamp" desc);
create index communications_newest_of_agency on public.communications (atrium.list_key(client_id), "timestamp" desc);
create index communications_waiting_of_agency on public.communications (atrium.list_key(client_id), "timestamp" desc)
  where needs_reply;
create index communications_thread on public.communications (client_id, thread_key, "timestamp" desc);
create index communications_answered on public.communications (client_id, replied_at) where direction = 'inbound';
create unique index communications_one_external on public.communications (client_id, external_id);
create index communications_text on public.communications
  using gin (to_tsvector('simple', coalesce(subject, '') || ' ' || coalesce(body, '')));
create index communications_replied_by on public.communications (replied_by) where replied_by is not null;

create function atrium.complete_communication() returns trigger language plpgsql as $$
begin
  new.thread_key := coalesce(nullif(btrim(new.thread_key), ''), new.id::text);
  new.needs_reply := new.needs_reply and new.direction is not distinct from 'inbound' and new.replied_at is null;
  if tg_op = 'INSERT' and new.sender_name is null and new.direction is distinct from 'inbound' then
    select coalesce(u.full_name, u.email::text), u.email into new.sender_name, new.sender_email
    from public.users u where u.id = atrium.current_user_id();
  end if;
  return new;
end $$;
comment on function atrium.complete_communication() is
  'Trigger on communications: starts a thread where none is named, signs what staff write; only what came in can wait.';
create trigger communications_complete before insert or update on public.communications
  for each row execute function atrium.complete_communication();
create trigger communications_touch before insert or update on public.communications
  for each row execute function atrium.touch();
create trigger communications_immutable before update on public.communications
  for each row execute function atrium.immutable('client_id', 'created_by');
create trigger communications_same_agency before insert or update on public.communications
  for each row execute function atrium.same_agency_user('replied_by');
create trigger communications_audit after insert or update or delete on public.communications
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, 'communications', 'select', case r when 'member' then 'assigned' when 'customer' then 'home' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r
union all
select r, 'communications', a, case r when 'member' then 'assigned' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'account', 'pm', 'agent', 'member']) r,
  unnest(array['insert', 'update']) a
union all
select r, 'communications', 'delete', 'all' from unnest(array['owner', 'admin', 'leadership']) r;

alter table public.communications enable row level security;
alter table public.communications force row level security;
create policy communications_select on public.communications for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('communications:select'))
    and (type <> 'note' or not (select atrium.is_contact())));
create policy communications_insert on public.communications for insert to authenticated
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('communications:insert')));
create policy communications_update on public.communications for update to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('communications:update')))
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('communications:update')));
create policy communications_delete on public.communications for delete to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('communications:delete')));
grant select, delete on public.communications to authenticated;
grant insert (client_id, type, direction, subject, body, "timestamp", channel, thread_key, external_id, sender_name,
  sender_email) on public.communications to authenticated;
grant update (type, direction, subject, body, "timestamp", channel, thread_key, sender_name, sender_email)
  on public.communications to authenticated;
