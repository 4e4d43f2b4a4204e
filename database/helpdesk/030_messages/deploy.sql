-- What is said in a ticket: by the client, by agents, by programs. Notes for the staff never reach a contact user. A
-- message moves its ticket: who waits since when, the first response, back to open when the client writes again.
create domain public.message_type as text constraint message_type_known check (value in
  ('customer', 'agent', 'system', 'ai'));
create domain public.message_delivery as text constraint message_delivery_known check (value in
  ('queued', 'sent', 'delivered', 'bounced', 'failed'));
comment on domain public.message_type is 'Who speaks. system and ai: programs, never a person''s own word.';
comment on domain public.message_delivery is 'What became of a message that went out by mail.';

create table public.messages (
  id                uuid primary key default gen_random_uuid(),
  client_id         uuid not null,
  ticket_id         uuid not null,
  origin_ticket_id  uuid,
  sender_id         uuid references public.users on delete set null,
  message_type      public.message_type not null default 'agent',
  is_internal       boolean not null default false,
  content           text not null,
  mentions          uuid[] not null default '{}',
  channel           public.ticket_channel,
  sender_name       text,
  sender_email      extensions.citext,
  message_id_header text,
  in_reply_to       text,
  delivery_status   public.message_delivery,
  metadata          jsonb not null default '{}',
  edited_at         timestamptz,
  redacted_at       timestamptz,
  created_by        uuid,
  updated_by        uuid,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  constraint messages_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
    on delete cascade,
  constraint messages_origin foreign key (client_id, origin_ticket_id) references public.tickets (client_id, id)
    on delete set null (origin_ticket_id),
  constraint messages_content check (redacted_at is not null or length(btrim(content)) between 1 and 200000),
  constraint messages_mentions check (cardinality(mentions) <= 50),
  constraint messages_words check (length(sender_name) <= 200 and length(message_id_header) between 1 and 998
    and length(in_reply_to) <= 998),
  constraint messages_internal check (not is_internal or message_type <> 'customer')
);
comment on table public.messages is 'Scope: parent, the ticket. What is said in it; contact users never see notes.';
comment on column public.messages.id is 'Identifier.';
comment on column public.messages.client_id is 'The client of the ticket; kept by a trigger, never changes.';
comment on column public.messages.ticket_id is 'The ticket it stands in; moves with a merge or split only.';
comment on column public.messages.origin_ticket_id is 'The ticket it was written in, where a merge moved it.';
comment on column public.messages.sender_id is
  'Who wrote it; the caller. Null for programs and for who can''t sign in.';
comment on column public.messages.message_type is 'customer, agent, system or ai; follows from who writes.';
comment on column public.messages.is_internal is 'A note for the staff; never changes.';
comment on column public.messages.content is 'The text as Markdown, up to 200,000 characters; empty once redacted.';
comment on column public.messages.mentions is 'Staff called to the ticket: they follow it from then on; at most 50.';
comment on column public.messages.channel is 'How it came in, where not as the ticket did.';
comment on column public.messages.sender_name is 'As shown, for who can''t sign in.';
comment on column public.messages.sender_email is 'Address it came from.';
comment on column public.messages.message_id_header is
  'Identity of the mail; unique within the client, so that a repeated delivery adds nothing.';
comment on column public.messages.in_reply_to is 'Identity of the mail it answers.';
comment on column public.messages.delivery_status is 'What became of it, where it went out by mail.';
comment on column public.messages.metadata is 'Whatever a program keeps with it.';
comment on column public.messages.edited_at is 'When its author last changed it; UTC.';
comment on column public.messages.redacted_at is 'When its text was taken out; UTC. The place in the thread stays.';
comment on column public.messages.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.messages.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.messages.created_at is 'When it was said; UTC.';
comment on column public.messages.updated_at is 'When it was last changed; UTC, kept by a trigger.';
-- also for the key of the ticket; one that began with client_id would be taken for many tickets at once, and asked for
-- each of them with each client of the caller
create index messages_thread on public.messages (ticket_id, created_at, id);
create index messages_origin on public.messages (client_id, origin_ticket_id) where origin_ticket_id is not null;
create index messages_newest_of_agency on public.messages (atrium.list_key(client_id), created_at desc);
create index messages_sender on public.messages (sender_id, created_at desc) where sender_id is not null;
create unique index messages_one_mail on public.messages (client_id, message_id_header);

-- Runs with the caller's eyes: who can't see the ticket can't write in it. Functions and jobs say who speaks.
create function atrium.complete_message() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  ticket public.tickets;
begin
  select * into ticket from public.tickets t where t.id = new.ticket_id;
  if not found then
    perform atrium.refuse('ATNOF', 'This ticket does not exist or is not yours to see.', 'Choose one from your list.');
  end if;
  new.client_id := ticket.client_id;
  if current_user = 'authenticated' then
    new.sender_id := atrium.current_user_id();
    new.message_type := case when atrium.is_contact() then 'customer' else 'agent' end;
    if atrium.is_contact() then
      new.is_internal := false;
      new.mentions := '{}';
      new.channel := null;
      new.metadata := '{}';
    end if;
    if ticket.deleted_at is not null or ticket.merged_into is not null then
      perform atrium.refuse('ATSTA', format('Ticket %s was %s.', ticket.number,
        case when ticket.merged_into is null then 'put in the trash' else 'merged into another' end),
        'Take it out of there, or write in the other ticket.');
    elsif ticket.status = 'closed' and not new.is_internal and ticket.closed_at < now() - interval '14 days' then
      perform atrium.refuse('ATSTA', format('Ticket %s has been closed for more than 14 days.', ticket.number),
        'reply_to_ticket opens another one that follows it.');
    end if;
  end if;
  return new;
end
$$;
comment on function atrium.complete_message() is
  'Trigger before insert on messages: who speaks is who calls; a contact user writes no notes. ATNOF, ATSTA.';
create trigger messages_complete before insert on public.messages
  for each row execute function atrium.complete_message();

create function atrium.same_agency_message() returns trigger language plpgsql as $$
begin
  if new.mentions <> '{}' and (tg_op = 'INSERT' or new.mentions is distinct from old.mentions) then
    if exists (select from unnest(new.mentions) as u (id) where not exists (
        select from public.clients c join public.memberships m on m.agency_id = c.agency_id
        where c.id = new.client_id and m.user_id = u.id and m.client_id is null)) then
      perform atrium.refuse('ATVAL', 'Somebody mentioned is not on the staff of this agency.',
        'Mention staff; contact users are copied as followers.');
    end if;
    insert into public.ticket_followers (ticket_id, user_id, kind)
    select new.ticket_id, u, 'mentioned' from unnest(new.mentions) as u on conflict (ticket_id, user_id) do nothing;
  end if;
  if new.message_type = 'customer' and tg_op = 'INSERT' then
    update public.tickets t set last_customer_message_at = greatest(t.last_customer_message_at, new.created_at),
      waiting_since = coalesce(t.waiting_since, new.created_at),
      status = case when t.status = 'new' then 'new' else 'open' end
    where t.id = new.ticket_id;
  elsif new.message_type = 'agent' and not new.is_internal and tg_op = 'INSERT' then
    update public.tickets t set last_agent_message_at = greatest(t.last_agent_message_at, new.created_at),
      first_response_at = coalesce(t.first_response_at, new.created_at), waiting_since = null,
      status = case when t.status = 'new' then 'open' else t.status end
    where t.id = new.ticket_id;
  end if;
  return null;
end
$$;
comment on function atrium.same_agency_message() is
  'Trigger after insert or update of messages: who is mentioned is staff of the agency and follows; the ticket knows'
  ' who waits, since when, and is open again when the client writes. ATVAL.';
call atrium.own_as_definer('atrium.same_agency_message()'::regprocedure);
create trigger messages_same_agency after insert or update on public.messages
  for each row execute function atrium.same_agency_message();

create function atrium.note_edit() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'authenticated' and new.content is distinct from old.content then
    new.edited_at := clock_timestamp();
  end if;
  return new;
end
$$;
comment on function atrium.note_edit() is 'Trigger before update of messages: an author''s change leaves its time.';
create trigger messages_edited before update on public.messages for each row execute function atrium.note_edit();
create trigger messages_touch before insert or update on public.messages
  for each row execute function atrium.touch();
create trigger messages_immutable before update on public.messages
  for each row execute function atrium.immutable('id', 'client_id', 'message_type', 'is_internal', 'created_by',
    'created_at');
create trigger messages_audit after insert or update or delete on public.messages
  for each row execute function atrium.audit('content', 'sender_name', 'sender_email', 'metadata');

call atrium.allow('messages', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('messages', 'select', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('messages', 'select', 'own', 'customer');
call atrium.allow('messages', 'insert', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('messages', 'insert', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('messages', 'insert', 'own', 'customer');
call atrium.allow('messages', 'update', 'own', 'owner', 'admin', 'leadership', 'pm', 'account', 'finance', 'creative',
  'agent', 'member');
call atrium.allow('messages', 'delete', 'own', 'owner', 'admin', 'leadership', 'pm', 'account', 'finance', 'creative',
  'agent', 'member');
call atrium.allow('messages', 'redact', 'all', 'owner', 'admin');

alter table public.messages enable row level security;
alter table public.messages force row level security;
create policy messages_select on public.messages for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('messages:select'))
    and (not is_internal or not (select atrium.is_contact()))
    and (select true from public.tickets t where t.id = messages.ticket_id));
create policy messages_insert on public.messages for insert to authenticated
  with check ((select atrium.may('messages:insert')) and (client_id = (select atrium.home_client_id())
      or client_id = any (array(select w from atrium.writable_clients() w)))
    and (select true from public.tickets t where t.id = messages.ticket_id));
-- what was sent stays as it was; a note is its author's for a quarter of an hour
create policy messages_update on public.messages for update to authenticated
  using ((select atrium.may('messages:update')) and sender_id = (select atrium.current_user_id()) and is_internal
    and redacted_at is null and created_at > now() - interval '15 minutes'
    and (select true from public.tickets t where t.id = messages.ticket_id))
  with check ((select atrium.may('messages:update')) and sender_id = (select atrium.current_user_id()) and is_internal);
create policy messages_delete on public.messages for delete to authenticated
  using ((select atrium.may('messages:delete')) and sender_id = (select atrium.current_user_id()) and is_internal
    and redacted_at is null and created_at > now() - interval '15 minutes'
    and (select true from public.tickets t where t.id = messages.ticket_id));
grant select, delete on public.messages to authenticated;
grant insert (ticket_id, content, is_internal, mentions, channel, metadata), update (content, mentions, metadata)
  on public.messages to authenticated;

create function public.redact_message(message_id uuid, reason text) returns public.messages
language plpgsql
as $$
declare
  redacted public.messages;
begin
  -- first, so that whoever may not hears the same of a hidden message and of none
  perform atrium.demand('messages:redact');
  select * into redacted from public.messages m where m.id = redact_message.message_id for no key update;
  if redacted.id is null or atrium.client_reach(redacted.client_id) is null then
    perform atrium.refuse('ATNOF', 'This message does not exist or is not yours to see.', 'Open its ticket.');
  end if;
  perform atrium.lock_ticket(redacted.ticket_id, 'trash');
  if redacted.redacted_at is not null then
    perform atrium.refuse('ATSTA', 'The text of this message is gone already.', 'There is nothing more to take out.');
  elsif coalesce(btrim(reason), '') = '' then
    perform atrium.refuse('ATVAL', 'Taking out a message needs a reason.', 'Say why, in a few words.');
  end if;
  update public.messages m set content = '', mentions = '{}', metadata = '{}', redacted_at = clock_timestamp()
  where m.id = redacted.id returning * into redacted;
  perform atrium.log_event('message.redacted', 'messages', redacted.id::text, 'allowed', btrim(reason));
  return redacted;
end
$$;
comment on function public.redact_message(uuid, text) is
  'Takes the text out of a message for good and leaves its place; by administrators, with a reason. ATNOF, ATNOM,'
  ' ATSTA, ATVAL.';
call atrium.own_as_definer('public.redact_message(uuid, text)'::regprocedure);
grant execute on function public.redact_message(uuid, text) to authenticated;
