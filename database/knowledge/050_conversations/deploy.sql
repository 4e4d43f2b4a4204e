-- Conversations with the assistant. Each belongs to one person in one agency and is nobody else's business, owners of
-- the agency included. Messages are append only; a person says what a person says, the server adds the answers.
create domain public.ai_context_type as text constraint ai_context_type_known check (value in
  ('campaign', 'artifact', 'client', 'dashboard', 'general'));
create domain public.ai_message_role as text constraint ai_message_role_known check (value in
  ('user', 'assistant', 'system', 'tool'));
comment on domain public.ai_context_type is 'What a conversation was begun at.';
comment on domain public.ai_message_role is 'Who says a message.';

create table public.ai_conversations (
  id                 uuid primary key default gen_random_uuid(),
  agency_id          uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  user_id            uuid not null default atrium.current_user_id(),
  user_role          public.agency_role not null default atrium.current_agency_role(),
  context_type       public.ai_context_type not null default 'general',
  context_id         uuid,
  conversation_title text,
  message_count      integer not null default 0,
  created_at         timestamptz not null default now(),
  updated_at         timestamptz not null default now(),
  constraint ai_conversations_agency_id unique (agency_id, id),
  constraint ai_conversations_person foreign key (agency_id, user_id)
    references public.memberships (agency_id, user_id) on delete cascade,
  constraint ai_conversations_title check (length(btrim(conversation_title)) between 1 and 500),
  constraint ai_conversations_context check (
    (context_id is not null) = (context_type in ('campaign', 'artifact', 'client')))
);
comment on table public.ai_conversations is
  'Scope: owner. A person''s conversations with the assistant in one agency. Seen by that person alone.';
comment on column public.ai_conversations.id is 'Identifier.';
comment on column public.ai_conversations.agency_id is 'The agency it is about; never changes.';
comment on column public.ai_conversations.user_id is 'Whose it is; never changes.';
comment on column public.ai_conversations.user_role is 'The person''s role when it began.';
comment on column public.ai_conversations.context_type is 'The page it was begun at.';
comment on column public.ai_conversations.context_id is
  'The campaign, artifact or client of that page; null elsewhere. Not a reference: what is read of it, is read as the'
  ' person at that time.';
comment on column public.ai_conversations.conversation_title is
  'As shown, at most 500 characters; the beginning of the first question where nobody names it.';
comment on column public.ai_conversations.message_count is 'How many messages it has; the number of the last one.';
comment on column public.ai_conversations.created_at is 'When it began; UTC.';
comment on column public.ai_conversations.updated_at is 'When it was last spoken in or changed; UTC.';
create index ai_conversations_newest on public.ai_conversations (user_id, agency_id, updated_at desc);
create index ai_conversations_person on public.ai_conversations (agency_id, user_id, updated_at desc);
create index ai_conversations_context on public.ai_conversations (context_id, user_id) where context_id is not null;
create trigger ai_conversations_touch before insert or update on public.ai_conversations
  for each row execute function atrium.touch();
create trigger ai_conversations_immutable before update on public.ai_conversations
  for each row execute function atrium.immutable('id', 'agency_id', 'user_id', 'user_role', 'context_type',
    'context_id', 'created_at');
create trigger ai_conversations_audit after insert or update or delete on public.ai_conversations
  for each row execute function atrium.audit('conversation_title', 'context_id');

create table public.ai_messages (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null default atrium.current_agency_id(),
  conversation_id uuid not null,
  seq             integer not null,
  role            public.ai_message_role not null default 'user',
  content         text not null,
  sources         jsonb not null default '[]',
  tool_calls      jsonb not null default '[]',
  cartridges      jsonb not null default '[]',
  model           text,
  tokens_used     integer,
  created_at      timestamptz not null default now(),
  constraint ai_messages_conversation foreign key (agency_id, conversation_id)
    references public.ai_conversations (agency_id, id) on delete cascade,
  constraint ai_messages_order unique (agency_id, conversation_id, seq),
  constraint ai_messages_content check (length(content) <= 200000 and (role = 'tool' or length(btrim(content)) > 0)),
  constraint ai_messages_lists check (jsonb_typeof(sources) = 'array' and jsonb_typeof(tool_calls) = 'array'
    and jsonb_typeof(cartridges) = 'array'),
  constraint ai_messages_model check (length(model) <= 100 and tokens_used >= 0)
);
comment on table public.ai_messages is
  'Scope: parent. What was said in a conversation, in the order of seq. Append only.';
comment on column public.ai_messages.id is 'Identifier.';
comment on column public.ai_messages.agency_id is 'The agency of the conversation.';
comment on column public.ai_messages.conversation_id is 'The conversation.';
comment on column public.ai_messages.seq is
  'Number within the conversation from 1, without gaps; the order to read in.';
comment on column public.ai_messages.role is 'user, assistant, system or tool; a caller says user only.';
comment on column public.ai_messages.content is 'What was said, as Markdown; at most 200,000 characters.';
comment on column public.ai_messages.sources is
  'List of citations {n, type, id, chunk_id, title, excerpt, similarity, as_of}; empty for none.';
comment on column public.ai_messages.tool_calls is 'List of what was looked up, with arguments and row counts.';
comment on column public.ai_messages.cartridges is
  'List of {type, tier, id, name, updated_at}: the versions of the profiles that steered the answer.';
comment on column public.ai_messages.model is 'What wrote it; null for a person.';
comment on column public.ai_messages.tokens_used is
  'Tokens that the answer took, question included; null for a person.';
comment on column public.ai_messages.created_at is 'When it was said; UTC.';

create function atrium.number_message() returns trigger
language plpgsql
as $$
begin
  -- the row of the conversation is the lock: of two messages at once the second waits and gets the next number
  update public.ai_conversations c set message_count = c.message_count + 1,
    conversation_title = coalesce(c.conversation_title,
      case when new.role = 'user' then nullif(btrim(left(btrim(new.content), 50)), '') end)
  where c.id = new.conversation_id and c.user_id = coalesce(atrium.current_user_id(), c.user_id)
    and c.agency_id = coalesce(atrium.current_agency_id(), c.agency_id)
  returning c.agency_id, c.message_count into new.agency_id, new.seq;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This conversation does not exist or is not yours.',
      hint = 'Choose one of your conversations, or begin a new one.';
  end if;
  return new;
end
$$;
comment on function atrium.number_message() is
  'Trigger before insert of ai_messages: gives the next number and the agency, and the conversation its title; ATNOF.';
call atrium.own_as_definer('atrium.number_message()'::regprocedure);
create trigger ai_messages_number before insert on public.ai_messages
  for each row execute function atrium.number_message();
-- who said when and how much; not what
create trigger ai_messages_audit after insert or delete on public.ai_messages
  for each row execute function atrium.audit('content', 'sources', 'tool_calls', 'cartridges');
revoke update on public.ai_messages from service_role;

insert into atrium.role_rights (role, resource, action, reach)
select r, t, a, 'own'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r,
  (values ('ai_conversations', 'select'), ('ai_conversations', 'insert'), ('ai_conversations', 'update'),
    ('ai_conversations', 'delete'), ('ai_messages', 'select'), ('ai_messages', 'insert')) as v (t, a);

alter table public.ai_conversations enable row level security;
alter table public.ai_conversations force row level security;
create policy ai_conversations_select on public.ai_conversations for select to authenticated
  using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('ai_conversations:select')));
create policy ai_conversations_insert on public.ai_conversations for insert to authenticated
  with check (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('ai_conversations:insert')));
create policy ai_conversations_update on public.ai_conversations for update to authenticated
  using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('ai_conversations:update')))
  with check (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('ai_conversations:update')));
create policy ai_conversations_delete on public.ai_conversations for delete to authenticated
  using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('ai_conversations:delete')));
grant select, delete on public.ai_conversations to authenticated;
grant insert (user_id, context_type, context_id, conversation_title), update (conversation_title)
  on public.ai_conversations to authenticated;

alter table public.ai_messages enable row level security;
alter table public.ai_messages force row level security;
create policy ai_messages_select on public.ai_messages for select to authenticated
  using ((select atrium.may('ai_messages:select')) and agency_id = (select atrium.current_agency_id())
    and conversation_id = any (array(select id from public.ai_conversations)));
create policy ai_messages_insert on public.ai_messages for insert to authenticated
  with check ((select atrium.may('ai_messages:insert')) and agency_id = (select atrium.current_agency_id())
    and role = 'user' and conversation_id = any (array(select id from public.ai_conversations)));
grant select on public.ai_messages to authenticated;
grant insert (conversation_id, role, content) on public.ai_messages to authenticated;
