-- Views that agents work through: a tree of conditions, an order, a shape. A filter is checked when it is kept and
-- turned into SQL from a fixed list of fields and operators when it is run; what it finds is what row security lets the
-- caller see, never more.
create table public.saved_views (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name        text not null,
  description text,
  icon        text,
  filter      jsonb not null default '{"all": []}',
  columns     text[] not null default '{number,title,status,priority,requester_id,assigned_agent_id,updated_at}',
  sort_by     text not null default 'updated_at',
  descending  boolean not null default true,
  group_by    text,
  layout      text not null default 'list',
  is_pinned   boolean not null default false,
  position    integer not null default 0,
  visibility  public.tool_visibility not null default 'personal',
  team_id     uuid,
  author_id   uuid default atrium.current_user_id(),
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint saved_views_agency_id unique (agency_id, id),
  constraint saved_views_team foreign key (agency_id, team_id) references public.teams (agency_id, id)
    on delete cascade,
  constraint saved_views_author foreign key (agency_id, author_id)
    references public.memberships (agency_id, user_id) on delete set null (author_id),
  constraint saved_views_name check (length(btrim(name)) between 1 and 100),
  constraint saved_views_words check (length(description) <= 500 and length(icon) <= 50),
  constraint saved_views_sort check (sort_by in ('updated_at', 'created_at', 'due_at', 'waiting_since', 'resolved_at',
    'last_customer_message_at', 'priority', 'number')),
  constraint saved_views_group check (group_by in ('status', 'priority', 'assigned_agent_id', 'assigned_team_id',
    'client_id')),
  constraint saved_views_layout check (layout in ('list', 'kanban')),
  constraint saved_views_columns check (cardinality(columns) between 1 and 30),
  constraint saved_views_reach check ((visibility = 'team') = (team_id is not null))
);
comment on table public.saved_views is
  'Scope: agency, narrowed to what is shared, of the caller''s teams, or the caller''s own. Filters over tickets.';
comment on column public.saved_views.id is 'Identifier.';
comment on column public.saved_views.agency_id is 'The agency; never changes.';
comment on column public.saved_views.name is 'Name, 1 to 100 characters.';
comment on column public.saved_views.description is 'What it is for, up to 500 characters.';
comment on column public.saved_views.icon is 'Emoji or name of an icon.';
comment on column public.saved_views.filter is
  'A tree: {"all": […]}, {"any": […]}, {"not": …} or {"field", "op", "value"}; five deep,'
  ' fifty to a list.';
comment on column public.saved_views.columns is 'Columns shown, in order; of tickets, or custom.<key>.';
comment on column public.saved_views.sort_by is 'What it is ordered by.';
comment on column public.saved_views.descending is 'Newest or most first.';
comment on column public.saved_views.group_by is 'What rows are grouped by; null for not at all.';
comment on column public.saved_views.layout is 'list or kanban.';
comment on column public.saved_views.is_pinned is 'Shown beside the inbox, with its count.';
comment on column public.saved_views.position is 'Order among views.';
comment on column public.saved_views.visibility is 'personal, team or shared.';
comment on column public.saved_views.team_id is 'The team it is of, where visibility is team; goes with it.';
comment on column public.saved_views.author_id is
  'Who made it; never changes. Null for those every agency begins with.';
comment on column public.saved_views.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.saved_views.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.saved_views.created_at is 'When it was made; UTC.';
comment on column public.saved_views.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index saved_views_in_order on public.saved_views (agency_id, position, name);
create index saved_views_of_team on public.saved_views (agency_id, team_id) where team_id is not null;
create index saved_views_author on public.saved_views (agency_id, author_id) where author_id is not null;

create function atrium.refuse_filter(said text) returns text
language plpgsql immutable
as $$
begin
  raise exception using errcode = 'ATVAL', message = said,
    hint = 'A filter is {"all": […]}, {"any": […]}, {"not": …} or {"field": …, "op": …, "value": …}.';
end
$$;
comment on function atrium.refuse_filter(text) is 'Raises ATVAL with what is wrong about a filter.';

-- A list of values as SQL: each fits the pattern, me and mine stand for the caller and his teams.
create function atrium.filter_values(field text, said jsonb, pattern text, type text) returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  items jsonb := case jsonb_typeof(said) when 'array' then said else jsonb_build_array(said) end;
  written text;
begin
  if said is null or jsonb_array_length(items) not between 1 and 100 then
    perform atrium.refuse_filter(format('%s needs a value, or up to 100.', field));
  elsif exists (select from jsonb_array_elements_text(items) v where v is null or v !~ pattern) then
    perform atrium.refuse_filter(format('%s can''t be %s.', field, left(said::text, 100)));
  end if;
  select string_agg(case v when 'me' then '(select atrium.current_user_id())'
    else format('%L::%s', v, type) end, ', ') into written
  from jsonb_array_elements_text(items) v where v <> 'mine';
  return concat('array[', written, ']::', type, '[]',
    case when items ? 'mine' then ' || array(select t from atrium.my_teams() t)' end);
end
$$;
comment on function atrium.filter_values(text, jsonb, text, text) is 'Values of a filter as an array in SQL. ATVAL.';

create function atrium.filter_time(field text, said jsonb) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  words text := said #>> '{}';
  parts text[] := regexp_match(words, '^([+-])(\d{1,4})([hdwm])$');
begin
  if jsonb_typeof(said) is distinct from 'string' then
    perform atrium.refuse_filter(format('%s needs a time, as 2026-01-31T12:00:00Z or -7d.', field));
  elsif parts is not null then
    return format('(now() %s interval ''%s %s'')', parts[1], parts[2],
      case parts[3] when 'h' then 'hours' when 'd' then 'days' when 'w' then 'weeks' else 'months' end);
  end if;
  return format('%L::timestamptz', words::timestamptz);
exception when data_exception then
  return atrium.refuse_filter(format('%s needs a time, as 2026-01-31T12:00:00Z or -7d.', field));
end
$$;
comment on function atrium.filter_time(text, jsonb) is
  'A time of a filter in SQL: as written, or so far from now. ATVAL.';

create function atrium.filter_leaf(leaf jsonb) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  field text := leaf ->> 'field';
  op text := leaf ->> 'op';
  said jsonb := leaf -> 'value';
  id_pattern constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
  subject text := format('t.%I', field);
begin
  if field in ('status', 'priority', 'channel', 'ticket_type', 'assigned_agent_id', 'requester_id', 'created_by',
      'assigned_team_id', 'client_id', 'number', 'due_at', 'waiting_since', 'snoozed_until', 'first_response_at',
      'resolved_at', 'last_customer_message_at', 'last_agent_message_at') and op in ('empty', 'not_empty') then
    return format('%s is %s null', subject, case op when 'not_empty' then 'not' end);
  elsif op in ('in', 'not_in') and field in ('status', 'priority', 'channel', 'ticket_type', 'assigned_agent_id',
      'requester_id', 'created_by', 'assigned_team_id', 'client_id', 'number') then
    return format(case op when 'in' then '%s = any (%s)' else '(%1$s <> all (%2$s)) is not false' end, subject,
      case field
        when 'status' then atrium.filter_values(field, said, '^(new|open|pending|resolved|closed)$', 'text')
        when 'priority' then atrium.filter_values(field, said, '^(low|medium|high|urgent)$', 'text')
        when 'channel' then atrium.filter_values(field, said, '^(portal|email|api|chat|phone|form)$', 'text')
        when 'ticket_type' then atrium.filter_values(field, said, '^.{1,100}$', 'text')
        when 'assigned_team_id' then atrium.filter_values(field, said, id_pattern || '|^mine$', 'uuid')
        when 'client_id' then atrium.filter_values(field, said, id_pattern, 'uuid')
        when 'number' then atrium.filter_values(field, said, '^\d{1,15}$', 'bigint')
        else atrium.filter_values(field, said, id_pattern || '|^me$', 'uuid') end);
  elsif op in ('before', 'after') and field in ('created_at', 'updated_at', 'due_at', 'waiting_since', 'snoozed_until',
      'resolved_at', 'first_response_at', 'last_customer_message_at', 'last_agent_message_at') then
    return format('%s %s %s', subject, case op when 'before' then '<' else '>' end, atrium.filter_time(field, said));
  elsif field = 'tags' and op in ('has_any', 'has_all', 'has_none') then
    return format(case op when 'has_any' then 't.tags && %s' when 'has_all' then 't.tags @> %s'
      else 'not t.tags && %s' end, atrium.filter_values(field, said, '^.{1,100}$', 'text'));
  elsif field in ('spam', 'trash', 'merged', 'followed') and op = 'is' and jsonb_typeof(said) = 'boolean' then
    return concat(case when said = 'false' then 'not ' end, case field when 'spam' then 't.is_spam'
      when 'trash' then '(t.deleted_at is not null)' when 'merged' then '(t.merged_into is not null)'
      else '(t.id = any (array(select f from atrium.followed_tickets() f)))' end);
  elsif field = 'title' and op = 'contains' and length(said #>> '{}') between 1 and 200 then
    return format('strpos(lower(t.title), lower(%L)) > 0', said #>> '{}');
  elsif field ~ '^custom\.[a-z][a-z0-9_]{0,39}$' and op in ('in', 'not_in', 'empty', 'not_empty') then
    subject := format('nullif(t.custom ->> %L, '''')', substr(field, 8));
    return case op when 'empty' then subject || ' is null' when 'not_empty' then subject || ' is not null'
      when 'in' then format('%s = any (%s)', subject, atrium.filter_values(field, said, '^[^\n]{1,200}$', 'text'))
      else format('(%s <> all (%s)) is not false', subject,
        atrium.filter_values(field, said, '^[^\n]{1,200}$', 'text')) end;
  end if;
  return atrium.refuse_filter(format('There is no condition %s %s with %s.', coalesce(field, 'of no field'),
    coalesce(op, '(no op)'), left(coalesce(said::text, 'no value'), 100)));
end
$$;
comment on function atrium.filter_leaf(jsonb) is 'One condition over tickets t, in SQL, from a fixed list. ATVAL.';

create function atrium.filter_tree(node jsonb, level integer default 1) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  word text := case when node ? 'all' then 'all' when node ? 'any' then 'any' end;
  parts text;
begin
  if jsonb_typeof(node) is distinct from 'object' or level > 6 or length(node::text) > 20000
    or (node ? 'field') <> (node ? 'op')
    or (select count(*) <> case when node ? 'field' then (node ? 'value')::int + 2 else 1 end
      from jsonb_object_keys(node)) then
    return atrium.refuse_filter('The filter is no tree of conditions, or one too deep.');
  elsif node ? 'field' then
    return atrium.filter_leaf(node);
  elsif node ? 'not' then
    return format('(%s) is not true', atrium.filter_tree(node -> 'not', level + 1));
  elsif word is null or jsonb_typeof(node -> word) <> 'array' or jsonb_array_length(node -> word) > 50 then
    return atrium.refuse_filter('all and any hold a list of up to fifty conditions.');
  end if;
  select string_agg(atrium.filter_tree(n, level + 1), case word when 'all' then ' and ' else ' or ' end) into parts
  from jsonb_array_elements(node -> word) n;
  return coalesce('(' || parts || ')', case word when 'all' then 'true' else 'false' end);
end
$$;
comment on function atrium.filter_tree(jsonb, integer) is 'A tree of conditions over tickets t, in SQL. ATVAL.';

create function atrium.check_view() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  perform atrium.filter_tree(new.filter);
  if exists (select from unnest(new.columns) c where c !~ '^custom\.[a-z][a-z0-9_]{0,39}$' and not exists (
      select from pg_catalog.pg_attribute a where a.attrelid = 'public.tickets'::regclass and a.attname = c
        and a.attnum > 0)) then
    raise exception using errcode = 'ATVAL', message = 'A column of the view is none of a ticket.',
      hint = 'Name columns of tickets, or custom.<key>.';
  end if;
  return new;
end
$$;
comment on function atrium.check_view() is 'Trigger before insert or update: the filter and columns are known. ATVAL.';
create trigger saved_views_check before insert or update of filter, columns on public.saved_views
  for each row execute function atrium.check_view();
create trigger saved_views_staff after insert or update on public.saved_views
  for each row execute function atrium.same_agency_member('staff', 'author_id');
create trigger saved_views_touch before insert or update on public.saved_views
  for each row execute function atrium.touch();
create trigger saved_views_immutable before update on public.saved_views
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger saved_views_by_function before update on public.saved_views
  for each row execute function atrium.by_function('author_id');
create trigger saved_views_audit after insert or update or delete on public.saved_views
  for each row execute function atrium.audit();

call atrium.allow('saved_views', 'select', 'all', 'owner', 'admin');
call atrium.allow('saved_views', 'select_any', 'all', 'owner', 'admin');
call atrium.allow('saved_views', 'share', 'all', 'owner', 'admin', 'leadership');
insert into atrium.role_rights (role, resource, action, reach)
select r, 'saved_views', a, 'own'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r,
  unnest(array['select', 'insert', 'update', 'delete']) a
where a <> 'select' or r not in ('owner', 'admin');

alter table public.saved_views enable row level security;
alter table public.saved_views force row level security;
create policy saved_views_select on public.saved_views for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('saved_views:select'))
    and (visibility = 'shared' or author_id = (select atrium.current_user_id())
      or team_id = any (array(select t from atrium.my_teams() t)) or (select atrium.may('saved_views:select_any'))));
create policy saved_views_insert on public.saved_views for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('saved_views:insert'))
    and author_id is not distinct from (select atrium.current_user_id())
    and (visibility = 'personal' or team_id = any (array(select k from atrium.kept_teams() k))
      or (select atrium.may('saved_views:share'))));
create policy saved_views_update on public.saved_views for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('saved_views:update'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k)) or (select atrium.may('saved_views:share')) end)
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('saved_views:update'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k)) or (select atrium.may('saved_views:share')) end);
create policy saved_views_delete on public.saved_views for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('saved_views:delete'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k)) or (select atrium.may('saved_views:share')) end);
grant select, delete on public.saved_views to authenticated;
grant insert (name, description, icon, filter, columns, sort_by, descending, group_by, layout, is_pinned, position,
  visibility, team_id), update (name, description, icon, filter, columns, sort_by, descending, group_by, layout,
  is_pinned, position, visibility, team_id) on public.saved_views to authenticated;
