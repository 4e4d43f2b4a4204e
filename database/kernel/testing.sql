-- Rows for the checks of populated databases: two agencies and their people, and what these need to sign in;
-- passwords that cost little.

create function tests.populate() returns void language plpgsql as $$
declare
  title text;
  role_name text;
  agency uuid;
  person uuid;
  hook text;
begin
  if to_regclass('public.memberships') is null then return; end if;
  foreach title in array array['Alder', 'Birch'] loop
    agency := tests.create_agency(title);
    foreach role_name in array array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent',
      'member'] loop
      person := tests.create_user(role_name || '@' || lower(title) || '.test');
      perform tests.add_member(agency, person, role_name);
    end loop;
    perform tests.populate_sign_in(person, agency);
    if to_regclass('public.invitations') is not null then
      with invited as (
        insert into public.invitations (agency_id, email, role, accepted_at, accepted_by)
        values (agency, 'open@' || title || '.test', 'pm', null, null),
          (agency, 'done@' || title || '.test', 'agent', now(), person)
        returning id)
      insert into atrium.invitation_tokens (invitation_id, token_hash) select id, sha256(id::text::bytea) from invited;
    end if;
  end loop;
  -- modules bring their own rows: tests.populate_<module>(), in the order of their names
  for hook in
    select p.proname from pg_proc p
    where p.pronamespace in (to_regnamespace('tests'), pg_my_temp_schema()) and p.pronargs = 0
      and p.proname like 'populate\_%' order by p.proname
  loop
    execute format('select tests.%I()', hook);
  end loop;
end $$;
comment on function tests.populate() is
  'Rows in every table that exists: the agencies Alder and Birch, each with a person of every role, role@alder.test.';

create function tests.populate_sign_in(person uuid, agency uuid) returns void language plpgsql as $$
declare
  sign_in uuid := gen_random_uuid();
  factor uuid := gen_random_uuid();
  key uuid := gen_random_uuid();
begin
  insert into auth.identities (provider_id, user_id, identity_data, provider)
  values (person::text, person, '{}', 'email');
  insert into auth.sessions (id, user_id) values (sign_in, person);
  insert into auth.refresh_tokens (token, user_id, session_id) values (sign_in::text, person, sign_in);
  insert into auth.mfa_factors (id, user_id, factor_type, status, created_at, updated_at)
  values (factor, person, 'totp', 'verified', now(), now());
  insert into auth.mfa_challenges (id, factor_id, created_at, ip_address) values (key, factor, now(), '127.0.0.1');
  insert into auth.mfa_amr_claims (id, session_id, authentication_method, created_at, updated_at)
  values (key, sign_in, 'password', now(), now());
  insert into auth.one_time_tokens (id, user_id, token_type, token_hash, relates_to)
  values (key, person, 'recovery_token', person::text, 'email');
  if to_regclass('atrium.setup_links') is not null then
    insert into public.api_keys (id, agency_id, name, role, prefix) values (key, agency, 'Populated', 'pm', '00000000');
    insert into atrium.api_key_secrets (api_key_id, key_hash) values (key, sha256(key::text::bytea));
    insert into atrium.session_agencies (session_id, agency_id) values (sign_in, agency);
    insert into atrium.setup_links (token_hash, expires_at) values (sha256(key::text::bytea), now() + interval '1 day');
  end if;
  if to_regclass('atrium.mails') is not null then
    insert into atrium.mails (id, kind, recipient, sealed) values (key, 'recovery', person || '@mail.test', 'sealed');
  end if;
  if to_regclass('atrium.provider_ways') is not null then
    insert into atrium.provider_ways (state_hash, sealed) values (key::text, 'sealed');
  end if;
  if to_regclass('atrium.recovery_codes') is not null then
    insert into atrium.recovery_codes (user_id, code_hash) values (person, key::text);
  end if;
  if to_regclass('auth.flow_state') is not null then
    insert into auth.flow_state (id, user_id, code_challenge_method, code_challenge, provider_type,
      authentication_method, created_at, updated_at)
    values (key, person, 's256', repeat('c', 43), 'email', 'otp', now(), now());
  end if;
end $$;
comment on function tests.populate_sign_in(uuid, uuid) is 'A person''s sign-in, and an API key of the agency.';

create function tests.cheap_passwords() returns void language plpgsql as $$
begin
  execute $x$
    create or replace function atrium.hash_password(password text) returns text language sql volatile
    as 'select extensions.crypt(password, extensions.gen_salt(''bf'', 4))' $x$;
end $$;
comment on function tests.cheap_passwords() is
  'New hashes take 1 ms, not 65, until the check is rolled back: for checks of what happens with a password, not of'
  ' it.';

create function tests.populate_audit() returns void language plpgsql as $$
begin
  if to_regclass('public.erasure_requests') is not null then
    insert into public.erasure_requests (agency_id, person_id, status)
    select a.id, gen_random_uuid(), 'cancelled' from public.agencies a where a.name in ('Alder', 'Birch');
  end if;
end $$;
comment on function tests.populate_audit() is 'A request to erase a person, in each agency.';
