-- Who sees a ticket: whoever sees the client, and within that whoever sees all tickets, asks, filed it, answers it, is
-- on its team, follows it; agents also what is nobody's, unless the agency's settings say otherwise. Said once, by the
-- policy of tickets; what hangs on a ticket asks for the ticket.
create domain public.follower_kind as text constraint follower_kind_known check (value in
  ('follower', 'mentioned', 'cc'));
comment on domain public.follower_kind is
  'follower, mentioned: staff. cc: contact users of the client; what they read are the public messages.';

create table public.ticket_followers (
  id         uuid primary key default gen_random_uuid(),
  client_id  uuid not null,
  ticket_id  uuid not null,
  user_id    uuid not null default atrium.current_user_id() references public.users on delete cascade,
  kind       public.follower_kind not null default 'follower',
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint ticket_followers_once unique (ticket_id, user_id),
  constraint ticket_followers_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
    on delete cascade
);
comment on table public.ticket_followers is
  'Scope: parent, the ticket. Who sees it beside those it is of: people come and go, rows do not change.';
comment on column public.ticket_followers.id is 'Identifier.';
comment on column public.ticket_followers.client_id is 'The client of the ticket; kept by a trigger.';
comment on column public.ticket_followers.ticket_id is 'The ticket.';
comment on column public.ticket_followers.user_id is 'Staff of the agency, or for cc a contact user of the client.';
comment on column public.ticket_followers.kind is 'follower, mentioned or cc; follows from who the person is.';
comment on column public.ticket_followers.created_by is 'Who added the person. Not a reference, as elsewhere.';
comment on column public.ticket_followers.created_at is 'Since when; UTC.';
comment on column public.ticket_followers.updated_at is 'As created_at: nothing of a row changes; kept by a trigger.';
create index ticket_followers_ticket on public.ticket_followers (client_id, ticket_id);
create index ticket_followers_user on public.ticket_followers (user_id, ticket_id);

create function atrium.helpdesk_setting(key text, otherwise boolean) returns boolean language sql stable as $$
  select coalesce((select case a.settings #>> array['helpdesk', key] when 'true' then true when 'false' then false end
    from public.agencies a where a.id = atrium.current_agency_id()), otherwise)
$$;
comment on function atrium.helpdesk_setting(text, boolean) is
  'A switch of agencies.settings under helpdesk; the second argument where it is not set.';
call atrium.own_as_definer('atrium.helpdesk_setting(text, boolean)'::regprocedure);

create function atrium.reads_all_tickets() returns boolean language sql stable as $$
  select atrium.may('tickets:select_any')
    or (atrium.is_contact() and atrium.helpdesk_setting('contacts_share_tickets', false))
    or (not atrium.is_contact() and atrium.may('tickets:select')
      and not atrium.helpdesk_setting('restrict_by_team', true))
$$;
comment on function atrium.reads_all_tickets() is 'Whether the caller sees every ticket of the clients they see: by a'
  ' right, or because the agency has restrict_by_team off or, for contact users, contacts_share_tickets on.';
create function atrium.reads_unassigned_tickets() returns boolean language sql stable as $$
  select not atrium.is_contact() and atrium.may('tickets:select_unassigned')
    and atrium.helpdesk_setting('agents_see_unassigned', true)
$$;
comment on function atrium.reads_unassigned_tickets() is
  'Whether the caller sees tickets of no team and no agent: agents, unless agents_see_unassigned is off.';
create function atrium.followed_tickets() returns setof uuid language sql stable as $$
  select f.ticket_id from public.ticket_followers f where f.user_id = atrium.current_user_id()
$$;
comment on function atrium.followed_tickets() is 'Tickets that the caller follows, is copied on or was mentioned in.';
call atrium.own_as_definer('atrium.reads_all_tickets()'::regprocedure);
call atrium.own_as_definer('atrium.reads_unassigned_tickets()'::regprocedure);
call atrium.own_as_definer('atrium.followed_tickets()'::regprocedure);
grant execute on function atrium.reads_all_tickets(), atrium.reads_unassigned_tickets(), atrium.followed_tickets()
  to authenticated;

create policy tickets_select on public.tickets for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('tickets:select'))
    and (deleted_at is null or (select atrium.may('tickets:delete')))
    and ((select atrium.reads_all_tickets()) or requester_id = (select atrium.current_user_id())
      or created_by = (select atrium.current_user_id()) or assigned_agent_id = (select atrium.current_user_id())
      or assigned_team_id = any (array(select t from atrium.my_teams() t))
      or id = any (array(select f from atrium.followed_tickets() f))
      or (assigned_agent_id is null and assigned_team_id is null and (select atrium.reads_unassigned_tickets()))));
create policy tickets_insert on public.tickets for insert to authenticated
  with check ((select atrium.may('tickets:insert')) and (client_id = (select atrium.home_client_id())
    or client_id = any (array(select w from atrium.writable_clients() w))));
create policy tickets_update on public.tickets for update to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w)) and (select atrium.may('tickets:update'))
    and deleted_at is null and merged_into is null
    and ((select atrium.reads_all_tickets()) or requester_id = (select atrium.current_user_id())
      or created_by = (select atrium.current_user_id()) or assigned_agent_id = (select atrium.current_user_id())
      or assigned_team_id = any (array(select t from atrium.my_teams() t))
      or id = any (array(select f from atrium.followed_tickets() f))
      or (assigned_agent_id is null and assigned_team_id is null and (select atrium.reads_unassigned_tickets()))))
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('tickets:update')));
grant select on public.tickets to authenticated;
grant insert (client_id, title, description, priority, channel, ticket_type, requester_id, contact_id,
  assigned_agent_id, assigned_team_id, tags, metadata, custom, due_at) on public.tickets to authenticated;
grant update (title, description, ticket_type, tags, metadata, custom, due_at, version)
  on public.tickets to authenticated;

create function public.can_see_ticket(ticket_id uuid) returns boolean language sql stable as $$
  select exists (select from public.tickets t where t.id = can_see_ticket.ticket_id)
$$;
comment on function public.can_see_ticket(uuid) is 'Whether the caller sees a ticket: the policy of tickets, asked.';
revoke execute on function public.can_see_ticket(uuid) from public;
grant execute on function public.can_see_ticket(uuid) to authenticated, service_role;

-- The same for functions that run past row security; a test compares the two for everybody.
create function atrium.ticket_reach(ticket public.tickets) returns text language sql stable as $$
  select case
    when c.reach is null or not atrium.may('tickets:select')
      or (ticket.deleted_at is not null and not atrium.may('tickets:delete'))
      or not (atrium.reads_all_tickets() or coalesce(atrium.current_user_id() in
          (ticket.requester_id, ticket.created_by, ticket.assigned_agent_id), false)
        or coalesce(ticket.assigned_team_id in (select t from atrium.my_teams() t), false)
        or ticket.id in (select f from atrium.followed_tickets() f)
        or (ticket.assigned_agent_id is null and ticket.assigned_team_id is null and atrium.reads_unassigned_tickets()))
      then null
    when atrium.is_contact() then 'own'
    when c.reach = 'write' and atrium.may('tickets:update') then 'write'
    else 'read' end
  from (select atrium.client_reach(ticket.client_id) as reach) as c
$$;
comment on function atrium.ticket_reach(public.tickets) is
  'Null, read, write (staff) or own (contact users): what the caller may do to a ticket.';
call atrium.own_as_definer('atrium.ticket_reach(public.tickets)'::regprocedure);

create function atrium.lock_ticket(ticket_id uuid, needed text default 'write') returns public.tickets
language plpgsql
as $$
declare
  locked public.tickets;
  reach text;
begin
  -- lock first, then judge: what is judged is what will be changed. Jobs and programs of the operator see all.
  select * into locked from public.tickets t where t.id = lock_ticket.ticket_id for no key update;
  reach := case when current_setting('role') = 'service_role' then 'write' else atrium.ticket_reach(locked) end;
  if locked.id is null or reach is null then
    perform atrium.refuse('ATNOF', 'This ticket does not exist or is not yours to see.', 'Choose one from your list.');
  elsif needed = 'write' and reach <> 'write' or needed = 'own' and reach = 'read' then
    perform atrium.refuse('ATNOM', 'You can read this ticket and not change it.',
      'Ask whoever it is assigned to, or write a message.');
  elsif locked.deleted_at is not null and needed <> 'trash' then
    perform atrium.refuse('ATSTA', format('Ticket %s is in the trash.', locked.number), 'Take it out of there first.');
  elsif locked.merged_into is not null and needed <> 'trash' then
    perform atrium.refuse('ATSTA', format('Ticket %s was merged into ticket %s.', locked.number,
      (select t.number from public.tickets t where t.id = locked.merged_into)), 'Go on in that one, or unmerge it.');
  end if;
  return locked;
end
$$;
comment on function atrium.lock_ticket(uuid, text) is 'The ticket, locked for the transaction, for write (staff), own'
  ' (also whoever asks), read or trash (also when merged or in the trash). ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('atrium.lock_ticket(uuid, text)'::regprocedure);

create function atrium.same_agency_follower() returns trigger language plpgsql as $$
declare
  member public.memberships;
begin
  select t.client_id into new.client_id from public.tickets t where t.id = new.ticket_id;
  select m.* into member from public.clients c join public.memberships m on m.agency_id = c.agency_id
  where c.id = new.client_id and c.agency_id = coalesce(atrium.current_agency_id(), c.agency_id)
    and m.user_id = new.user_id;
  if new.client_id is null then
    perform atrium.refuse('ATNOF', 'This ticket does not exist or is not yours to see.', 'Choose one from your list.');
  elsif member.id is null or member.client_id <> new.client_id
    or (atrium.is_contact() and member.client_id is null) then
    perform atrium.refuse('ATVAL', 'This person can''t follow the ticket.',
      'Name staff of the agency or a contact user of the client; as a contact user, one of your own.');
  end if;
  new.kind := case when member.client_id is not null then 'cc' when new.kind = 'cc' then 'follower' else new.kind end;
  return new;
end
$$;
comment on function atrium.same_agency_follower() is
  'Trigger before insert on ticket_followers: staff follow, contact users of the client are copied, nobody else.'
  ' ATVAL.';
call atrium.own_as_definer('atrium.same_agency_follower()'::regprocedure);
create trigger ticket_followers_same_agency before insert on public.ticket_followers
  for each row execute function atrium.same_agency_follower();
create trigger ticket_followers_touch before insert or update on public.ticket_followers
  for each row execute function atrium.touch();
create trigger ticket_followers_fixed before update on public.ticket_followers
  for each row execute function atrium.immutable('id', 'client_id', 'user_id', 'kind', 'created_by', 'created_at');
create trigger ticket_followers_audit after insert or update or delete on public.ticket_followers
  for each row execute function atrium.audit();

call atrium.allow('ticket_followers', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('ticket_followers', 'select', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('ticket_followers', 'select', 'own', 'customer');
call atrium.allow('ticket_followers', 'insert', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('ticket_followers', 'insert', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('ticket_followers', 'insert', 'own', 'customer');
call atrium.allow('ticket_followers', 'delete', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('ticket_followers', 'delete', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('ticket_followers', 'delete', 'own', 'customer');
call atrium.allow('teams', 'select', 'own', 'customer');

alter table public.ticket_followers enable row level security;
alter table public.ticket_followers force row level security;
-- one look-up by key for each row of a ticket's list, as in everything that hangs on a ticket
create policy ticket_followers_select on public.ticket_followers for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('ticket_followers:select'))
    and (kind = 'cc' or not (select atrium.is_contact()))
    and (select true from public.tickets t where t.id = ticket_followers.ticket_id));
create policy ticket_followers_insert on public.ticket_followers for insert to authenticated
  with check ((select atrium.may('ticket_followers:insert'))
    and (select true from public.tickets t where t.id = ticket_followers.ticket_id));
-- everybody leaves; a contact user takes away whom they added; staff whoever they reach
create policy ticket_followers_delete on public.ticket_followers for delete to authenticated
  using ((select atrium.may('ticket_followers:delete')) and (user_id = (select atrium.current_user_id())
    or ((not (select atrium.is_contact()) or created_by = (select atrium.current_user_id()))
      and (select true from public.tickets t where t.id = ticket_followers.ticket_id))));
grant select, delete on public.ticket_followers to authenticated;
grant insert (ticket_id, user_id) on public.ticket_followers to authenticated;

-- contact users read the names of the teams that answer them
alter policy teams_select on public.teams
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('teams:select'))
    and (not (select atrium.is_contact()) or id = any (array(select t.assigned_team_id from public.tickets t))));
