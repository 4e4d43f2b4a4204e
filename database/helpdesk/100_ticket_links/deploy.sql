-- How tickets hang together, across clients too: an incident and those it touches. And the one way to answer that does
-- what is right whatever became of the ticket: in the one that took it in, or in another that follows it.
create domain public.ticket_link_kind as text constraint ticket_link_kind_known check (value in
  ('relates', 'duplicates', 'blocks', 'parent_of', 'follows'));
comment on domain public.ticket_link_kind is 'How one ticket stands to the other, read from left to right.';

create table public.ticket_links (
  id              uuid primary key default gen_random_uuid(),
  client_id       uuid not null,
  ticket_id       uuid not null,
  kind            public.ticket_link_kind not null default 'relates',
  other_client_id uuid not null,
  other_ticket_id uuid not null,
  created_by      uuid,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint ticket_links_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
    on delete cascade,
  constraint ticket_links_other foreign key (other_client_id, other_ticket_id)
    references public.tickets (client_id, id) on delete cascade,
  constraint ticket_links_once unique (ticket_id, other_ticket_id, kind),
  constraint ticket_links_two check (ticket_id <> other_ticket_id)
);
comment on table public.ticket_links is
  'Scope: parent, both tickets; staff only. How tickets hang together; links come and go and don''t change.';
comment on column public.ticket_links.id is 'Identifier.';
comment on column public.ticket_links.client_id is 'The client of the ticket; kept by a trigger.';
comment on column public.ticket_links.ticket_id is 'The ticket that relates, duplicates, blocks, is parent, follows.';
comment on column public.ticket_links.kind is 'relates, duplicates, blocks, parent_of or follows.';
comment on column public.ticket_links.other_client_id is 'The client of the other; kept by a trigger.';
comment on column public.ticket_links.other_ticket_id is 'The other ticket, of the same agency.';
comment on column public.ticket_links.created_by is 'Who linked them. Not a reference: it outlives the account.';
comment on column public.ticket_links.created_at is 'When; UTC.';
comment on column public.ticket_links.updated_at is 'As created_at; kept by a trigger.';
create index ticket_links_of_ticket on public.ticket_links (client_id, ticket_id);
create index ticket_links_of_other on public.ticket_links (other_client_id, other_ticket_id);
create index ticket_links_to on public.ticket_links (other_ticket_id);

-- runs with the caller's eyes: who links two tickets sees both
create function atrium.place_link() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  select t.client_id into new.client_id from public.tickets t where t.id = new.ticket_id;
  select t.client_id into new.other_client_id from public.tickets t where t.id = new.other_ticket_id;
  if new.client_id is null or new.other_client_id is null then
    perform atrium.refuse('ATNOF', 'One of the tickets does not exist or is not yours to see.',
      'Choose both from your list.');
  elsif exists (select from public.ticket_links l where l.ticket_id = new.other_ticket_id
      and l.other_ticket_id = new.ticket_id and l.kind = new.kind) then
    perform atrium.refuse('ATSTA', 'The tickets are linked already, the other way round.',
      'Take that link away first.');
  end if;
  return new;
end
$$;
comment on function atrium.place_link() is
  'Trigger before insert on ticket_links: both tickets are seen, and not linked the other way round. ATNOF, ATSTA.';
create function atrium.same_agency_link() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' and not exists (select from public.clients c join public.clients o on o.agency_id = c.agency_id
      where c.id = new.client_id and o.id = new.other_client_id) then
    perform atrium.refuse('ATVAL', 'The tickets are of two agencies.', 'Link tickets of one agency.');
  end if;
  perform atrium.note_ticket(t, case tg_op when 'INSERT' then 'linked' else 'unlinked' end, null, null,
    case when t.id = l.ticket_id then l.other_ticket_id else l.ticket_id end::text, l.kind)
  from (select coalesce(new.ticket_id, old.ticket_id), coalesce(new.other_ticket_id, old.other_ticket_id),
    coalesce(new.kind, old.kind)::text) as l (ticket_id, other_ticket_id, kind)
    join public.tickets t on t.id in (l.ticket_id, l.other_ticket_id);
  return null;
end
$$;
comment on function atrium.same_agency_link() is
  'Trigger after insert or delete of ticket_links: both tickets are of one agency, and their history tells. ATVAL.';
call atrium.own_as_definer('atrium.same_agency_link()'::regprocedure);
create trigger ticket_links_place before insert on public.ticket_links
  for each row execute function atrium.place_link();
create trigger ticket_links_same_agency after insert or delete on public.ticket_links
  for each row execute function atrium.same_agency_link();
create trigger ticket_links_touch before insert or update on public.ticket_links
  for each row execute function atrium.touch();
create trigger ticket_links_immutable before update on public.ticket_links
  for each row execute function atrium.immutable('id', 'client_id', 'ticket_id', 'kind', 'other_ticket_id',
    'created_by');
create trigger ticket_links_audit after insert or update or delete on public.ticket_links
  for each row execute function atrium.audit();

do $$
declare
  action text;
begin
  foreach action in array array['select', 'insert', 'delete'] loop
    call atrium.allow('ticket_links', action, 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
    call atrium.allow('ticket_links', action, 'assigned', 'finance', 'creative', 'agent', 'member');
  end loop;
end $$;
alter table public.ticket_links enable row level security;
alter table public.ticket_links force row level security;
create policy ticket_links_select on public.ticket_links for select to authenticated
  using ((select atrium.may('ticket_links:select'))
    and (select true from public.tickets t where t.id = ticket_links.ticket_id)
    and (select true from public.tickets t where t.id = ticket_links.other_ticket_id));
create policy ticket_links_insert on public.ticket_links for insert to authenticated
  with check ((select atrium.may('ticket_links:insert'))
    and client_id = any (array(select w from atrium.writable_clients() w))
    and (select true from public.tickets t where t.id = ticket_links.ticket_id)
    and (select true from public.tickets t where t.id = ticket_links.other_ticket_id));
create policy ticket_links_delete on public.ticket_links for delete to authenticated
  using ((select atrium.may('ticket_links:delete'))
    and client_id = any (array(select w from atrium.writable_clients() w))
    and (select true from public.tickets t where t.id = ticket_links.ticket_id)
    and (select true from public.tickets t where t.id = ticket_links.other_ticket_id));
grant select, delete on public.ticket_links to authenticated;
grant insert (ticket_id, kind, other_ticket_id) on public.ticket_links to authenticated;

create function atrium.merge_target(ticket_id uuid) returns uuid language sql stable as $$
  with recursive chain (id, merged_into, depth) as (
    select t.id, t.merged_into, 0 from public.tickets t where t.id = merge_target.ticket_id
    union all
    select t.id, t.merged_into, c.depth + 1 from chain c join public.tickets t on t.id = c.merged_into
    where c.depth < 50
  )
  select id from chain where merged_into is null
$$;
comment on function atrium.merge_target(uuid) is 'The ticket that took a ticket in at last; itself where none did.';
call atrium.own_as_definer('atrium.merge_target(uuid)'::regprocedure);
grant execute on function atrium.merge_target(uuid) to service_role;

create function public.reply_to_ticket(ticket_id uuid, content text, is_internal boolean default false,
  mentions uuid[] default '{}', then_status public.ticket_status default null) returns public.messages
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(atrium.merge_target(reply_to_ticket.ticket_id), 'own');
  following public.tickets;
  said public.messages;
begin
  if not atrium.is_contact() then
    perform atrium.lock_ticket(ticket.id, 'write');
  end if;
  if then_status is not null and (atrium.is_contact() or then_status not in ('open', 'pending', 'resolved')) then
    perform atrium.refuse('ATVAL', 'A reply leaves a ticket open, pending or resolved, by word of the staff.',
      'Leave then_status out.');
  end if;
  if ticket.status = 'closed' and ticket.closed_at < now() - interval '14 days'
    and not (is_internal and not atrium.is_contact()) then
    insert into public.tickets (client_id, title, description, requester_id, contact_id, assigned_team_id, ticket_type)
    values (ticket.client_id, ticket.title, left(reply_to_ticket.content, 100000),
      case when atrium.is_contact() then atrium.current_user_id() else ticket.requester_id end, ticket.contact_id,
      ticket.assigned_team_id, ticket.ticket_type) returning * into following;
    insert into public.ticket_links (ticket_id, kind, other_ticket_id) values (following.id, 'follows', ticket.id);
    ticket := following;
  end if;
  insert into public.messages (ticket_id, content, is_internal, mentions, sender_id, message_type)
  values (ticket.id, reply_to_ticket.content, coalesce(reply_to_ticket.is_internal, false) and not atrium.is_contact(),
    case when atrium.is_contact() then '{}' else coalesce(reply_to_ticket.mentions, '{}') end, atrium.current_user_id(),
    case when atrium.is_contact() then 'customer' else 'agent' end) returning * into said;
  if then_status is not null then
    perform atrium.step_ticket(ticket.id, then_status, array_remove('{new,open,pending,resolved}', then_status::text),
      'write', null) from public.tickets t where t.id = ticket.id and t.status <> then_status;
  end if;
  return said;
end
$$;
comment on function public.reply_to_ticket(uuid, text, boolean, uuid[], public.ticket_status) is
  'Writes in a ticket, or in the one that took it in, or, where it has been closed for more than 14 days, in another'
  ' that follows it; staff may say how it stands then. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer(
  'public.reply_to_ticket(uuid, text, boolean, uuid[], public.ticket_status)'::regprocedure);
grant execute on function public.reply_to_ticket(uuid, text, boolean, uuid[], public.ticket_status)
  to authenticated, service_role;
