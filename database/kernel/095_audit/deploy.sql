-- How entries get into the log: a trigger for rows, a function for events. Both are definer functions, because no
-- caller may insert into the log.
create function atrium.audit() returns trigger
language plpgsql
as $$
declare
  was jsonb;
  becomes jsonb;
  subject jsonb;
  changed text[];
  client uuid;
  agency uuid;
begin
  if tg_op <> 'INSERT' then was := to_jsonb(old); end if;
  if tg_op <> 'DELETE' then becomes := to_jsonb(new); end if;
  subject := coalesce(becomes, was);

  client := case when tg_table_name = 'clients' then subject ->> 'id' else subject ->> 'client_id' end;
  agency := case when tg_table_name = 'agencies' then subject ->> 'id' else subject ->> 'agency_id' end;
  if agency is null and client is not null then
    select c.agency_id into agency from public.clients c where c.id = client;
  end if;

  if tg_op = 'UPDATE' then
    select array_agg(n.key order by n.key) into changed
    from jsonb_each(becomes) as n
    where n.value is distinct from was -> n.key and n.key not in ('updated_at', 'updated_by');
    if changed is null then return null; end if;
    select jsonb_object_agg(c, was -> c), jsonb_object_agg(c, becomes -> c) into was, becomes from unnest(changed) as c;
  end if;

  insert into public.audit_logs (agency_id, client_id, action, table_name, record_id, old_values, new_values,
    changed_columns, actor_id, actor_role, api_key_id, session_id, request_id)
  values (coalesce(agency, atrium.current_agency_id()), client, lower(tg_op), tg_table_name,
    coalesce(subject ->> 'id', subject ->> 'client_id', subject ->> 'agency_id'),
    was - coalesce(tg_argv, '{}'), becomes - coalesce(tg_argv, '{}'), changed,
    coalesce(atrium.current_user_id(), case when tg_op = 'INSERT' then atrium.as_uuid(subject ->> 'created_by') end),
    coalesce(atrium.current_agency_role(), nullif(current_setting('role'), 'none'), session_user),
    atrium.current_api_key_id(), atrium.current_session_id(), nullif(current_setting('atrium.request_id', true), ''));
  return null;
end
$$;
comment on function atrium.audit() is
  'Trigger after insert, update or delete of a row: writes the change to audit_logs. Its arguments are columns'
  ' whose values'
  ' are never logged. An update that changes nothing leaves no entry.';
call atrium.own_as_definer('atrium.audit()'::regprocedure);

create function atrium.log_event(event_type text, resource_type text default null, resource_id text default null,
  result text default 'allowed', reason text default null, metadata jsonb default '{}', agency uuid default null,
  actor uuid default null) returns void
language sql
as $$
  insert into public.audit_logs (agency_id, action, event_type, resource_type, resource_id, result, reason, metadata,
    actor_id, actor_role, api_key_id, session_id, request_id)
  values (coalesce(agency, atrium.current_agency_id()), 'event', event_type, resource_type, resource_id, result, reason,
    coalesce(metadata, '{}'), coalesce(actor, atrium.current_user_id()),
    coalesce(atrium.current_agency_role(), nullif(current_setting('role'), 'none'), session_user),
    atrium.current_api_key_id(), atrium.current_session_id(), nullif(current_setting('atrium.request_id', true), ''))
$$;
comment on function atrium.log_event(text, text, text, text, text, jsonb, uuid, uuid) is
  'Writes an event to audit_logs. For sign-in and definer functions, which have checked agency and actor themselves.';
call atrium.own_as_definer('atrium.log_event(text,text,text,text,text,jsonb,uuid,uuid)'::regprocedure);
grant execute on function atrium.log_event(text, text, text, text, text, jsonb, uuid, uuid) to atrium_auth;
