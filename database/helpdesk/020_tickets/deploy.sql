-- Tickets: what a client asks for, from the first word to the last. They hang on the client and carry no agency; their
-- number is the agency's, from a counter row, so that no sequence is shared. Where a ticket stands and whose it is
-- changes through functions (helpdesk/060, 090, 100).
create domain public.ticket_status as text constraint ticket_status_known check (value in
  ('new', 'open', 'pending', 'resolved', 'closed'));
create domain public.ticket_priority as text constraint ticket_priority_known check (value in
  ('low', 'medium', 'high', 'urgent'));
create domain public.ticket_channel as text constraint ticket_channel_known check (value in
  ('portal', 'email', 'api', 'chat', 'phone', 'form'));
comment on domain public.ticket_status is
  'new: nobody has begun. open: the agency is to act. pending: the client is. resolved: done, unless the client says'
  ' otherwise. closed: done for good.';
comment on domain public.ticket_priority is 'How much it presses.';
comment on domain public.ticket_channel is 'How it came in.';

create table atrium.ticket_counters (
  agency_id   uuid primary key references public.agencies on delete cascade,
  last_number bigint not null,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
comment on table atrium.ticket_counters is 'The last ticket number of each agency.';
comment on column atrium.ticket_counters.agency_id is 'The agency.';
comment on column atrium.ticket_counters.last_number is 'The number given last; the next ticket waits for this row.';
comment on column atrium.ticket_counters.created_at is 'When the first ticket was made; UTC.';
comment on column atrium.ticket_counters.updated_at is 'When the last one was; UTC.';

create table public.tickets (
  id                       uuid primary key default gen_random_uuid(),
  client_id                uuid not null references public.clients on delete cascade,
  number                   bigint not null,
  title                    text not null,
  description              text,
  status                   public.ticket_status not null default 'new',
  priority                 public.ticket_priority not null default 'medium',
  channel                  public.ticket_channel not null default 'portal',
  ticket_type              text,
  requester_id             uuid references public.users on delete set null,
  contact_id               uuid,
  assigned_agent_id        uuid references public.users on delete set null,
  assigned_team_id         uuid references public.teams on delete set null,
  tags                     text[] not null default '{}',
  metadata                 jsonb not null default '{}',
  custom                   jsonb not null default '{}',
  due_at                   timestamptz,
  snoozed_until            timestamptz,
  first_response_at        timestamptz,
  last_agent_message_at    timestamptz,
  last_customer_message_at timestamptz,
  waiting_since            timestamptz,
  resolved_at              timestamptz,
  closed_at                timestamptz,
  reopened_count           integer not null default 0,
  merged_into              uuid,
  split_from               uuid,
  is_spam                  boolean not null default false,
  deleted_at               timestamptz,
  version                  integer not null default 1,
  created_by               uuid,
  updated_by               uuid,
  created_at               timestamptz not null default now(),
  updated_at               timestamptz not null default now(),
  constraint tickets_client_id unique (client_id, id),
  constraint tickets_merged_into foreign key (client_id, merged_into) references public.tickets (client_id, id)
    on delete set null (merged_into),
  constraint tickets_split_from foreign key (client_id, split_from) references public.tickets (client_id, id)
    on delete set null (split_from),
  constraint tickets_title check (length(btrim(title)) between 1 and 300),
  constraint tickets_description check (length(description) <= 100000),
  constraint tickets_type check (length(ticket_type) <= 100),
  constraint tickets_tags check (cardinality(tags) <= 30),
  constraint tickets_objects check (jsonb_typeof(metadata) = 'object' and jsonb_typeof(custom) = 'object'),
  constraint tickets_resolved check ((status in ('resolved', 'closed')) = (resolved_at is not null)),
  constraint tickets_closed check ((status = 'closed') = (closed_at is not null)),
  constraint tickets_merged check (merged_into <> id and (merged_into is null or status = 'closed')),
  constraint tickets_snoozed check (snoozed_until is null or status = 'pending')
);
comment on table public.tickets is 'Scope: client. Requests of clients, with where they stand and whose they are.';
comment on column public.tickets.id is 'Identifier.';
comment on column public.tickets.client_id is 'The client it is of; never changes.';
comment on column public.tickets.number is 'Counts within the agency from 1; never changes, gaps are possible.';
comment on column public.tickets.title is 'What it is about, 1 to 300 characters.';
comment on column public.tickets.description is 'What was asked, up to 100,000 characters.';
comment on column public.tickets.status is 'Where it stands; changed by the state functions only.';
comment on column public.tickets.priority is 'low, medium, high or urgent; changed by set_ticket_priority only.';
comment on column public.tickets.channel is 'How it came in: portal, email, api, chat, phone or form.';
comment on column public.tickets.ticket_type is 'Question, incident, order …; the agency''s words.';
comment on column public.tickets.requester_id is
  'Who asks: a contact user of the client, or staff. Null where a contact asks who can''t sign in.';
comment on column public.tickets.contact_id is 'The contact who asks, of the same agency, where it is not a user.';
comment on column public.tickets.assigned_agent_id is 'Who answers it; staff. Changed by assign_ticket only.';
comment on column public.tickets.assigned_team_id is
  'The team that does; of the same agency. Changed by assign_ticket only.';
comment on column public.tickets.tags is 'At most 30 labels, lower case and each once; kept so by a trigger.';
comment on column public.tickets.metadata is 'Whatever a program keeps with it.';
comment on column public.tickets.custom is 'Values of the agency''s own fields, by key.';
comment on column public.tickets.due_at is 'By when it is promised, where somebody said so; UTC.';
comment on column public.tickets.snoozed_until is 'A pending ticket comes back then; UTC.';
comment on column public.tickets.first_response_at is 'First public answer of an agent; UTC. Kept by the messages.';
comment on column public.tickets.last_agent_message_at is 'Last public answer of an agent; UTC.';
comment on column public.tickets.last_customer_message_at is 'Last message of the client; UTC.';
comment on column public.tickets.waiting_since is 'Oldest message of the client that nobody answered; UTC.';
comment on column public.tickets.resolved_at is 'When it was resolved or, if that came first, closed; UTC.';
comment on column public.tickets.closed_at is 'When it was closed; UTC.';
comment on column public.tickets.reopened_count is 'How often it came back after it was done.';
comment on column public.tickets.merged_into is 'The ticket of the same client that took it in.';
comment on column public.tickets.split_from is 'The ticket of the same client that it was cut from.';
comment on column public.tickets.is_spam is 'Nobody asked for anything; left out of queues and figures.';
comment on column public.tickets.deleted_at is 'In the trash since; UTC. Seen by whoever may delete.';
comment on column public.tickets.version is
  'Counts changes of what people edit. A write that names another number is refused: ATSTL.';
comment on column public.tickets.created_by is 'Who filed it. Not a reference: it outlives the account.';
comment on column public.tickets.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.tickets.created_at is 'When it was made; UTC.';
comment on column public.tickets.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create unique index tickets_one_number on public.tickets (atrium.list_key(client_id), number);
comment on index public.tickets_one_number is
  'Global on purpose: atrium.list_key stands for the agency, so a number is unique within it.';
create index tickets_newest on public.tickets (client_id, updated_at desc);
create index tickets_newest_of_agency on public.tickets (atrium.list_key(client_id), updated_at desc);
create index tickets_created_of_agency on public.tickets (atrium.list_key(client_id), created_at desc);
create index tickets_working_of_agency on public.tickets (atrium.list_key(client_id), updated_at desc)
  where status in ('new', 'open', 'pending');
create index tickets_unassigned on public.tickets (atrium.list_key(client_id), created_at desc)
  where assigned_agent_id is null and assigned_team_id is null and status in ('new', 'open', 'pending');
create index tickets_by_status on public.tickets (client_id, status, updated_at desc);
create index tickets_by_agent on public.tickets (assigned_agent_id, status, updated_at desc)
  where assigned_agent_id is not null;
create index tickets_by_team on public.tickets (assigned_team_id, status, updated_at desc)
  where assigned_team_id is not null;
create index tickets_by_requester on public.tickets (requester_id, updated_at desc) where requester_id is not null;
create index tickets_by_contact on public.tickets (contact_id) where contact_id is not null;
create index tickets_by_author on public.tickets (created_by) where created_by is not null;
create index tickets_merged_from on public.tickets (client_id, merged_into) where merged_into is not null;
create index tickets_split_off on public.tickets (client_id, split_from) where split_from is not null;
create index tickets_to_close on public.tickets (resolved_at) where status = 'resolved';
create index tickets_to_wake on public.tickets (snoozed_until) where snoozed_until is not null;
create index tickets_tagged on public.tickets using gin (tags);

create trigger tickets_touch before insert or update on public.tickets for each row execute function atrium.touch();
create trigger tickets_immutable before update on public.tickets
  for each row execute function atrium.immutable('id', 'client_id', 'number', 'channel', 'split_from', 'created_by',
    'created_at');
create trigger tickets_by_function before update on public.tickets
  for each row execute function atrium.by_function('status', 'priority', 'requester_id', 'contact_id',
    'assigned_agent_id', 'assigned_team_id', 'snoozed_until', 'merged_into', 'is_spam', 'deleted_at');
-- not what a mail or form said of its sender: nobody could take it out of the log
create trigger tickets_audit after insert or update or delete on public.tickets
  for each row execute function atrium.audit('metadata');

call atrium.allow('tickets', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('tickets', 'select', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('tickets', 'select', 'own', 'customer');
call atrium.allow('tickets', 'select_any', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('tickets', 'select_unassigned', 'all', 'agent');
call atrium.allow('tickets', 'insert', 'all', 'owner', 'admin', 'leadership', 'pm', 'account', 'agent');
call atrium.allow('tickets', 'insert', 'assigned', 'finance', 'creative', 'member');
call atrium.allow('tickets', 'insert', 'home', 'customer');
call atrium.allow('tickets', 'update', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('tickets', 'update', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('tickets', 'delete', 'all', 'owner', 'admin');

alter table public.tickets enable row level security;
alter table public.tickets force row level security;

-- The number, and what a contact user can't say: it is their own ticket, new, of nobody yet.
create function atrium.complete_ticket() returns trigger language plpgsql as $$
declare
  agency uuid;
begin
  if atrium.is_contact() then
    new.client_id := coalesce(new.client_id, atrium.home_client_id());
    new.requester_id := atrium.current_user_id();
    new.priority := 'medium';
    new.channel := 'portal';
    new.contact_id := null;
    new.assigned_agent_id := null;
    new.assigned_team_id := null;
    new.due_at := null;
    new.tags := '{}';
    new.metadata := '{}';
  elsif new.contact_id is null then
    new.requester_id := coalesce(new.requester_id, atrium.current_user_id());
  end if;
  select c.agency_id into agency from public.clients c where c.id = new.client_id;
  if agency is null or agency <> coalesce(atrium.current_agency_id(), agency) then
    perform atrium.refuse('ATNOF', 'This client does not exist or is not yours to see.',
      'Choose a client from your list.');
  end if;
  insert into atrium.ticket_counters as k (agency_id, last_number) values (agency, 1)
  on conflict (agency_id) do update set last_number = k.last_number + 1, updated_at = clock_timestamp()
  returning k.last_number into new.number;
  return new;
end
$$;
comment on function atrium.complete_ticket() is
  'Trigger before insert on tickets: the next number of the agency; what a contact user files is their own and new.';
call atrium.own_as_definer('atrium.complete_ticket()'::regprocedure);
create trigger tickets_complete before insert on public.tickets
  for each row execute function atrium.complete_ticket();

-- Times follow from the status, tags have one form, and who writes has seen what is there.
create function atrium.keep_ticket() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  was text := case when tg_op = 'UPDATE' then old.status else 'new' end;
begin
  if tg_op = 'INSERT' or new.tags is distinct from old.tags then
    select coalesce(array_agg(t order by t), '{}') into new.tags
    from (select distinct lower(btrim(u)) as t from unnest(new.tags) as u where btrim(u) <> '') as tidy;
  end if;
  if new.status in ('resolved', 'closed') then
    new.resolved_at := coalesce(new.resolved_at, clock_timestamp());
    new.closed_at := case when new.status = 'closed' then coalesce(new.closed_at, clock_timestamp()) end;
    new.waiting_since := null;
  else
    new.resolved_at := null;
    new.closed_at := null;
    if was in ('resolved', 'closed') then
      new.reopened_count := new.reopened_count + 1;
    end if;
  end if;
  if new.status <> 'pending' then
    new.snoozed_until := null;
  end if;
  if tg_op = 'UPDATE' then
    if new.version <> old.version then
      perform atrium.refuse('ATSTL', format('Ticket %s has been changed since you read it.', old.number),
        'Load it again, bring your change into it, then save.');
    end if;
    if (new.title, new.description, new.status, new.priority, new.ticket_type, new.assigned_agent_id,
        new.assigned_team_id, new.tags, new.custom, new.metadata, new.due_at, new.merged_into)
      is distinct from (old.title, old.description, old.status, old.priority, old.ticket_type, old.assigned_agent_id,
        old.assigned_team_id, old.tags, old.custom, old.metadata, old.due_at, old.merged_into) then
      new.version := old.version + 1;
    end if;
  end if;
  return new;
end
$$;
comment on function atrium.keep_ticket() is
  'Trigger before insert or update on tickets: resolved_at, closed_at and reopened_count follow the status; tags are'
  ' tidied; a write that names another version is refused: ATSTL.';
create trigger tickets_keep before insert or update on public.tickets
  for each row execute function atrium.keep_ticket();

create function atrium.same_agency_ticket() returns trigger language plpgsql as $$
begin
  if new.assigned_team_id is not null and (tg_op = 'INSERT'
      or new.assigned_team_id is distinct from old.assigned_team_id) and not exists (
      select from public.clients c join public.teams t on t.agency_id = c.agency_id
      where c.id = new.client_id and t.id = new.assigned_team_id) then
    perform atrium.refuse('ATVAL', 'assigned_team_id is no team of this agency.', 'Name one of its teams.');
  end if;
  if new.requester_id is not null and (tg_op = 'INSERT' or new.requester_id is distinct from old.requester_id)
    and not exists (
      select from public.clients c join public.memberships m on m.agency_id = c.agency_id
      where c.id = new.client_id and m.user_id = new.requester_id
        and (m.client_id is null or m.client_id = new.client_id)) then
    perform atrium.refuse('ATVAL', 'requester_id is neither a contact user of this client nor staff.',
      'Name one of them, or a contact.');
  end if;
  return new;
end
$$;
comment on function atrium.same_agency_ticket() is
  'Trigger on tickets: the team is of the client''s agency; who asks is of the client, or staff. ATVAL.';
call atrium.own_as_definer('atrium.same_agency_ticket()'::regprocedure);
create trigger tickets_same_agency before insert or update on public.tickets
  for each row execute function atrium.same_agency_user('assigned_agent_id');
create trigger tickets_same_agency_too before insert or update on public.tickets
  for each row execute function atrium.same_agency_ticket();
