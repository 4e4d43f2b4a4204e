-- Answers kept for use again. What stands in double braces is one of a few names, filled in with what the caller may
-- see; nothing of a template is ever run, and what is filled in is not looked at again.
create domain public.tool_visibility as text
  constraint tool_visibility_known check (value in ('personal', 'team', 'shared'));
comment on domain public.tool_visibility is
  'Who uses a template, macro or view: its author, a team, or all staff of the agency.';

create table public.response_templates (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  title        text not null,
  content      text not null,
  shortcut     text,
  language     text not null default 'en',
  visibility   public.tool_visibility not null default 'personal',
  team_id      uuid,
  author_id    uuid default atrium.current_user_id(),
  tags         text[] not null default '{}',
  usage_count  integer not null default 0,
  last_used_at timestamptz,
  metadata     jsonb not null default '{}',
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint response_templates_agency_id unique (agency_id, id),
  constraint response_templates_team foreign key (agency_id, team_id) references public.teams (agency_id, id)
    on delete cascade,
  constraint response_templates_author foreign key (agency_id, author_id)
    references public.memberships (agency_id, user_id) on delete set null (author_id),
  constraint response_templates_title check (length(btrim(title)) between 1 and 200),
  constraint response_templates_content check (length(btrim(content)) between 1 and 20000),
  constraint response_templates_shortcut check (shortcut ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  constraint response_templates_language check (language ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  constraint response_templates_tags check (cardinality(tags) <= 20),
  constraint response_templates_reach check ((visibility = 'team') = (team_id is not null)),
  constraint response_templates_metadata check (jsonb_typeof(metadata) = 'object')
);
comment on table public.response_templates is
  'Scope: agency, narrowed to what is shared, of the caller''s teams, or the caller''s own. Answers with variables.';
comment on column public.response_templates.id is 'Identifier.';
comment on column public.response_templates.agency_id is 'The agency; never changes.';
comment on column public.response_templates.title is 'Name in the picker, 1 to 200 characters.';
comment on column public.response_templates.content is
  'Markdown, up to 20,000 characters, with {{variables}}; {{customer.first_name|there}} says what stands for nothing.';
comment on column public.response_templates.shortcut is
  'What is typed after a slash; once among those it stands beside.';
comment on column public.response_templates.language is 'Language, as en or pt-BR.';
comment on column public.response_templates.visibility is 'personal, team or shared.';
comment on column public.response_templates.team_id is 'The team it is of, where visibility is team; goes with it.';
comment on column public.response_templates.author_id is 'Who wrote it; never changes. Null once they have left.';
comment on column public.response_templates.tags is 'At most 20 labels.';
comment on column public.response_templates.usage_count is 'How often it was used; counted by use_template.';
comment on column public.response_templates.last_used_at is 'When it was last used; UTC.';
comment on column public.response_templates.metadata is 'Whatever a program keeps with it.';
comment on column public.response_templates.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.response_templates.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.response_templates.created_at is 'When it was made; UTC.';
comment on column public.response_templates.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index response_templates_one_shortcut on public.response_templates (agency_id,
  coalesce(team_id, case visibility when 'personal' then author_id else agency_id end), shortcut);
create index response_templates_by_title on public.response_templates (agency_id, title);
create index response_templates_of_team on public.response_templates (agency_id, team_id) where team_id is not null;
create index response_templates_author on public.response_templates (agency_id, author_id) where author_id is not null;

create function atrium.unknown_variables(words text) returns text[]
language sql immutable parallel safe
as $$
  select coalesce(array_agg(distinct btrim(split_part(v[1], '|', 1))), '{}')
  from regexp_matches(words, '\{\{([^{}]*)\}\}', 'g') v
  where btrim(split_part(v[1], '|', 1)) !~ ('^(customer\.(name|first_name)|ticket\.(number|title|status|priority)'
    || '|agent\.(name|first_name)|company\.name|org\.name|custom\.[a-z][a-z0-9_]{0,39})$')
$$;
comment on function atrium.unknown_variables(text) is
  'Names in double braces that are none of customer.name, customer.first_name, ticket.number, ticket.title,'
  ' ticket.status, ticket.priority, agent.name, agent.first_name, company.name, org.name, custom.<key>.';

create function atrium.check_template() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  unknown text[] := atrium.unknown_variables(new.content);
begin
  if unknown <> '{}' then
    raise exception using errcode = 'ATVAL', message = format('There is no variable %s.',
      array_to_string(unknown, ', ')), hint = 'Known: customer.name, customer.first_name, ticket.number, ticket.title,'
      ' ticket.status, ticket.priority, agent.name, agent.first_name, company.name, org.name, custom.<key>.';
  end if;
  return new;
end
$$;
comment on function atrium.check_template() is 'Trigger before insert or update: only known variables. ATVAL.';

-- With the caller's eyes: what row security hides has no value.
create function atrium.render_words(words text, ticket_id uuid, out content text, out warnings text[])
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  known jsonb;
  rest text := words;
  found_at integer;
  asked text;
  filled text;
begin
  select jsonb_strip_nulls(jsonb_build_object('ticket.number', t.number, 'ticket.title', t.title,
      'ticket.status', t.status, 'ticket.priority', t.priority, 'company.name', c.name, 'org.name', a.name,
      'customer.name', coalesce(u.full_name, k.name),
      'customer.first_name', nullif(split_part(btrim(coalesce(u.full_name, k.name)), ' ', 1), ''),
      'agent.name', m.full_name, 'agent.first_name', nullif(split_part(btrim(m.full_name), ' ', 1), '')))
    || coalesce((select jsonb_object_agg('custom.' || f.key, f.value) from jsonb_each(t.custom) f
      where f.value not in ('null', '""')), '{}')
  into known
  from public.tickets t
    join public.clients c on c.id = t.client_id
    join public.agencies a on a.id = c.agency_id
    left join public.users u on u.id = t.requester_id
    left join public.contacts k on k.agency_id = c.agency_id and k.id = t.contact_id
    left join public.users m on m.id = atrium.current_user_id()
  where t.id = render_words.ticket_id;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This ticket does not exist or is not yours to see.',
      hint = 'Choose one from your list.';
  end if;
  content := '';
  warnings := '{}';
  loop
    found_at := regexp_instr(rest, '\{\{[^{}]*\}\}');
    exit when found_at = 0;
    asked := substr(rest, found_at + 2, strpos(substr(rest, found_at), '}}') - 3);
    content := content || left(rest, found_at - 1);
    rest := substr(rest, found_at + length(asked) + 4);
    filled := coalesce(nullif(known ->> btrim(split_part(asked, '|', 1)), ''),
      case when strpos(asked, '|') > 0 then btrim(substr(asked, strpos(asked, '|') + 1)) end);
    if filled is null then
      filled := '[' || btrim(asked) || ']';
      warnings := warnings || format('%s has no value.', btrim(asked));
    end if;
    -- a name is a text, whatever stands in it
    content := content || replace(replace(replace(filled, '&', '&amp;'), '<', '&lt;'), '>', '&gt;');
  end loop;
  content := content || rest;
end
$$;
comment on function atrium.render_words(text, uuid) is
  'A text with its variables filled in for a ticket by what the caller may see, escaped; what has no value stands in'
  ' brackets and among the warnings. ATNOF.';

create trigger response_templates_check before insert or update of content on public.response_templates
  for each row execute function atrium.check_template();
create trigger response_templates_staff after insert or update on public.response_templates
  for each row execute function atrium.same_agency_member('staff', 'author_id');
create trigger response_templates_touch before insert or update on public.response_templates
  for each row execute function atrium.touch();
create trigger response_templates_immutable before update on public.response_templates
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger response_templates_by_function before update on public.response_templates
  for each row execute function atrium.by_function('author_id', 'usage_count', 'last_used_at');
create trigger response_templates_audit after insert or update or delete on public.response_templates
  for each row execute function atrium.audit();

call atrium.allow('response_templates', 'select', 'all', 'owner', 'admin');
call atrium.allow('response_templates', 'select', 'own', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
  'member');
call atrium.allow('response_templates', 'select_any', 'all', 'owner', 'admin');
call atrium.allow('response_templates', 'insert', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('response_templates', 'update', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('response_templates', 'delete', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('response_templates', 'share', 'all', 'owner', 'admin', 'leadership');

alter table public.response_templates enable row level security;
alter table public.response_templates force row level security;
create policy response_templates_select on public.response_templates for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('response_templates:select'))
    and (visibility = 'shared' or author_id = (select atrium.current_user_id())
      or team_id = any (array(select t from atrium.my_teams() t))
      or (select atrium.may('response_templates:select_any'))));
-- one's own are one's own affair; a team's its leads'; what is shared, whoever may share
create policy response_templates_insert on public.response_templates for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('response_templates:insert'))
    and author_id is not distinct from (select atrium.current_user_id())
    and (visibility = 'personal' or team_id = any (array(select k from atrium.kept_teams() k))
      or (select atrium.may('response_templates:share'))));
create policy response_templates_update on public.response_templates for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('response_templates:update'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k))
        or (select atrium.may('response_templates:share')) end)
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('response_templates:update'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k))
        or (select atrium.may('response_templates:share')) end);
create policy response_templates_delete on public.response_templates for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('response_templates:delete'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k))
        or (select atrium.may('response_templates:share')) end);
grant select, delete on public.response_templates to authenticated;
grant insert (title, content, shortcut, language, visibility, team_id, tags, metadata),
  update (title, content, shortcut, language, visibility, team_id, tags, metadata)
  on public.response_templates to authenticated;

create function public.render_template(template_id uuid, ticket_id uuid)
returns table (content text, warnings text[])
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  words text;
begin
  select t.content into words from public.response_templates t where t.id = render_template.template_id;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This template does not exist or is not yours to see.',
      hint = 'Choose one from the picker.';
  end if;
  return query select r.content, r.warnings from atrium.render_words(words, render_template.ticket_id) r;
end
$$;
comment on function public.render_template(uuid, uuid) is
  'A template as it would read in a ticket, with what has no value among the warnings. ATNOF.';

create function atrium.count_template(template_id uuid) returns void
language sql
as $$
  update public.response_templates t
  set usage_count = t.usage_count + 1, last_used_at = clock_timestamp()
  where t.id = template_id and t.agency_id = atrium.current_agency_id() and atrium.may('response_templates:select')
$$;
comment on function atrium.count_template(uuid) is 'Counts that a template was used.';
call atrium.own_as_definer('atrium.count_template(uuid)'::regprocedure);

create function public.use_template(template_id uuid, ticket_id uuid) returns table (content text, warnings text[])
language sql
as $$
  select r.content, r.warnings from public.render_template(template_id, ticket_id) r,
    lateral (select atrium.count_template(template_id)) counted
$$;
comment on function public.use_template(uuid, uuid) is 'render_template, and the template was used once more. ATNOF.';
grant execute on function atrium.unknown_variables(text), atrium.render_words(text, uuid), atrium.count_template(uuid)
  to authenticated;
grant execute on function public.render_template(uuid, uuid), public.use_template(uuid, uuid) to authenticated;
