-- The audit functions of the documents: to note an event, to read the log, to look for what is odd. Who did it is never
-- an argument: it is whoever calls.
create function atrium.check_audit_agency(agency uuid, needed text) returns void
language plpgsql stable
as $$
begin
  if current_setting('role') in ('anon', 'authenticated') then
    if agency is distinct from atrium.current_agency_id() or agency is null then
      perform atrium.refuse('ATNOF', 'This agency is not the one you work in.', 'Name your own agency.');
    end if;
    perform atrium.demand(needed);
  end if;
end
$$;
comment on function atrium.check_audit_agency(uuid, text) is
  'Raises ATNOF where a caller names another agency than the own, ATNOM where the right is lacking. The operator may'
  ' name any.';
grant execute on function atrium.check_audit_agency(uuid, text) to authenticated, service_role;

create function public.log_audit_event(p_event_type text, p_operation text, p_table_name text,
  p_database_user text default session_user, p_agency_id uuid default null, p_statement_text text default null,
  p_row_data text default null, p_changed_columns text[] default null) returns uuid
language plpgsql
as $$
declare
  noted uuid;
begin
  perform atrium.check_audit_agency(coalesce(p_agency_id, atrium.current_agency_id()), 'audit_logs:insert');
  if coalesce(btrim(p_event_type), '') = '' or length(p_event_type) > 100 or length(p_operation) > 100
    or length(p_table_name) > 200 or length(p_statement_text) > 10000 or cardinality(p_changed_columns) > 200 then
    perform atrium.refuse('ATVAL', 'The event is not valid.',
      'A type of 1 to 100 characters, a statement to 10,000, at most 200 columns.');
  end if;
  insert into public.audit_logs (agency_id, action, event_type, resource_type, result, metadata, changed_columns,
    actor_id, actor_role, api_key_id, session_id, request_id)
  values (coalesce(p_agency_id, atrium.current_agency_id()), 'event', p_event_type, nullif(p_table_name, ''),
    'allowed', jsonb_strip_nulls(jsonb_build_object('operation', upper(p_operation), 'said_user', p_database_user,
      'statement', p_statement_text, 'row_sha256', encode(sha256(convert_to(p_row_data, 'UTF8')), 'hex'))),
    p_changed_columns, atrium.current_user_id(),
    coalesce(atrium.current_agency_role(), nullif(current_setting('role'), 'none'), session_user),
    atrium.current_api_key_id(), atrium.current_session_id(), nullif(current_setting('atrium.request_id', true), ''))
  returning id into noted;
  return noted;
end
$$;
comment on function public.log_audit_event(text, text, text, text, uuid, text, text, text[]) is
  'Notes an event in the audit log; gives its id. The agency is checked: it is the caller''s. The actor is the caller;'
  ' p_database_user is kept as what was said. Of row data only the SHA-256 is kept. ATNOF, ATNOM, ATVAL.';
call atrium.own_as_definer('public.log_audit_event(text, text, text, text, uuid, text, text, text[])'::regprocedure);
grant execute on function public.log_audit_event(text, text, text, text, uuid, text, text, text[])
  to authenticated, service_role;
call atrium.allow('audit_logs', 'insert', 'all', 'owner', 'admin');

create function public.get_org_audit_logs(p_agency_id uuid, p_days_back integer default 30,
  p_limit integer default 1000)
returns table (event_time timestamptz, operation text, table_name text, database_user text, statement_text text,
  row_data text)
language plpgsql stable
as $$
begin
  perform atrium.check_audit_agency(p_agency_id, 'audit_logs:select');
  if coalesce(p_days_back not between 1 and 3650 or p_limit not between 1 and 10000, true) then
    perform atrium.refuse('ATVAL', 'Days are 1 to 3,650, rows 1 to 10,000.');
  end if;
  return query
  select l.created_at, coalesce(l.metadata ->> 'operation', upper(coalesce(l.event_type, l.action))),
    coalesce(l.table_name, l.resource_type), coalesce(u.email::text, l.actor_role), l.metadata ->> 'statement',
    coalesce(l.new_values, l.old_values)::text
  from public.audit_logs l left join public.users u on u.id = l.actor_id
  where l.agency_id = p_agency_id and l.created_at > now() - make_interval(days => p_days_back)
  order by l.created_at desc limit p_limit;
end
$$;
comment on function public.get_org_audit_logs(uuid, integer, integer) is
  'The audit log of an agency, newest first, as the documents name its columns. Its own owner and admins, and the'
  ' operator. ATNOF, ATNOM, ATVAL.';

create function public.detect_suspicious_activity(p_agency_id uuid, p_threshold integer default 100)
returns table (pattern text, count bigint, first_occurrence timestamptz, last_occurrence timestamptz)
language plpgsql stable
as $$
#variable_conflict use_column
begin
  perform atrium.check_audit_agency(p_agency_id, 'audit_logs:select');
  if p_threshold is null or p_threshold < 1 then
    perform atrium.refuse('ATVAL', 'The threshold is 1 or more.');
  end if;
  return query
  with lately as materialized (
    select l.action, l.event_type, l.table_name, l.result, l.actor_id, l.api_key_id, l.changed_columns, l.metadata,
      l.created_at
    from public.audit_logs l where l.agency_id = p_agency_id and l.created_at > now() - interval '1 hour'
  )
  select 'HIGH_DELETE_VOLUME: ' || l.table_name, count(*), min(l.created_at), max(l.created_at)
  from lately l where l.action = 'delete' group by l.table_name having count(*) > p_threshold
  union all
  select 'MULTI_USER_ACCESS: ' || l.table_name, count(distinct coalesce(l.actor_id, l.api_key_id)),
    min(l.created_at), max(l.created_at)
  from lately l
  where l.table_name in ('memberships', 'invitations', 'api_keys', 'client_access', 'client_terms',
    'webhook_endpoints', 'employee_rates', 'rate_cards')
  group by l.table_name having count(distinct coalesce(l.actor_id, l.api_key_id)) > 3
  union all
  select 'POTENTIAL_AUTH_ISSUE', count(*), min(l.created_at), max(l.created_at)
  from lately l
  where l.action = 'event' and (l.result in ('denied', 'failed')
    or l.metadata ->> 'statement' ~* 'authentication.*failed') having count(*) > 5
  union all
  select 'RIGHTS_CHANGES', count(*), min(l.created_at), max(l.created_at)
  from lately l
  where l.table_name = 'memberships' and l.action = 'update'
    and l.changed_columns && array['role', 'permissions', 'client_scope']
  group by l.actor_id having count(*) > 10
  order by 2 desc, 1;
end
$$;
comment on function public.detect_suspicious_activity(uuid, integer) is
  'What is odd in the last hour of an agency: more deletions of a table than the threshold, more than three people at'
  ' rights and money, more than five refusals, more than ten changes of rights by one person. ATNOF, ATNOM, ATVAL.';
grant execute on function public.get_org_audit_logs(uuid, integer, integer),
  public.detect_suspicious_activity(uuid, integer) to authenticated, service_role;
