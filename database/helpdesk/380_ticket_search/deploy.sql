-- Full text over tickets and what was said in them. Matching words is not leakproof and would find no index under a
-- policy: the inner function runs past it and applies the caller's scope itself; the outer one runs as the caller, so
-- that the policies have the last word on every row that leaves.
create function atrium.desk_words(client_id uuid, title text, content text) returns tsvector
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  -- the client is a word of its own (no text gives one with a sign before it), so that the index finds its rows at once
  select array_to_tsvector(array['@' || client_id::text])
    || setweight(to_tsvector('simple', coalesce(title, '')) || to_tsvector('english', coalesce(title, '')), 'A')
    || to_tsvector('simple', left(coalesce(content, ''), 100000))
    || to_tsvector('english', left(coalesce(content, ''), 100000))
$$;
comment on function atrium.desk_words(uuid, text, text) is
  'Words of a ticket or a message, as written and stemmed as English, and its client; what the index keeps.';
grant execute on function atrium.desk_words(uuid, text, text) to authenticated, service_role;
create index tickets_words on public.tickets using gin (atrium.desk_words(client_id, title, description));
create index messages_words on public.messages using gin (atrium.desk_words(client_id, null, content));

create function atrium.matching_tickets(query text, depth integer)
returns table (ticket_id uuid, message_id uuid, rank real)
language plpgsql stable
as $$
declare
  person uuid := atrium.current_user_id();
  contact boolean := atrium.is_contact();
  everything boolean := atrium.reads_all_tickets();
  trash boolean := atrium.may('tickets:delete');
  unassigned boolean := atrium.reads_unassigned_tickets();
  team uuid[] := array(select m from atrium.my_teams() m);
  followed uuid[] := array(select f from atrium.followed_tickets() f);
  wanted bigint := substring(btrim(query) from '^#?([0-9]{1,15})$');
  words tsquery;
  asked tsquery;
  seen uuid[];
begin
  seen := array(select c.id from public.clients c
    where c.agency_id = atrium.current_agency_id() and atrium.may('tickets:select') and (atrium.sees_all_clients()
      or c.id = atrium.home_client_id() or c.id in (select a.client_id from public.client_access a
        where a.user_id = person and a.agency_id = c.agency_id)));
  if coalesce(btrim(query), '') = '' or cardinality(seen) = 0 then
    return;
  end if;
  words := websearch_to_tsquery('simple', left(query, 400)) || websearch_to_tsquery('english', left(query, 400));
  if numnode(words) > 0 then
    asked := (select string_agg(quote_literal('@' || s), ' | ') from unnest(seen) s)::tsquery && words;
  end if;
  -- a word that is nearly everywhere ranks nobody: so many rows are looked at and no more
  return query
  with found as materialized (
    (select t.id as ticket, null::uuid as message, 10::real as rank from public.tickets t
     where atrium.list_key(t.client_id) = atrium.current_list_key() and t.number = wanted)
    union all
    (select t.id, null, 2 * ts_rank(atrium.desk_words(t.client_id, t.title, t.description), words)
     from public.tickets t where atrium.desk_words(t.client_id, t.title, t.description) @@ asked limit 2000)
    union all
    (select m.ticket_id, m.id, ts_rank(atrium.desk_words(m.client_id, null, m.content), words)
     from public.messages m
     where atrium.desk_words(m.client_id, null, m.content) @@ asked and not (m.is_internal and contact) limit 2000)
  ), best as (
    select distinct on (f.ticket) f.ticket, f.message, f.rank
    from found f join public.tickets t on t.id = f.ticket
    -- the policy of tickets, said again because this function runs past it; a check compares the two for everybody
    where t.client_id = any (seen) and (t.deleted_at is null or trash)
      and (everything or person in (t.requester_id, t.created_by, t.assigned_agent_id)
        or t.assigned_team_id = any (team) or t.id = any (followed)
        or (t.assigned_agent_id is null and t.assigned_team_id is null and unassigned))
    order by f.ticket, f.rank desc, f.message nulls first
  )
  select b.ticket, b.message, b.rank::real from best b order by b.rank desc, b.ticket limit depth;
end
$$;
comment on function atrium.matching_tickets(text, integer) is
  'What search_tickets chooses from: tickets that the caller may see, each with its best place, and no text.';
call atrium.own_as_definer('atrium.matching_tickets(text, integer)'::regprocedure);
grant execute on function atrium.matching_tickets(text, integer) to authenticated;

create function public.search_tickets(query text, max_rows integer default 20)
returns table (id uuid, number bigint, title text, status public.ticket_status, client_id uuid, message_id uuid,
  excerpt text, rank real, updated_at timestamptz)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select t.id, t.number, t.title, t.status, t.client_id, m.id,
    ts_headline('simple', left(coalesce(m.content, t.description, t.title), 5000),
      websearch_to_tsquery('simple', left(query, 400)), 'MaxWords=30, MinWords=12, StartSel="", StopSel=""'),
    f.rank, t.updated_at
  from atrium.matching_tickets(query, least(greatest(coalesce(max_rows, 20), 1), 100)) f
    join public.tickets t on t.id = f.ticket_id
    left join public.messages m on m.id = f.message_id
  where f.message_id is null or m.id is not null
  order by f.rank desc, t.updated_at desc, t.id
$$;
comment on function public.search_tickets(text, integer) is
  'Tickets that the caller may see, by their number, or by the words of title, description or messages, best first,'
  ' with the message that matched best; internal notes find nothing for contact users. 20 by default, 100 at most.';
grant execute on function public.search_tickets(text, integer) to authenticated;
