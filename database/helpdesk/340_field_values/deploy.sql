-- What moves tags, and what checks the values of fields: whoever writes a ticket, by whichever way.
create function public.rename_tag(tag_id uuid, name text) returns integer
language plpgsql
as $$
declare
  tag public.ticket_tags;
  becomes text := lower(btrim(name));
  changed integer;
begin
  perform atrium.demand('ticket_tags:update');
  select * into tag from public.ticket_tags g
  where g.id = tag_id and g.agency_id = atrium.current_agency_id() for no key update;
  if not found then
    perform atrium.refuse('ATNOF', 'This tag does not exist or is not yours to see.', 'Choose one from the list.');
  elsif exists (select from public.ticket_tags g where g.agency_id = tag.agency_id and g.name = becomes
      and g.id <> tag.id) then
    perform atrium.refuse('ATSTA', format('There is a tag %s already.', becomes), 'Merge the two: merge_tags.');
  end if;
  update public.ticket_tags g set name = becomes where g.id = tag.id;
  update public.tickets t set tags = array_replace(t.tags, tag.name, becomes)
  where t.tags @> array[tag.name] and t.client_id in (select c.id from public.clients c
    where c.agency_id = tag.agency_id) and becomes <> tag.name;
  get diagnostics changed = row_count;
  return changed;
end
$$;
comment on function public.rename_tag(uuid, text) is
  'Gives a tag another name, on every ticket that has it; says on how many. ATNOM, ATNOF, ATSTA.';

create function public.merge_tags(tag_id uuid, into_id uuid) returns integer
language plpgsql
as $$
declare
  tag public.ticket_tags;
  target public.ticket_tags;
  changed integer;
begin
  perform atrium.demand('ticket_tags:update');
  perform from public.ticket_tags g where g.id in (tag_id, into_id) and g.agency_id = atrium.current_agency_id()
  order by g.id for no key update;
  select * into tag from public.ticket_tags g where g.id = tag_id and g.agency_id = atrium.current_agency_id();
  select * into target from public.ticket_tags g where g.id = into_id and g.agency_id = atrium.current_agency_id();
  if tag.id is null or target.id is null or tag.id = target.id then
    perform atrium.refuse('ATNOF', 'Two tags of the agency are merged, not one.', 'Choose two from the list.');
  end if;
  update public.tickets t set tags = array_replace(t.tags, tag.name, target.name)
  where t.tags @> array[tag.name] and t.client_id in (select c.id from public.clients c
    where c.agency_id = tag.agency_id);
  get diagnostics changed = row_count;
  delete from public.ticket_tags g where g.id = tag.id;
  return changed;
end
$$;
comment on function public.merge_tags(uuid, uuid) is
  'Puts a tag into another, on every ticket that has it; says on how many. ATNOM, ATNOF.';
call atrium.own_as_definer('public.rename_tag(uuid, text)'::regprocedure);
call atrium.own_as_definer('public.merge_tags(uuid, uuid)'::regprocedure);
grant execute on function public.rename_tag(uuid, text), public.merge_tags(uuid, uuid) to authenticated;

create function atrium.is_field_value(field public.custom_field_definitions, said jsonb) returns boolean
language plpgsql stable
as $$
declare
  kind text := jsonb_typeof(said);
  words text := said #>> '{}';
begin
  return case field.field_type
    when 'number' then kind = 'number'
    when 'bool' then kind = 'boolean'
    when 'text' then kind = 'string' and length(words) between 1 and 5000
    when 'date' then kind = 'string' and words ~ '^\d{4}-\d\d-\d\d$' and words::date is not null
    when 'select' then kind = 'string' and words = any (field.options)
    when 'multiselect' then kind = 'array' and jsonb_array_length(said) between 1 and 50
      and not exists (select from jsonb_array_elements(said) v
        where jsonb_typeof(v) <> 'string' or v #>> '{}' <> all (field.options))
    when 'url' then kind = 'string' and words ~* '^https?://[^\s]+$' and length(words) <= 2000
    when 'regex' then kind = 'string' and length(words) <= 500 and words ~ ('^(?:' || field.pattern || ')$')
    when 'user' then kind = 'string' and exists (select from public.memberships m
      where m.agency_id = field.agency_id and m.user_id = atrium.as_uuid(words) and m.client_id is null) end;
exception when data_exception then
  return false;
end
$$;
comment on function atrium.is_field_value(public.custom_field_definitions, jsonb) is 'Whether a value fits its field.';
call atrium.own_as_definer('atrium.is_field_value(public.custom_field_definitions, jsonb)'::regprocedure);

create function atrium.check_pattern() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.pattern is not null then
    perform '' ~ ('^(?:' || new.pattern || ')$');
  end if;
  return new;
exception when invalid_regular_expression then
  raise exception using errcode = 'ATVAL', message = 'The pattern is no regular expression.',
    hint = 'Write it as [A-Z]{2}-[0-9]+.';
end
$$;
comment on function atrium.check_pattern() is 'Trigger before insert or update: the pattern can be matched. ATVAL.';
create trigger custom_field_definitions_pattern before insert or update of pattern on public.custom_field_definitions
  for each row execute function atrium.check_pattern();

create function atrium.check_fields() returns trigger
language plpgsql
as $$
declare
  staff boolean := tg_table_name = 'ticket_staff_fields';
  was jsonb := case when tg_op = 'UPDATE' then old.custom else '{}' end;
  item record;
begin
  if new.custom <> was then
    for item in
      select v.key, v.value, d as field from jsonb_each(new.custom) v
        left join public.custom_field_definitions d on d.key = v.key and d.for_staff = staff and d.is_active
          and d.agency_id = (select c.agency_id from public.clients c where c.id = new.client_id)
      where was -> v.key is distinct from v.value
    loop
      if (item.field).id is null then
        perform atrium.refuse('ATVAL', format('There is no field %s.', item.key), 'Define it first.');
      elsif atrium.is_contact() and not (item.field).editable_by_customer then
        perform atrium.refuse('ATNOM', format('The field %s is filled in by staff.', (item.field).label),
          'Leave it out.');
      elsif not atrium.is_field_value(item.field, item.value) then
        perform atrium.refuse('ATVAL', format('%s is no value of the field %s (%s).', left(item.value::text, 100),
          (item.field).label, (item.field).field_type), coalesce('One of: ' || nullif(array_to_string(
          (item.field).options, ', '), ''), 'Leave the key out to take a value away.'));
      end if;
    end loop;
    if atrium.is_contact() and exists (select from jsonb_object_keys(was) k join public.custom_field_definitions d
        on d.key = k and not d.editable_by_customer and d.agency_id = atrium.current_agency_id()
        where not new.custom ? k) then
      perform atrium.refuse('ATNOM', 'This field is filled in by staff.', 'Leave it as it is.');
    end if;
  end if;
  return new;
end
$$;
comment on function atrium.check_fields() is
  'Trigger before insert or update: values of fields fit, and contact users fill in theirs only. ATNOM, ATVAL.';
call atrium.own_as_definer('atrium.check_fields()'::regprocedure);

create function atrium.demand_fields() returns trigger
language plpgsql
as $$
declare
  missing text;
begin
  select string_agg(d.label, ', ' order by d.position, d.label) into missing
  from public.custom_field_definitions d
  where d.agency_id = atrium.current_agency_id() and d.is_active
    and case tg_op when 'INSERT' then d.required_on_create and (d.editable_by_customer or not atrium.is_contact())
      else d.required_on_resolve and not atrium.is_contact() end
    and not (new.custom ? d.key) and not exists (select from public.ticket_staff_fields s
      where s.client_id = new.client_id and s.ticket_id = new.id and s.custom ? d.key);
  if missing is not null then
    perform atrium.refuse('ATVAL', format('Still to be filled in: %s.', missing), 'Fill it in first.');
  end if;
  return new;
end
$$;
comment on function atrium.demand_fields() is
  'Trigger when a caller makes, resolves or closes a ticket: fields that are required then have a value. ATVAL.';
call atrium.own_as_definer('atrium.demand_fields()'::regprocedure);
create trigger tickets_fields before insert or update of custom on public.tickets
  for each row execute function atrium.check_fields();
create trigger ticket_staff_fields_check before insert or update on public.ticket_staff_fields
  for each row execute function atrium.check_fields();
create trigger tickets_required before insert on public.tickets
  for each row execute function atrium.demand_fields();
create trigger tickets_required_at_end before update on public.tickets for each row
  when (new.status in ('resolved', 'closed') and old.status not in ('resolved', 'closed') and not new.is_spam
    and new.merged_into is null) execute function atrium.demand_fields();

create function public.set_ticket_fields(ticket_id uuid, fields jsonb) returns public.tickets
language plpgsql
as $$
declare
  ticket public.tickets := atrium.lock_ticket(set_ticket_fields.ticket_id, 'own');
  staff jsonb;
begin
  if jsonb_typeof(fields) is distinct from 'object' then
    perform atrium.refuse('ATVAL', 'Fields are an object of values by key.', 'A null takes a value away.');
  end if;
  select coalesce(jsonb_object_agg(v.key, v.value), '{}') into staff
  from jsonb_each(fields) v join public.custom_field_definitions d on d.key = v.key and d.for_staff
    and d.agency_id = atrium.current_agency_id()
  where not atrium.is_contact();
  if staff <> '{}' then
    insert into public.ticket_staff_fields as s (client_id, ticket_id, custom, updated_by)
    values (ticket.client_id, ticket.id, jsonb_strip_nulls(staff), atrium.current_user_id())
    on conflict on constraint ticket_staff_fields_one do update set custom = jsonb_strip_nulls(s.custom || staff);
  end if;
  update public.tickets t
  set custom = jsonb_strip_nulls(t.custom || (fields - array(select jsonb_object_keys(staff))))
  where t.id = ticket.id returning * into ticket;
  return ticket;
end
$$;
comment on function public.set_ticket_fields(uuid, jsonb) is
  'Fills in fields of a ticket, each where it belongs; null takes a value away, what is not named stays. By staff, and'
  ' by contact users what they may fill in. ATNOF, ATNOM, ATSTA, ATVAL.';
call atrium.own_as_definer('public.set_ticket_fields(uuid, jsonb)'::regprocedure);
grant execute on function public.set_ticket_fields(uuid, jsonb) to authenticated;
