-- Who is calling, as policies read it: transaction-local settings that only atrium.enter writes. Each reader is one
-- expression without a SET clause, so that the planner inlines it; unset, empty or malformed means nobody, never an
-- error. request.jwt.claims is an empty string, not null, once a connection has had it.
create function atrium.as_uuid(value text) returns uuid
language sql immutable parallel safe
as $$
  select case when value ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then value::uuid end
$$;
comment on function atrium.as_uuid(text) is 'The text as a uuid; null where it is none.';

create function atrium.current_user_id() returns uuid
language sql stable parallel safe
as $$ select atrium.as_uuid(current_setting('atrium.user_id', true)) $$;
comment on function atrium.current_user_id() is 'The person who calls; null for nobody and for an API key.';

create function atrium.current_agency_id() returns uuid
language sql stable parallel safe
as $$ select atrium.as_uuid(current_setting('atrium.agency_id', true)) $$;
comment on function atrium.current_agency_id() is 'The agency the caller works in; null for nobody.';

create function atrium.current_agency_role() returns text
language sql stable parallel safe
as $$ select nullif(current_setting('atrium.role', true), '') $$;
comment on function atrium.current_agency_role() is 'The caller''s role in the current agency; null for nobody.';

create function atrium.home_client_id() returns uuid
language sql stable parallel safe
as $$ select atrium.as_uuid(current_setting('atrium.client_id', true)) $$;
comment on function atrium.home_client_id() is 'The one client of a contact user; null for staff.';

create function atrium.sees_all_clients() returns boolean
language sql stable parallel safe
as $$ select coalesce(current_setting('atrium.client_scope', true) = 'all', false) $$;
comment on function atrium.sees_all_clients() is 'Whether the caller sees every client of the agency.';

create function atrium.is_contact() returns boolean
language sql stable parallel safe
as $$ select coalesce(current_setting('atrium.client_scope', true) = 'home', false) $$;
comment on function atrium.is_contact() is 'Whether the caller is a contact user of a client.';

create function atrium.may(wanted text) returns boolean
language sql stable parallel safe
as $$ select strpos(coalesce(current_setting('atrium.rights', true), ''), ' ' || wanted || ' ') > 0 $$;
comment on function atrium.may(text) is
  'Whether the caller holds a right of the matrix, written resource:action. Ask once a statement: (select'
  ' atrium.may(…)).';

create function atrium.current_list_key() returns bigint
language sql stable parallel safe
as $$
  select case when current_setting('atrium.list_key', true) ~ '^-?[0-9]{1,19}$' then
    case when abs(current_setting('atrium.list_key', true)::numeric) <= 9223372036854775807
      then current_setting('atrium.list_key', true)::bigint end end
$$;
comment on function atrium.current_list_key() is
  'What atrium.list_key gives for the clients of the caller''s agency; null for nobody.';

create function atrium.current_session_id() returns uuid
language sql stable parallel safe
as $$ select atrium.as_uuid(current_setting('atrium.session_id', true)) $$;
comment on function atrium.current_session_id() is 'The sign-in session of the request; null without one.';

create function atrium.current_api_key_id() returns uuid
language sql stable parallel safe
as $$ select atrium.as_uuid(current_setting('atrium.api_key_id', true)) $$;
comment on function atrium.current_api_key_id() is 'The API key that calls; null for a person.';

create function atrium.refuse(code text, message text, hint text default null) returns void
language plpgsql
as $$
begin
  raise exception using errcode = refuse.code, message = refuse.message, hint = coalesce(refuse.hint, '');
end
$$;
comment on function atrium.refuse(text, text, text) is
  'Raises a refusal: a code of database/ERRORS.md, a plain sentence, and what would be right.';

create function atrium.demand(wanted text) returns void
language plpgsql stable
as $$
begin
  if not atrium.may(wanted) then
    perform atrium.refuse('ATNOM', 'Your role doesn''t allow this.', 'Ask an owner or admin of the agency.');
  end if;
end
$$;
comment on function atrium.demand(text) is 'Raises ATNOM where the caller lacks the right, written resource:action.';

grant execute on function atrium.refuse(text, text, text), atrium.demand(text) to authenticated, service_role;
grant execute on function atrium.as_uuid(text), atrium.current_user_id(), atrium.current_agency_id(),
  atrium.current_agency_role(), atrium.home_client_id(), atrium.sees_all_clients(), atrium.is_contact(),
  atrium.may(text), atrium.current_list_key(), atrium.current_session_id(), atrium.current_api_key_id()
  to anon, authenticated, service_role, atrium_auth;
