-- What happens at the help desk, and whom it concerns: who answers a ticket, who asked, who is mentioned, who leads the
-- team when a promise is about to be broken.
create trigger tickets_publish after insert or update or delete on public.tickets
  for each row execute function atrium.publish('ticket', 'number', 'title', 'status', 'priority', 'channel',
    'requester_id', 'assigned_agent_id', 'assigned_team_id', 'tags', 'due_at', 'merged_into', 'deleted_at');
create trigger messages_publish after insert or update or delete on public.messages
  for each row execute function atrium.publish('message', 'ticket_id', 'message_type', 'is_internal', 'sender_id',
    'mentions', 'channel', 'delivery_status');
create trigger ticket_events_publish after insert on public.ticket_events
  for each row when (new.kind = 'sla') execute function atrium.publish('sla', 'ticket_id', 'field', 'to_value');
create trigger csat_ratings_publish after update of rating on public.csat_ratings
  for each row when (new.rating is not null)
  execute function atrium.publish('csat', 'ticket_id', 'agent_id', 'team_id', 'rating');
create trigger kb_articles_publish after insert or update or delete on public.kb_articles
  for each row execute function atrium.publish('article', 'title', 'slug', 'status', 'visibility');

create function atrium.leads_of(team uuid) returns setof uuid
language sql stable
as $$ select t.user_id from public.team_members t where t.team_id = team and t.role = 'lead' $$;
comment on function atrium.leads_of(uuid) is 'Who leads a team of the help desk.';

create function atrium.ticket_url(ticket uuid, person uuid, client uuid) returns text
language sql stable
as $$
  select case when exists (select from public.memberships m where m.user_id = person and m.client_id = client)
    then '/portal/tickets/' else '/tickets/' end || ticket
$$;
comment on function atrium.ticket_url(uuid, uuid, uuid) is
  'Where somebody opens a ticket: contact users in the portal.';

create function atrium.notices_of_ticket(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select n.person, n.type, format('#%s %s', told.data ->> 'number', told.data ->> 'title'), n.message, 'ticket',
    told.record_id, atrium.ticket_url(told.record_id, n.person, told.client_id),
    case told.data ->> 'priority' when 'urgent' then 'urgent' when 'high' then 'high' else 'normal' end
  from (
    select (told.data ->> 'assigned_agent_id')::uuid, 'assigned', atrium.said_by(told) || ' gave you this ticket.'
    where atrium.turned(told, 'assigned_agent_id')
    union all
    select l, 'message_received', 'A new ticket came to your team.'
    from atrium.leads_of((told.data ->> 'assigned_team_id')::uuid) l
    where atrium.turned(told, 'assigned_team_id') and told.data ->> 'assigned_agent_id' is null
    union all
    select (told.data ->> 'requester_id')::uuid, 'replied', 'Your ticket is resolved.'
    where told.changed_columns && '{status}' and told.data ->> 'status' = 'resolved'
  ) as n (person, type, message)
  where told.data ->> 'deleted_at' is null and told.topic <> 'ticket.deleted'
$$;
comment on function atrium.notices_of_ticket(atrium.outbox) is
  'Its new agent; where it has none, who leads the team; who asked, once it is resolved.';

create function atrium.notices_of_message(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select n.person, n.type, format('#%s %s', t.number, t.title), n.message, 'ticket', t.id,
    atrium.ticket_url(t.id, n.person, t.client_id), case t.priority when 'urgent' then 'high' else 'normal' end
  from public.tickets t, lateral (
    select m.person::uuid, 'mentioned', atrium.said_by(told) || ' mentioned you in a message.'
    from jsonb_array_elements_text(told.data -> 'mentions') as m (person)
    where atrium.turned(told, 'mentions') and not coalesce(told.was -> 'mentions' ? m.person, false)
    union all
    select t.assigned_agent_id, 'replied', case told.data ->> 'message_type' when 'customer' then 'The client replied.'
      else atrium.said_by(told) || ' wrote on your ticket.' end
    where told.topic = 'message.created'
    union all
    -- what is said to the client: who asked, and contact users who are copied
    select p, 'replied', atrium.said_by(told) || ' answered.'
    from (select t.requester_id as p union select f.user_id from public.ticket_followers f
      where f.ticket_id = t.id and f.kind = 'cc') as asked
    where told.topic = 'message.created' and told.data ->> 'message_type' <> 'customer'
      and not (told.data ->> 'is_internal')::boolean
    union all
    select f.user_id, 'replied', 'There is a new message on a ticket you follow.' from public.ticket_followers f
    where f.ticket_id = t.id and f.kind <> 'cc' and told.topic = 'message.created'
      and f.created_at <= told.created_at
  ) as n (person, type, message)
  where t.id = (told.data ->> 'ticket_id')::uuid and t.deleted_at is null and told.topic <> 'message.deleted'
    and n.person is distinct from (told.data ->> 'sender_id')::uuid
    and (not (told.data ->> 'is_internal')::boolean or not exists (select from public.memberships m
      where m.user_id = n.person and m.client_id = t.client_id))
$$;
comment on function atrium.notices_of_message(atrium.outbox) is
  'Who is mentioned; who answers the ticket; its followers; of what is said to the client, who asked and is copied.';

create function atrium.notices_of_sla(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select n.person, case told.data ->> 'to_value' when '100' then 'sla_breached' else 'sla_warning' end,
    format('#%s %s', t.number, t.title), case told.data ->> 'to_value' when '100' then 'The time for the '
      || translate(told.data ->> 'field', '_', ' ') || ' is over.' else 'Three quarters of the time for the '
      || translate(told.data ->> 'field', '_', ' ') || ' are over.' end, 'ticket', t.id, '/tickets/' || t.id,
    case told.data ->> 'to_value' when '100' then 'urgent' else 'high' end
  from public.tickets t, lateral (
    select t.assigned_agent_id as person
    union
    select l from atrium.leads_of(t.assigned_team_id) l
    where t.assigned_agent_id is null or told.data ->> 'to_value' = '100') as n
  where t.id = (told.data ->> 'ticket_id')::uuid and told.data ->> 'to_value' in ('75', '100')
$$;
comment on function atrium.notices_of_sla(atrium.outbox) is
  'Who answers the ticket; who leads the team, where nobody does or the time is over.';

create function atrium.notices_of_csat(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select n.person, 'csat_received', format('#%s %s', t.number, t.title),
    format('The client rates this ticket %s of 5.', told.data ->> 'rating'), 'ticket', t.id, '/tickets/' || t.id,
    case when n.bad then 'high' else 'low' end
  from public.tickets t, lateral (
    select (told.data ->> 'agent_id')::uuid as person, (told.data ->> 'rating')::integer <= 2 as bad
    union all
    select l, true from atrium.leads_of((told.data ->> 'team_id')::uuid) l where (told.data ->> 'rating')::integer <= 2
  ) as n
  where t.id = (told.data ->> 'ticket_id')::uuid
$$;
comment on function atrium.notices_of_csat(atrium.outbox) is
  'Whose answer was rated; of a bad rating also who leads the team.';
