-- One ticket taken into another, and out again within 30 days as it was; some messages cut off into a ticket of their
-- own. Messages move and are never copied, so that nothing is found or counted twice. Only within a client: what one
-- client wrote is not shown to another.
create table atrium.ticket_merges (
  source_id  uuid primary key,
  target_id  uuid not null references public.tickets on delete cascade,
  source     jsonb not null,
  tags       text[] not null,
  followers  uuid[] not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  constraint ticket_merges_source foreign key (source_id) references public.tickets on delete cascade
);
comment on table atrium.ticket_merges is 'What a merge did, so that it can be undone.';
comment on column atrium.ticket_merges.source_id is 'The ticket that was taken in.';
comment on column atrium.ticket_merges.target_id is 'The ticket that took it in.';
comment on column atrium.ticket_merges.source is
  'Where the source stood: status, resolved_at, closed_at, snoozed_until.';
comment on column atrium.ticket_merges.tags is 'The tags that the target got by it.';
comment on column atrium.ticket_merges.followers is 'The people who follow the target because of it.';
comment on column atrium.ticket_merges.created_by is 'Who merged them. Not a reference.';
comment on column atrium.ticket_merges.created_at is 'When; UTC.';
create index ticket_merges_target on atrium.ticket_merges (target_id);

create function atrium.recount_ticket(ticket_id uuid) returns public.tickets language sql as $$
  update public.tickets t set first_response_at = m.first_answer, last_agent_message_at = m.last_answer,
    last_customer_message_at = m.last_asked,
    waiting_since = case when t.status in ('new', 'open', 'pending') then (
      select min(w.created_at) from public.messages w
      where w.ticket_id = t.id and w.message_type = 'customer'
        and w.created_at > coalesce(m.last_answer, '-infinity')) end
  from (
    select min(a.created_at) filter (where a.message_type = 'agent') as first_answer,
      max(a.created_at) filter (where a.message_type = 'agent') as last_answer,
      max(a.created_at) filter (where a.message_type = 'customer') as last_asked
    from public.messages a where a.ticket_id = recount_ticket.ticket_id and not a.is_internal) as m
  where t.id = recount_ticket.ticket_id returning t.*
$$;
comment on function atrium.recount_ticket(uuid) is
  'Finds out from its messages who answered a ticket when, and who waits since when.';
call atrium.own_as_definer('atrium.recount_ticket(uuid)'::regprocedure);

-- Both locked, in the order of their ids, so that two merges of the same pair don't wait for each other.
create function atrium.lock_tickets(one uuid, two uuid) returns void language sql as $$
  select from public.tickets t where t.id in (one, two) order by t.id for no key update
$$;
comment on function atrium.lock_tickets(uuid, uuid) is 'Locks two tickets in the order of their ids.';
call atrium.own_as_definer('atrium.lock_tickets(uuid, uuid)'::regprocedure);

create function public.merge_tickets(source_id uuid, target_id uuid, confirm_other_requester boolean default false)
returns public.tickets
language plpgsql
as $$
declare
  source public.tickets;
  target public.tickets;
  known uuid[];
begin
  perform atrium.lock_tickets(source_id, target_id);
  source := atrium.lock_ticket(source_id);
  target := atrium.lock_ticket(target_id);
  if source.id = target.id or source.client_id <> target.client_id then
    perform atrium.refuse('ATVAL', 'Two tickets of one client are merged.',
      'Tickets of several clients are linked: ticket_links.');
  elsif target.status = 'closed' then
    perform atrium.refuse('ATSTA', format('Ticket %s is closed.', target.number), 'Reopen it first.');
  elsif (source.requester_id, source.contact_id) is distinct from (target.requester_id, target.contact_id)
    and not coalesce(confirm_other_requester, false) then
    perform atrium.refuse('ATSTA', 'Somebody else asks in the other ticket, and would read what both wrote.',
      'Pass confirm_other_requester where that is right.');
  end if;
  select coalesce(array_agg(f.user_id), '{}') into known from public.ticket_followers f where f.ticket_id = target.id;
  insert into public.ticket_followers (ticket_id, user_id, kind)
  select target.id, f.user_id, f.kind from public.ticket_followers f
  where f.ticket_id = source.id and f.user_id is distinct from target.requester_id
  on conflict (ticket_id, user_id) do nothing;
  insert into public.ticket_followers (ticket_id, user_id)
  select target.id, source.requester_id where source.requester_id <> coalesce(target.requester_id, target.id)
  on conflict (ticket_id, user_id) do nothing;
  insert into atrium.ticket_merges (source_id, target_id, source, tags, followers, created_by)
  values (source.id, target.id, jsonb_build_object('status', source.status, 'resolved_at', source.resolved_at,
      'closed_at', source.closed_at, 'snoozed_until', source.snoozed_until),
    array(select g from unnest(source.tags) g where g <> all (target.tags)),
    array(select f.user_id from public.ticket_followers f where f.ticket_id = target.id and f.user_id <> all (known)),
    atrium.current_user_id())
  on conflict on constraint ticket_merges_pkey do update set target_id = excluded.target_id, source = excluded.source,
    tags = excluded.tags, followers = excluded.followers, created_by = excluded.created_by,
    created_at = clock_timestamp();
  update public.messages m set ticket_id = target.id, origin_ticket_id = coalesce(m.origin_ticket_id, source.id)
  where m.ticket_id = source.id;
  update public.tickets t set merged_into = target.id, status = 'closed' where t.id = source.id;
  update public.tickets t set tags = target.tags || source.tags where t.id = target.id;
  perform atrium.note_ticket(source, 'merged', null, null, target.id::text);
  perform atrium.note_ticket(target, 'took_in', null, null, source.id::text);
  return atrium.recount_ticket(target.id);
end
$$;
comment on function public.merge_tickets(uuid, uuid, boolean) is 'Takes a ticket into another of the same client, with'
  ' messages, followers and tags. By staff who reach both. ATNOF, ATNOM, ATSTA, ATVAL.';

create function public.unmerge_ticket(source_id uuid) returns public.tickets
language plpgsql
as $$
declare
  source public.tickets;
  merge atrium.ticket_merges;
begin
  select * into merge from atrium.ticket_merges g where g.source_id = unmerge_ticket.source_id;
  perform atrium.lock_tickets(unmerge_ticket.source_id, merge.target_id);
  source := atrium.lock_ticket(unmerge_ticket.source_id, 'trash');
  if atrium.ticket_reach(source) <> 'write' then
    perform atrium.refuse('ATNOM', 'You can read this ticket and not change it.', 'Ask whoever it is assigned to.');
  elsif source.merged_into is null then
    perform atrium.refuse('ATSTA', format('Ticket %s is not merged.', source.number), 'There is nothing to undo.');
  elsif merge.created_at < now() - interval '30 days' then
    perform atrium.refuse('ATSTA', 'The merge is more than 30 days old.', 'Split the messages off instead.');
  end if;
  with recursive inside (id) as (
    select source.id union select t.id from inside i join public.tickets t on t.merged_into = i.id
  )
  update public.messages m set ticket_id = source.id,
    origin_ticket_id = nullif(m.origin_ticket_id, source.id)
  where m.origin_ticket_id in (select id from inside);
  delete from public.ticket_followers f where f.ticket_id = merge.target_id and f.user_id = any (merge.followers);
  update public.tickets t set merged_into = null, status = merge.source ->> 'status',
    resolved_at = (merge.source ->> 'resolved_at')::timestamptz,
    closed_at = (merge.source ->> 'closed_at')::timestamptz,
    snoozed_until = (merge.source ->> 'snoozed_until')::timestamptz,
    -- it was never done: what counts a reopening is set right beforehand
    reopened_count = t.reopened_count - (merge.source ->> 'status' in ('new', 'open', 'pending'))::integer
  where t.id = source.id;
  update public.tickets t set tags = array(select g from unnest(t.tags) g where g <> all (merge.tags))
  where t.id = merge.target_id;
  delete from atrium.ticket_merges g where g.source_id = source.id;
  perform atrium.note_ticket(source, 'unmerged', null, merge.target_id::text);
  perform atrium.note_ticket(t, 'unmerged', null, source.id::text) from public.tickets t where t.id = merge.target_id;
  perform atrium.recount_ticket(merge.target_id);
  return atrium.recount_ticket(source.id);
end
$$;
comment on function public.unmerge_ticket(uuid) is 'Takes a merged ticket out again as it was, within 30 days; what was'
  ' written since stays with the other. By staff who reach it. ATNOF, ATNOM, ATSTA.';

create function public.split_ticket(ticket_id uuid, message_ids uuid[], title text) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(split_ticket.ticket_id);
  made public.tickets;
begin
  if coalesce(cardinality(message_ids), 0) = 0 or (select count(*) from public.messages m
      where m.ticket_id = ticket.id and m.id = any (message_ids))
    <> (select count(distinct i) from unnest(message_ids) i) then
    perform atrium.refuse('ATVAL', 'Messages of the ticket are split off.', 'Name one or more of its messages.');
  end if;
  insert into public.tickets (client_id, title, priority, channel, ticket_type, requester_id, contact_id,
    assigned_team_id, assigned_agent_id, tags, split_from)
  values (ticket.client_id, split_ticket.title, ticket.priority, ticket.channel, ticket.ticket_type,
    ticket.requester_id, ticket.contact_id, ticket.assigned_team_id, ticket.assigned_agent_id, ticket.tags, ticket.id)
  returning * into made;
  update public.messages m set ticket_id = made.id where m.id = any (message_ids);
  insert into public.ticket_followers (ticket_id, user_id, kind)
  select made.id, f.user_id, f.kind from public.ticket_followers f where f.ticket_id = ticket.id;
  perform atrium.note_ticket(ticket, 'split', null, null, made.id::text);
  perform atrium.note_ticket(made, 'split_off', null, ticket.id::text);
  perform atrium.recount_ticket(ticket.id);
  return atrium.recount_ticket(made.id);
end
$$;
comment on function public.split_ticket(uuid, uuid[], text) is
  'Moves some messages into a new ticket of the same people, whose clocks begin now. By staff. ATNOF, ATNOM, ATSTA,'
  ' ATVAL.';
call atrium.own_as_definer('public.merge_tickets(uuid, uuid, boolean)'::regprocedure);
call atrium.own_as_definer('public.unmerge_ticket(uuid)'::regprocedure);
call atrium.own_as_definer('public.split_ticket(uuid, uuid[], text)'::regprocedure);
grant execute on function public.merge_tickets(uuid, uuid, boolean), public.unmerge_ticket(uuid),
  public.split_ticket(uuid, uuid[], text) to authenticated;
