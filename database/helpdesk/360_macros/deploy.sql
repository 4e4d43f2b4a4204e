-- Several steps at once. A macro can do nothing that its user couldn't do by hand: it calls the same functions with the
-- same rights. On each ticket all of its steps are taken or none.
create table public.macros (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name         text not null,
  description  text,
  actions      jsonb not null,
  visibility   public.tool_visibility not null default 'personal',
  team_id      uuid,
  author_id    uuid default atrium.current_user_id(),
  usage_count  integer not null default 0,
  last_used_at timestamptz,
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint macros_agency_id unique (agency_id, id),
  constraint macros_team foreign key (agency_id, team_id) references public.teams (agency_id, id) on delete cascade,
  constraint macros_author foreign key (agency_id, author_id) references public.memberships (agency_id, user_id)
    on delete set null (author_id),
  constraint macros_name check (length(btrim(name)) between 1 and 100),
  constraint macros_description check (length(description) <= 500),
  constraint macros_actions check (jsonb_typeof(actions) = 'array' and length(actions::text) <= 50000),
  constraint macros_reach check ((visibility = 'team') = (team_id is not null))
);
comment on table public.macros is
  'Scope: agency, narrowed to what is shared, of the caller''s teams, or the caller''s own. Steps taken at once.';
comment on column public.macros.id is 'Identifier.';
comment on column public.macros.agency_id is 'The agency; never changes.';
comment on column public.macros.name is 'Name, 1 to 100 characters.';
comment on column public.macros.description is 'What it is for, up to 500 characters.';
comment on column public.macros.actions is
  'Steps in order, 1 to 20: {"do": "set_status", "to": "resolved"} and the like; see docs/modules/helpdesk.md.';
comment on column public.macros.visibility is 'personal, team or shared.';
comment on column public.macros.team_id is 'The team it is of, where visibility is team; goes with it.';
comment on column public.macros.author_id is 'Who made it; never changes. Null once they have left.';
comment on column public.macros.usage_count is 'On how many tickets it was used; counted by run_macro.';
comment on column public.macros.last_used_at is 'When it was last used; UTC.';
comment on column public.macros.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.macros.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.macros.created_at is 'When it was made; UTC.';
comment on column public.macros.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index macros_by_name on public.macros (agency_id, name);
create index macros_of_team on public.macros (agency_id, team_id) where team_id is not null;
create index macros_author on public.macros (agency_id, author_id) where author_id is not null;

create function atrium.check_macro() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  step jsonb;
  id_pattern constant text := '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
begin
  if jsonb_array_length(new.actions) not between 1 and 20 then
    perform atrium.refuse('ATVAL', 'A macro takes 1 to 20 steps.', 'Cut it in two.');
  end if;
  for step in select * from jsonb_array_elements(new.actions) loop
    if (case step ->> 'do'
      when 'set_status' then step ->> 'to' in ('open', 'pending', 'resolved', 'closed')
      when 'snooze' then step ->> 'for' ~ '^[1-9]\d{0,2}[hdw]$'
      when 'set_priority' then step ->> 'to' in ('low', 'medium', 'high', 'urgent')
      when 'assign' then step ? 'to' and (step -> 'to' = 'null' or step ->> 'to' ~ (id_pattern || '|^me$'))
      when 'hand_over' then step ->> 'team' ~ id_pattern
      when 'add_tags' then jsonb_typeof(step -> 'tags') = 'array'
        and jsonb_array_length(step -> 'tags') between 1 and 30
      when 'remove_tags' then jsonb_typeof(step -> 'tags') = 'array'
        and jsonb_array_length(step -> 'tags') between 1 and 30
      when 'set_fields' then jsonb_typeof(step -> 'fields') = 'object'
      when 'reply' then step ->> 'template' ~ id_pattern or length(btrim(step ->> 'text')) between 1 and 20000
      when 'note' then step ->> 'template' ~ id_pattern or length(btrim(step ->> 'text')) between 1 and 20000
      when 'follow' then true end) is not true then
      perform atrium.refuse('ATVAL', format('This is no step of a macro: %s.', left(step::text, 200)),
        'Steps: set_status, snooze, set_priority, assign, hand_over, add_tags, remove_tags, set_fields, reply, note,'
        ' follow.');
    elsif atrium.unknown_variables(coalesce(step ->> 'text', '')) <> '{}' then
      perform atrium.refuse('ATVAL', format('There is no variable %s.', array_to_string(
        atrium.unknown_variables(step ->> 'text'), ', ')), 'Use those of templates.');
    end if;
  end loop;
  return new;
end
$$;
comment on function atrium.check_macro() is 'Trigger before insert or update: 1 to 20 known steps. ATVAL.';
create trigger macros_check before insert or update of actions on public.macros
  for each row execute function atrium.check_macro();
create trigger macros_staff after insert or update on public.macros
  for each row execute function atrium.same_agency_member('staff', 'author_id');
create trigger macros_touch before insert or update on public.macros for each row execute function atrium.touch();
create trigger macros_immutable before update on public.macros
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger macros_by_function before update on public.macros
  for each row execute function atrium.by_function('author_id', 'usage_count', 'last_used_at');
create trigger macros_audit after insert or update or delete on public.macros
  for each row execute function atrium.audit();

call atrium.allow('macros', 'select', 'all', 'owner', 'admin');
call atrium.allow('macros', 'select_any', 'all', 'owner', 'admin');
call atrium.allow('macros', 'share', 'all', 'owner', 'admin', 'leadership');
insert into atrium.role_rights (role, resource, action, reach)
select r, 'macros', a, 'own'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r,
  unnest(array['select', 'insert', 'update', 'delete']) a
where a <> 'select' or r not in ('owner', 'admin');
alter table public.macros enable row level security;
alter table public.macros force row level security;
create policy macros_select on public.macros for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('macros:select'))
    and (visibility = 'shared' or author_id = (select atrium.current_user_id())
      or team_id = any (array(select t from atrium.my_teams() t)) or (select atrium.may('macros:select_any'))));
create policy macros_insert on public.macros for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('macros:insert'))
    and author_id is not distinct from (select atrium.current_user_id())
    and (visibility = 'personal' or team_id = any (array(select k from atrium.kept_teams() k))
      or (select atrium.may('macros:share'))));
create policy macros_update on public.macros for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('macros:update'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k)) or (select atrium.may('macros:share')) end)
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('macros:update'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k)) or (select atrium.may('macros:share')) end);
create policy macros_delete on public.macros for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('macros:delete'))
    and case visibility when 'personal' then author_id = (select atrium.current_user_id())
      else team_id = any (array(select k from atrium.kept_teams() k)) or (select atrium.may('macros:share')) end);
grant select, delete on public.macros to authenticated;
grant insert (name, description, actions, visibility, team_id), update (name, description, actions, visibility,
  team_id) on public.macros to authenticated;

-- With the caller's eyes and rights: what it calls decides.
create function atrium.take_step(ticket_id uuid, step jsonb) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  ticket public.tickets;
  words text := step ->> 'text';
  filled record;
  wanted text[];
begin
  select * into ticket from public.tickets t where t.id = ticket_id;
  if not found then
    perform atrium.refuse('ATNOF', 'This ticket does not exist or is not yours to see.', 'Choose one from your list.');
  end if;
  case step ->> 'do'
    when 'set_status' then
      if ticket.status = step ->> 'to' then
        null;
      elsif step ->> 'to' = 'open' and ticket.status in ('resolved', 'closed') then
        perform public.reopen_ticket(ticket_id);
      else
        perform case step ->> 'to' when 'open' then (select t.id from public.open_ticket(ticket_id) t)
          when 'pending' then (select t.id from public.pend_ticket(ticket_id) t)
          when 'resolved' then (select t.id from public.resolve_ticket(ticket_id) t)
          else (select t.id from public.close_ticket(ticket_id) t) end;
      end if;
    when 'snooze' then
      perform public.pend_ticket(ticket_id, null, now() + (case right(step ->> 'for', 1) when 'h' then '1 hour'
        when 'd' then '1 day' else '1 week' end)::interval * left(step ->> 'for', -1)::integer);
    when 'set_priority' then
      perform public.set_ticket_priority(ticket_id, (step ->> 'to')::public.ticket_priority);
    when 'assign' then
      perform public.assign_ticket(ticket_id, case step ->> 'to' when 'me' then atrium.current_user_id()
        else (step ->> 'to')::uuid end);
    when 'hand_over' then
      perform public.hand_over_ticket(ticket_id, (step ->> 'team')::uuid, (step ->> 'agent')::uuid);
    when 'add_tags', 'remove_tags' then
      wanted := array(select lower(btrim(v)) from jsonb_array_elements_text(step -> 'tags') v);
      update public.tickets t
      set tags = case step ->> 'do' when 'add_tags' then t.tags || wanted
        else array(select u from unnest(t.tags) u where u <> all (wanted)) end
      where t.id = ticket_id;
      if not found then
        perform atrium.refuse('ATNOM', 'You can read this ticket and not change it.',
          'Ask whoever it is assigned to.');
      end if;
    when 'set_fields' then
      perform public.set_ticket_fields(ticket_id, step -> 'fields');
    when 'follow' then
      insert into public.ticket_followers (ticket_id, user_id)
      values (take_step.ticket_id, atrium.current_user_id()) on conflict do nothing;
    else
      if words is null then
        select r.* into filled from public.use_template((step ->> 'template')::uuid, ticket_id) r;
      else
        select r.* into filled from atrium.render_words(words, ticket_id) r;
      end if;
      if filled.warnings <> '{}' and step ->> 'do' = 'reply' then
        perform atrium.refuse('ATVAL', format('The reply is not whole: %s', array_to_string(filled.warnings, ' ')),
          'Say in the template what stands for nothing: {{customer.first_name|there}}.');
      end if;
      insert into public.messages (ticket_id, content, is_internal)
      values (take_step.ticket_id, filled.content, step ->> 'do' = 'note');
  end case;
end
$$;
comment on function atrium.take_step(uuid, jsonb) is 'One step of a macro on one ticket, as the caller; refuses as the'
  ' function does that takes it.';

create function atrium.count_macro(macro_id uuid, tickets integer) returns void
language sql
as $$
  update public.macros m set usage_count = m.usage_count + tickets, last_used_at = clock_timestamp()
  where m.id = macro_id and m.agency_id = atrium.current_agency_id() and atrium.may('macros:select') and tickets > 0
$$;
comment on function atrium.count_macro(uuid, integer) is 'Counts on how many tickets a macro was used.';
call atrium.own_as_definer('atrium.count_macro(uuid, integer)'::regprocedure);

create function public.run_macro(macro_id uuid, ticket_ids uuid[])
returns table (ticket_id uuid, done boolean, code text, message text)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  asked public.macros;
  taken integer := 0;
begin
  select * into asked from public.macros m where m.id = run_macro.macro_id;
  if not found then
    perform atrium.refuse('ATNOF', 'This macro does not exist or is not yours to see.', 'Choose one from your list.');
  elsif coalesce(cardinality(ticket_ids), 0) not between 1 and 500 then
    perform atrium.refuse('ATVAL', 'A macro runs on 1 to 500 tickets.', 'Choose fewer at a time.');
  end if;
  for ticket_id in select distinct u from unnest(ticket_ids) u order by u loop
    begin
      -- all steps or none: what is refused takes back the ones before it
      perform atrium.take_step(run_macro.ticket_id, s.step)
      from jsonb_array_elements(asked.actions) with ordinality s (step, place) order by s.place;
      done := true;
      code := null;
      message := null;
      taken := taken + 1;
    exception when others then
      if sqlstate !~ '^(AT|23|42501)' then
        raise;
      end if;
      done := false;
      code := sqlstate;
      message := case when sqlstate ~ '^AT' then sqlerrm else 'Refused.' end;
    end;
    return next;
  end loop;
  perform atrium.count_macro(asked.id, taken);
end
$$;
comment on function public.run_macro(uuid, uuid[]) is
  'Takes the steps of a macro on up to 500 tickets with the caller''s own rights: on each ticket all or none, with the'
  ' reason where it was refused. ATNOF, ATVAL.';
grant execute on function atrium.take_step(uuid, jsonb), atrium.count_macro(uuid, integer) to authenticated;
grant execute on function public.run_macro(uuid, uuid[]) to authenticated;
