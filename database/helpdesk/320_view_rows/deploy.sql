-- What a view finds and how much: run with the caller's eyes, page after page by the last row seen, counted up to 999.
create function atrium.view_condition(filter jsonb) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  -- spam, trash and merged tickets are out, unless the filter speaks of them
  select concat(case when atrium.few_ids() is null
      then 'atrium.list_key(t.client_id) = (select atrium.current_list_key())'
      else 't.id in (select unnest(atrium.few_ids()))' end, ' and ', atrium.filter_tree(filter),
    case when filter::text !~ '"field": "spam"' then ' and not t.is_spam' end,
    case when filter::text !~ '"field": "trash"' then ' and t.deleted_at is null' end,
    case when filter::text !~ '"field": "merged"' then ' and t.merged_into is null' end)
$$;
comment on function atrium.view_condition(jsonb) is 'What a filter asks of tickets t of the caller''s agency, in SQL;'
  ' after atrium.narrow(''tickets'').';

create function public.view_tickets(view_id uuid default null, filter jsonb default null, sort_by text default null,
  descending boolean default null, max_rows integer default 50, after_value text default null,
  after_id uuid default null) returns setof public.tickets
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  shown public.saved_views;
  tree jsonb := view_tickets.filter;
  down boolean := view_tickets.descending;
  key text;
  type text;
begin
  perform atrium.demand('saved_views:select');
  if view_id is not null then
    select * into shown from public.saved_views v where v.id = view_tickets.view_id;
    if not found then
      raise exception using errcode = 'ATNOF', message = 'This view does not exist or is not yours to see.',
        hint = 'Choose one from your list.';
    end if;
  end if;
  tree := coalesce(tree, shown.filter, '{"all": []}');
  sort_by := coalesce(sort_by, shown.sort_by, 'updated_at');
  down := coalesce(down, shown.descending, true);
  key := case when sort_by in ('updated_at', 'created_at') then format('t.%I', sort_by)
    when sort_by in ('due_at', 'waiting_since', 'resolved_at', 'last_customer_message_at') then
      format('coalesce(t.%I, %L)', sort_by, case when down then '-infinity' else 'infinity' end)
    when sort_by = 'number' then 't.number'
    when sort_by = 'priority' then
      '(case t.priority when ''urgent'' then 4 when ''high'' then 3 when ''medium'' then 2 else 1 end)'
    else atrium.refuse_filter(format('Tickets can''t be ordered by %s.', sort_by)) end;
  type := case sort_by when 'number' then 'bigint' when 'priority' then 'integer' else 'timestamptz' end;
  if key in ('t.updated_at', 't.created_at')
    and tree::text !~ '"field": "(assigned|requester|client|followed|number)' then
    call atrium.read_newest('tickets');
  else
    perform atrium.narrow('tickets');
  end if;
  return query execute format('select t.* from public.tickets t where %s %s order by %s %s, t.id %4$s limit %5$s',
    atrium.view_condition(tree),
    case when after_value is not null then format('and (%s, t.id) %s (%L::%s, %L::uuid)', key,
      case when down then '<' else '>' end, after_value, type,
      coalesce(after_id::text, '00000000-0000-0000-0000-000000000000')) end,
    key, case when down then 'desc' else 'asc' end, least(greatest(coalesce(max_rows, 50), 1), 500));
end
$$;
comment on function public.view_tickets(uuid, jsonb, text, boolean, integer, text, uuid) is
  'Tickets of a saved view, or of a filter, that the caller may see; at most 500, 50 by default. The next page is after'
  ' the order''s value and the id of the last row. ATNOF, ATNOM, ATVAL.';

create function public.count_views(view_ids uuid[] default null)
returns table (view_id uuid, tickets integer, label text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  shown record;
begin
  perform atrium.demand('saved_views:select');
  call atrium.read_newest('tickets');
  for shown in
    select v.id, v.filter from public.saved_views v
    where case when view_ids is null then v.is_pinned else v.id = any (view_ids) end
    order by v.position, v.name limit 50
  loop
    view_id := shown.id;
    -- one more than is shown, and no further
    execute format('select count(*)::integer from (select from public.tickets t where %s limit 1000) seen',
      atrium.view_condition(shown.filter)) into tickets;
    label := case when tickets > 999 then '999+' else tickets::text end;
    tickets := least(tickets, 999);
    return next;
  end loop;
end
$$;
comment on function public.count_views(uuid[]) is
  'How many tickets the caller sees in each of these views, in all pinned ones where none is named; counted up to 999,'
  ' beyond which the label is 999+. At most 50 views. ATNOM.';
grant execute on function atrium.refuse_filter(text), atrium.filter_values(text, jsonb, text, text),
  atrium.filter_time(text, jsonb), atrium.filter_leaf(jsonb), atrium.filter_tree(jsonb, integer),
  atrium.view_condition(jsonb) to authenticated, service_role;
grant execute on function public.view_tickets(uuid, jsonb, text, boolean, integer, text, uuid),
  public.count_views(uuid[]) to authenticated;

create function atrium.default_views(agency uuid) returns void
language sql
as $$
  insert into public.saved_views (agency_id, name, filter, sort_by, descending, position, visibility, is_pinned,
    author_id)
  select agency, v.name, v.filter::jsonb, v.sort_by, v.sort_by not in ('due_at', 'waiting_since'), v.place, 'shared',
    v.place <= 7, null
  from (values
    ('My open', 1, 'updated_at', '{"all": [{"field": "assigned_agent_id", "op": "in", "value": "me"},
      {"field": "status", "op": "in", "value": ["new", "open", "pending"]}]}'),
    ('Unassigned in my teams', 2, 'created_at', '{"all": [{"field": "assigned_team_id", "op": "in", "value": "mine"},
      {"field": "assigned_agent_id", "op": "empty"},
      {"field": "status", "op": "in", "value": ["new", "open", "pending"]}]}'),
    ('All open', 3, 'updated_at', '{"field": "status", "op": "in", "value": ["new", "open", "pending"]}'),
    ('Waiting for us', 4, 'waiting_since', '{"field": "waiting_since", "op": "not_empty"}'),
    ('Waiting for the customer', 5, 'updated_at', '{"field": "status", "op": "in", "value": ["pending"]}'),
    ('Due soon', 6, 'due_at', '{"all": [{"field": "due_at", "op": "before", "value": "+4h"},
      {"field": "status", "op": "in", "value": ["new", "open", "pending"]}]}'),
    ('Followed', 7, 'updated_at', '{"field": "followed", "op": "is", "value": true}'),
    ('Recently resolved', 8, 'resolved_at', '{"field": "resolved_at", "op": "after", "value": "-7d"}'),
    ('Snoozed', 9, 'updated_at', '{"field": "snoozed_until", "op": "not_empty"}'),
    ('Spam', 10, 'updated_at', '{"field": "spam", "op": "is", "value": true}'),
    ('Trash', 11, 'updated_at', '{"field": "trash", "op": "is", "value": true}')) v (name, place, sort_by, filter)
$$;
comment on function atrium.default_views(uuid) is 'Gives an agency the views that every agency begins with.';
call atrium.own_as_definer('atrium.default_views(uuid)'::regprocedure);
create function atrium.add_default_views() returns trigger
language plpgsql
as $$
begin
  perform atrium.default_views(new.id);
  return null;
end
$$;
comment on function atrium.add_default_views() is 'Trigger on agencies: gives a new agency its views.';
call atrium.own_as_definer('atrium.add_default_views()'::regprocedure);
create trigger agencies_default_views after insert on public.agencies
  for each row execute function atrium.add_default_views();

-- agencies that were here before; as the deployer, because row security hides them from the owner
set local role none;
select atrium.default_views(a.id) from public.agencies a;
