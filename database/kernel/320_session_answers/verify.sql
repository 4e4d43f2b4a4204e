-- A session names its user and the agency it works in: the oldest, until it chose another; never one it was removed
-- from.
do $$
declare
  person uuid;
  oldest uuid := tests.create_agency('Oldest');
  chosen uuid := tests.create_agency('Chosen');
  answer jsonb;
begin
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('answers@verify.test');
  insert into public.memberships (agency_id, user_id, role, created_at)
  values (oldest, person, 'owner', now() - interval '1 day'), (chosen, person, 'owner', now());

  set local role atrium_auth;
  answer := atrium.open_session(person, repeat('a', 64), 'password', 'agent', '192.0.2.7');
  reset role;
  assert answer ->> 'agency_id' = oldest::text, format('the session works in %s', answer ->> 'agency_id');
  assert answer #>> '{user,email}' = 'answers@verify.test' and answer #>> '{user,id}' = person::text,
    'the user is not there';
  assert answer #>> '{amr,0,method}' = 'password' and answer ->> 'aal' = 'aal1', 'how it was opened is not there';
  assert not answer::text ~ 'encrypted_password|\$2', 'the answer holds the password''s hash';

  insert into atrium.session_agencies (session_id, agency_id) values ((answer ->> 'session_id')::uuid, chosen);
  assert atrium.session_agency((answer ->> 'session_id')::uuid, person) = chosen, 'the choice of the session is lost';
  update atrium.session_agencies set agency_id = tests.create_agency('Foreign');
  assert atrium.session_agency((answer ->> 'session_id')::uuid, person) = oldest, 'a session works in a foreign agency';
end $$;
