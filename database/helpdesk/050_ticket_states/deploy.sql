-- From new to closed, and whose it is. Each step locks the ticket first and judges then. Whoever asks may close and
-- reopen; everything else is the staff's.
create function atrium.step_ticket(ticket_id uuid, becomes text, comes_from text[], needed text, note text,
  until timestamptz default null) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(step_ticket.ticket_id, needed);
begin
  if ticket.status <> all (comes_from) then
    perform atrium.refuse('ATSTA', format('Ticket %s is %s and can''t be %s.', ticket.number, ticket.status,
      case becomes when 'open' then 'opened' when 'pending' then 'made pending' else becomes end),
      format('This goes from %s.', array_to_string(comes_from, ' or ')));
  elsif length(note) > 5000 then
    perform atrium.refuse('ATVAL', 'The note is longer than 5,000 characters.', 'Shorten it, or write a message.');
  end if;
  perform set_config('atrium.ticket_note', coalesce(btrim(note), ''), true);
  update public.tickets t set status = becomes, snoozed_until = until where t.id = ticket.id returning * into ticket;
  perform set_config('atrium.ticket_note', '', true);
  return ticket;
end
$$;
comment on function atrium.step_ticket(uuid, text, text[], text, text, timestamptz) is
  'Moves a ticket from one of some states to another. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('atrium.step_ticket(uuid, text, text[], text, text, timestamptz)'::regprocedure);
grant execute on function atrium.step_ticket(uuid, text, text[], text, text, timestamptz) to service_role;

create function public.open_ticket(ticket_id uuid, note text default null) returns public.tickets
language sql as $$ select * from atrium.step_ticket(ticket_id, 'open', '{new,pending}', 'write', note) $$;
create function public.pend_ticket(ticket_id uuid, note text default null, until timestamptz default null)
returns public.tickets
language plpgsql
as $$
begin
  if until <= now() then
    perform atrium.refuse('ATVAL', 'A ticket is put off until later, not until then.', 'Name a time to come.');
  end if;
  return atrium.step_ticket(ticket_id, 'pending', '{new,open}', 'write', note, until);
end
$$;
create function public.resolve_ticket(ticket_id uuid, note text default null) returns public.tickets
language sql as $$ select * from atrium.step_ticket(ticket_id, 'resolved', '{new,open,pending}', 'write', note) $$;
create function public.close_ticket(ticket_id uuid, note text default null) returns public.tickets
language sql as $$ select * from atrium.step_ticket(ticket_id, 'closed', '{new,open,pending,resolved}', 'own', note) $$;
comment on function public.open_ticket(uuid, text) is 'A new or pending ticket is worked on; by staff. ATNOF, ATNOM,'
  ' ATSTA, ATVAL.';
comment on function public.pend_ticket(uuid, text, timestamptz) is
  'A ticket waits for the client, perhaps until a time when it comes back; by staff. ATNOF, ATNOM, ATSTA, ATVAL.';
comment on function public.resolve_ticket(uuid, text) is
  'A ticket is done, unless the client says otherwise; by staff. ATNOF, ATNOM, ATSTA, ATVAL.';
comment on function public.close_ticket(uuid, text) is
  'A ticket is done for good; by staff or whoever asks. ATNOF, ATNOM, ATSTA, ATVAL.';

create function public.reopen_ticket(ticket_id uuid, note text default null) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(reopen_ticket.ticket_id, 'own');
begin
  if atrium.is_contact() and ticket.closed_at < now() - interval '14 days' then
    perform atrium.refuse('ATSTA', format('Ticket %s has been closed for more than 14 days.', ticket.number),
      'reply_to_ticket opens another one that follows it.');
  end if;
  return atrium.step_ticket(ticket.id, 'open', '{resolved,closed}', 'own', note);
end
$$;
comment on function public.reopen_ticket(uuid, text) is 'A resolved or closed ticket is open again; by staff, and for'
  ' 14 days after closing by whoever asks. ATNOF, ATNOM, ATSTA, ATVAL.';

create function public.set_ticket_priority(ticket_id uuid, priority public.ticket_priority, note text default null)
returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(set_ticket_priority.ticket_id);
begin
  if ticket.status = 'closed' then
    perform atrium.refuse('ATSTA', format('Ticket %s is closed.', ticket.number), 'Reopen it first.');
  end if;
  perform set_config('atrium.ticket_note', coalesce(left(btrim(note), 5000), ''), true);
  update public.tickets t set priority = set_ticket_priority.priority where t.id = ticket.id returning * into ticket;
  perform set_config('atrium.ticket_note', '', true);
  return ticket;
end
$$;
comment on function public.set_ticket_priority(uuid, public.ticket_priority, text) is
  'Says how much a ticket presses; its targets follow. By staff. ATNOF, ATNOM, ATSTA.';

-- Whether somebody can be given a ticket of a client: active staff who may answer it.
create function atrium.may_answer(person uuid, client uuid) returns boolean language sql stable as $$
  select exists (
    select from public.clients c join public.memberships m on m.agency_id = c.agency_id
      join atrium.role_right_sets r on r.role = m.role
    where c.id = client and m.user_id = person and m.client_id is null and m.status = 'active'
      and (strpos(r.rights, ' tickets:update ') > 0 or 'tickets:update' = any (m.permissions))
      and (m.client_scope = 'all' or exists (select from public.client_access a
        where a.user_id = m.user_id and a.client_id = c.id and a.permission = 'write')))
$$;
comment on function atrium.may_answer(uuid, uuid) is
  'Whether a person is active staff who sees the client and may answer its tickets.';
call atrium.own_as_definer('atrium.may_answer(uuid, uuid)'::regprocedure);

create function atrium.give_ticket(ticket public.tickets, agent_id uuid, team_id uuid, note text)
returns public.tickets
language plpgsql
as $$
declare
  given public.tickets;
begin
  if ticket.status = 'closed' then
    perform atrium.refuse('ATSTA', format('Ticket %s is closed.', ticket.number), 'Reopen it first.');
  elsif agent_id is not null and agent_id is distinct from ticket.assigned_agent_id
    and not atrium.may_answer(agent_id, ticket.client_id) then
    perform atrium.refuse('ATVAL', 'This person can''t answer tickets of this client.',
      'Name an active member of staff who sees the client.');
  end if;
  perform set_config('atrium.ticket_note', coalesce(left(btrim(note), 5000), ''), true);
  update public.tickets t set assigned_agent_id = give_ticket.agent_id, assigned_team_id = give_ticket.team_id
  where t.id = ticket.id;
  select * into given from public.tickets t where t.id = ticket.id; -- a team may have passed it on
  perform set_config('atrium.ticket_note', '', true);
  return given;
end
$$;
comment on function atrium.give_ticket(public.tickets, uuid, uuid, text) is 'Writes whose a locked ticket is. ATSTA,'
  ' ATVAL.';
call atrium.own_as_definer('atrium.give_ticket(public.tickets, uuid, uuid, text)'::regprocedure);

create function public.assign_ticket(ticket_id uuid, agent_id uuid, note text default null) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(assign_ticket.ticket_id);
begin
  return atrium.give_ticket(ticket, agent_id, ticket.assigned_team_id, note);
end
$$;
comment on function public.assign_ticket(uuid, uuid, text) is
  'Gives a ticket to somebody, or with null to nobody; its team stays. By staff. ATNOF, ATNOM, ATSTA, ATVAL.';
create function public.hand_over_ticket(ticket_id uuid, team_id uuid, agent_id uuid default null,
  note text default null) returns public.tickets
language plpgsql
as $$
begin
  return atrium.give_ticket(atrium.lock_ticket(hand_over_ticket.ticket_id), agent_id, team_id, note);
end
$$;
comment on function public.hand_over_ticket(uuid, uuid, uuid, text) is 'Gives a ticket to a team, and in it to somebody'
  ' or to nobody; it may leave the caller''s sight. By staff. ATNOF, ATNOM, ATSTA, ATVAL.';

create function public.set_ticket_requester(ticket_id uuid, requester_id uuid, contact_id uuid default null)
returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(set_ticket_requester.ticket_id);
begin
  if num_nonnulls(requester_id, contact_id) <> 1 then
    perform atrium.refuse('ATVAL', 'A ticket is asked by a user or by a contact.', 'Name one of the two.');
  end if;
  update public.tickets t set requester_id = set_ticket_requester.requester_id,
    contact_id = set_ticket_requester.contact_id where t.id = ticket.id returning * into ticket;
  return ticket;
end
$$;
comment on function public.set_ticket_requester(uuid, uuid, uuid) is
  'Says who asks: a user or a contact. By staff. ATNOF, ATNOM, ATVAL.';
create function public.mark_ticket_spam(ticket_id uuid, is_spam boolean default true) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(mark_ticket_spam.ticket_id);
begin
  update public.tickets t set is_spam = coalesce(mark_ticket_spam.is_spam, true) where t.id = ticket.id
  returning * into ticket;
  return ticket;
end
$$;
comment on function public.mark_ticket_spam(uuid, boolean) is
  'Says that nobody asked for anything, or that somebody did. By staff. ATNOF, ATNOM.';

create function public.trash_ticket(ticket_id uuid, reason text default null) returns void
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(trash_ticket.ticket_id, 'trash');
begin
  perform atrium.demand('tickets:delete');
  if ticket.deleted_at is not null then
    perform atrium.refuse('ATSTA', format('Ticket %s is in the trash already.', ticket.number), 'Load it again.');
  end if;
  update public.tickets t set deleted_at = clock_timestamp() where t.id = ticket.id;
  perform atrium.note_ticket(ticket, 'trashed', null, null, null, left(btrim(reason), 5000));
end
$$;
create function public.restore_ticket(ticket_id uuid) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(restore_ticket.ticket_id, 'trash');
begin
  perform atrium.demand('tickets:delete');
  if ticket.deleted_at is null then
    perform atrium.refuse('ATSTA', format('Ticket %s is not in the trash.', ticket.number), 'Load it again.');
  end if;
  update public.tickets t set deleted_at = null where t.id = ticket.id returning * into ticket;
  perform atrium.note_ticket(ticket, 'restored');
  return ticket;
end
$$;
comment on function public.trash_ticket(uuid, text) is
  'Puts a ticket where only administrators see it; a job empties that. ATNOF, ATNOM, ATSTA.';
comment on function public.restore_ticket(uuid) is 'Takes a ticket out of the trash. ATNOF, ATNOM, ATSTA.';

do $$
declare
  verb text;
begin
  foreach verb in array array['pend_ticket(uuid, text, timestamptz)', 'open_ticket(uuid, text)',
    'resolve_ticket(uuid, text)', 'close_ticket(uuid, text)', 'reopen_ticket(uuid, text)',
    'set_ticket_priority(uuid, public.ticket_priority, text)', 'assign_ticket(uuid, uuid, text)',
    'hand_over_ticket(uuid, uuid, uuid, text)', 'set_ticket_requester(uuid, uuid, uuid)',
    'mark_ticket_spam(uuid, boolean)', 'trash_ticket(uuid, text)', 'restore_ticket(uuid)'] loop
    call atrium.own_as_definer(('public.' || verb)::regprocedure);
    execute format('grant execute on function public.%s to authenticated, service_role', verb);
  end loop;
end $$;
