-- What happened to a ticket, field by field: the history that agents read and figures are made of. Written by triggers
-- and functions alone, never changed. Also here: the contact who asks is of the same agency.
create domain public.ticket_event_kind as text constraint ticket_event_kind_known check (value in
  ('created', 'changed', 'merged', 'took_in', 'unmerged', 'split', 'split_off', 'linked', 'unlinked', 'trashed',
   'restored', 'sla'));
create domain public.ticket_actor as text constraint ticket_actor_known check (value in
  ('user', 'automation', 'ai', 'system'));
comment on domain public.ticket_event_kind is
  'What happened. merged, split: into or off another ticket; took_in, split_off: seen from the other one. sla: a'
  ' target came near, was met or missed.';
comment on domain public.ticket_actor is 'Who did it: a person, a rule of the agency, the assistant, a job.';

create table public.ticket_events (
  id         uuid primary key default gen_random_uuid(),
  client_id  uuid not null,
  ticket_id  uuid not null,
  kind       public.ticket_event_kind not null,
  field      text,
  from_value text,
  to_value   text,
  note       text,
  actor_kind public.ticket_actor not null default 'system',
  actor_id   uuid,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default now(),
  constraint ticket_events_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
    on delete cascade,
  constraint ticket_events_field check ((kind in ('changed', 'sla')) = (field is not null)),
  constraint ticket_events_note check (length(note) <= 5000)
);
comment on table public.ticket_events is 
  'Scope: parent, the ticket; staff only. Append only: its history, field by field.';
comment on column public.ticket_events.id is 'Identifier.';
comment on column public.ticket_events.client_id is 'The client of the ticket.';
comment on column public.ticket_events.ticket_id is 'The ticket.';
comment on column public.ticket_events.kind is 'What happened.';
comment on column public.ticket_events.field is 'changed: the column. sla: the target.';
comment on column public.ticket_events.from_value is 'What it was, as text; ids for people, teams and tickets.';
comment on column public.ticket_events.to_value is 'What it became, likewise.';
comment on column public.ticket_events.note is 'Why, in the words of whoever did it; up to 5,000 characters.';
comment on column public.ticket_events.actor_kind is 'user, automation, ai or system.';
comment on column public.ticket_events.actor_id is 'The person. Not a reference: it outlives the account.';
comment on column public.ticket_events.created_at is 'When; UTC.';
comment on column public.ticket_events.updated_at is 'As created_at: an event never changes.';
create index ticket_events_history on public.ticket_events (ticket_id, created_at desc);
create index ticket_events_ticket_key on public.ticket_events (client_id, ticket_id);
create index ticket_events_newest_of_agency on public.ticket_events (atrium.list_key(client_id), created_at desc);

create trigger ticket_events_fixed before update on public.ticket_events
  for each row execute function atrium.refuse_change();
create trigger ticket_events_audit after insert or delete on public.ticket_events
  for each row execute function atrium.audit();

call atrium.allow('ticket_events', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('ticket_events', 'select', 'assigned', 'finance', 'creative', 'agent', 'member');
alter table public.ticket_events enable row level security;
alter table public.ticket_events force row level security;
create policy ticket_events_select on public.ticket_events for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('ticket_events:select'))
    and (select true from public.tickets t where t.id = ticket_events.ticket_id));
grant select on public.ticket_events to authenticated;
revoke update, delete on public.ticket_events from service_role;

create function atrium.note_ticket(ticket public.tickets, kind text, field text default null,
  from_value text default null, to_value text default null, note text default null) returns void
language sql
as $$
  insert into public.ticket_events (client_id, ticket_id, kind, field, from_value, to_value, note, actor_kind, actor_id)
  select ticket.client_id, ticket.id, kind, field, from_value, to_value,
    coalesce(note, nullif(current_setting('atrium.ticket_note', true), '')),
    coalesce(nullif(current_setting('atrium.ticket_actor', true), ''),
      case when atrium.current_user_id() is null then 'system' else 'user' end), atrium.current_user_id()
  -- what goes with its agency is changed once more on the way out, by the keys of what goes before it
  where exists (select from public.tickets t where t.id = ticket.id)
$$;
comment on function atrium.note_ticket(public.tickets, text, text, text, text, text) is
  'Writes an event of a ticket. A function that speaks for a rule or the assistant sets atrium.ticket_actor for its'
  ' transaction; atrium.ticket_note is the reason where none is given.';
call atrium.own_as_definer('atrium.note_ticket(public.tickets, text, text, text, text, text)'::regprocedure);

create function atrium.note_ticket_changes() returns trigger language plpgsql as $$
declare
  was jsonb;
  becomes jsonb := to_jsonb(new);
begin
  if tg_op = 'INSERT' then
    perform atrium.note_ticket(new, 'created', null, null, new.status::text);
    return null;
  end if;
  was := to_jsonb(old);
  perform atrium.note_ticket(new, 'changed', f, was ->> f, becomes ->> f)
  from unnest(array['status', 'priority', 'assigned_team_id', 'assigned_agent_id', 'title', 'ticket_type', 'tags',
    'custom', 'due_at', 'snoozed_until', 'requester_id', 'contact_id', 'is_spam']) as f
  where was -> f is distinct from becomes -> f;
  return null;
end
$$;
comment on function atrium.note_ticket_changes() is
  'Trigger after insert or update of tickets: an event for each field that agents care about.';
call atrium.own_as_definer('atrium.note_ticket_changes()'::regprocedure);
create trigger tickets_history after insert or update on public.tickets
  for each row execute function atrium.note_ticket_changes();

alter table public.tickets add constraint tickets_contact foreign key (contact_id) references public.contacts (id)
  on delete set null;
create function atrium.same_agency_contact() returns trigger language plpgsql as $$
begin
  if not exists (select from public.clients c join public.contacts k on k.agency_id = c.agency_id
      where c.id = new.client_id and k.id = new.contact_id) then
    perform atrium.refuse('ATVAL', 'contact_id is no contact of this agency.', 'Name one of its contacts.');
  end if;
  return null;
end
$$;
comment on function atrium.same_agency_contact() is
  'Trigger on tickets: the contact who asks is of the client''s agency. ATVAL.';
call atrium.own_as_definer('atrium.same_agency_contact()'::regprocedure);
create trigger tickets_same_agency_contact after insert or update of contact_id on public.tickets
  for each row when (new.contact_id is not null) execute function atrium.same_agency_contact();

-- Who leaves or is suspended holds no work: it goes back to the team, or to nobody.
create function atrium.release_tickets() returns trigger language plpgsql as $$
begin
  update public.tickets t set assigned_agent_id = null
  from public.clients c
  where c.id = t.client_id and c.agency_id = old.agency_id and t.assigned_agent_id = old.user_id
    and t.status in ('new', 'open', 'pending');
  return null;
end
$$;
comment on function atrium.release_tickets() is
  'Trigger after somebody leaves an agency or is suspended: their open tickets are nobody''s.';
call atrium.own_as_definer('atrium.release_tickets()'::regprocedure);
create trigger memberships_release_tickets after delete on public.memberships
  for each row execute function atrium.release_tickets();
create trigger memberships_suspend_tickets after update of status on public.memberships
  for each row when (new.status = 'suspended') execute function atrium.release_tickets();
