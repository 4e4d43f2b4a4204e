-- Who gets a mail that was asked for, decided when its turn comes. Accounts that a mail makes are unconfirmed, and
-- found their agency when their address is confirmed: nobody founds one for an address that isn't theirs.
create function atrium.make_unconfirmed(person uuid, address text, password_hash text, metadata jsonb) returns uuid
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  made uuid;
begin
  insert into auth.users (id, aud, role, email, encrypted_password, raw_app_meta_data, raw_user_meta_data,
    created_at, updated_at)
  values (person, 'authenticated', 'authenticated', lower(address), password_hash,
    '{"provider": "email", "providers": ["email"]}',
    coalesce(metadata, '{}') - 'invitation_token' - 'setup_token' - 'agency_name', now(), now())
  on conflict do nothing
  returning id into made;
  insert into auth.identities (id, provider_id, user_id, identity_data, provider, created_at, updated_at)
  select gen_random_uuid(), made::text, made, jsonb_build_object('sub', made, 'email', lower(address),
    'email_verified', false, 'phone_verified', false), 'email', now(), now()
  where made is not null;
  return made;
end
$$;
comment on function atrium.make_unconfirmed(uuid, text, text, jsonb) is
  'Makes an account whose address is not confirmed yet; null where the address has one.';

create function atrium.agency_to_found(address text, metadata jsonb) returns text
language sql immutable
as $$
  select left(coalesce(nullif(btrim(metadata ->> 'agency_name'), ''), initcap(split_part(address, '@', 1))
    || '''s agency'), 200)
$$;
comment on function atrium.agency_to_found(text, jsonb) is 'What the agency of a newcomer is called.';

create function atrium.settle(kind text, address text, request jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  account record;
  decided text := kind;
  recipient text := address;
  data jsonb := '{}';
begin
  if request ? 'person' then
    select * into account from auth.users u where u.id = (request ->> 'person')::uuid and u.deleted_at is null;
  else
    select * into account from auth.users u
    where u.email = lower(address)::extensions.citext and not u.is_sso_user and u.deleted_at is null;
  end if;
  if account.banned_until > clock_timestamp() then
    return null;
  elsif account.id is null and (kind = 'signup' and request ? 'id' or kind = 'magiclink' and request ? 'create') then
    account.id := atrium.make_unconfirmed(coalesce((request ->> 'id')::uuid, gen_random_uuid()), address,
      request ->> 'password', request -> 'data');
    decided := 'signup';
    data := jsonb_build_object('agency_name', atrium.agency_to_found(address, request -> 'data'));
  elsif kind = 'magiclink' and account.email_confirmed_at is null then
    decided := 'signup';
  elsif kind in ('signup', 'invite') and account.email_confirmed_at is not null then
    return null;
  elsif kind like 'email_change%' then
    recipient := case kind when 'email_change_new' then account.email_change else account.email end;
    if coalesce(account.email_change, '') = '' or kind = 'email_change_new' and exists (
        select from auth.users u where u.email = account.email_change::extensions.citext) then
      return null;
    end if;
  elsif kind = 'reauthentication' then
    recipient := account.email;
  end if;
  if account.id is null then
    return null;
  end if;

  -- whoever has not confirmed yet keeps the agency their first mail was to found
  if decided = 'signup' and data = '{}' then
    data := coalesce((select t.data from auth.one_time_tokens t
      where t.user_id = account.id and t.token_type = 'confirmation_token'),
      jsonb_build_object('agency_name', atrium.agency_to_found(address, request -> 'data')));
  elsif decided = 'invite' or decided like 'email_change%' then
    data := coalesce(request -> 'data', '{}');
  end if;
  perform atrium.issue_token(account.id, case decided when 'recovery' then 'recovery_token'
      when 'magiclink' then 'recovery_token' when 'reauthentication' then 'reauthentication_token'
      when 'email_change_new' then 'email_change_token_new'
      when 'email_change_current' then 'email_change_token_current' else 'confirmation_token' end,
    recipient, request, data);
  return jsonb_build_object('kind', decided, 'recipient', recipient, 'user_id', account.id);
end
$$;
comment on function atrium.settle(text, text, jsonb) is
  'Decides a request for mail and issues its link and code: {"kind", "recipient", "user_id"}; null: nobody gets one.'
  ' request: hashes and flow as issue_token takes them; person: whose it is, else whoever has the address; create: a'
  ' newcomer gets an account; id, password (bcrypt): of the account that a sign-up makes; data.';

create function atrium.next_mail() returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  turn record;
  decided jsonb;
begin
  select * into turn from atrium.take_mail();
  if not found then
    return null;
  end if;
  decided := jsonb_build_object('kind', turn.kind, 'recipient', turn.recipient);
  if turn.request is not null then
    begin
      decided := atrium.settle(turn.kind, turn.recipient, turn.request);
    exception when others then
      perform atrium.finish_mail(turn.id, 'waiting', sqlstate);
      return '{}';
    end;
    if decided is null then
      perform atrium.finish_mail(turn.id, 'dropped', null);
      return '{}';
    end if;
    perform atrium.decide_mail(turn.id, decided ->> 'kind', decided ->> 'recipient');
  end if;
  return decided || jsonb_build_object('id', turn.id, 'sealed', translate(encode(turn.sealed, 'base64'), E'\n', ''));
end
$$;
comment on function atrium.next_mail() is
  'The next mail to send: {"id", "kind", "recipient", "sealed"}; {} where one came to nothing; null where none waits.';

create function atrium.ask_sign_up(address text, password text, metadata jsonb, request jsonb, sealed bytea)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  person uuid := gen_random_uuid();
  kept jsonb := coalesce(metadata, '{}') - 'invitation_token' - 'setup_token' - 'agency_name';
begin
  perform atrium.queue_mail('signup', address, request || jsonb_build_object('id', person,
    'password', atrium.hash_password(ask_sign_up.password), 'data', coalesce(metadata, '{}')), sealed);
  -- the account that will be, whether or not it will be
  return jsonb_build_object('id', person, 'aud', 'authenticated', 'role', 'authenticated', 'email', lower(address),
    'phone', '', 'confirmation_sent_at', now(), 'app_metadata', jsonb_build_object('provider', 'email', 'providers',
    '["email"]'::jsonb), 'user_metadata', kept, 'identities', jsonb_build_array(jsonb_build_object('id', person,
    'user_id', person, 'identity_data', jsonb_build_object('sub', person, 'email', lower(address),
    'email_verified', false, 'phone_verified', false), 'provider', 'email', 'created_at', now(), 'updated_at', now(),
    'email', lower(address))), 'created_at', now(), 'updated_at', now(), 'is_anonymous', false);
end
$$;
comment on function atrium.ask_sign_up(text, text, jsonb, jsonb, bytea) is
  'Lays down the mail of a sign-up; the account is made when its turn comes, if the address has none. Answers the same'
  ' either way.';

create function atrium.invite_user(address text, metadata jsonb, request jsonb, sealed bytea) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  person uuid := atrium.make_unconfirmed(gen_random_uuid(), address, null, metadata);
begin
  if person is null then
    select u.id into person from auth.users u
    where u.email = lower(address)::extensions.citext and u.email_confirmed_at is null and not u.is_sso_user;
    if not found then
      return '{"error": "email_exists"}';
    end if;
  end if;
  update auth.users u set invited_at = now() where u.id = person;
  if sealed is null then
    return atrium.settle('invite', address, request || jsonb_build_object('person', person, 'data',
      jsonb_strip_nulls(jsonb_build_object('agency_name', metadata -> 'agency_name'))));
  end if;
  perform atrium.queue_mail('invite', address, request || jsonb_build_object('person', person, 'data',
    jsonb_strip_nulls(jsonb_build_object('agency_name', metadata -> 'agency_name'))), sealed);
  return atrium.user_answer(person);
end
$$;
comment on function atrium.invite_user(text, jsonb, jsonb, bytea) is
  'Makes an account that its mail will confirm, for the service key; without sealed no mail goes out, and the answer is'
  ' that of settle. {"error": "email_exists"} where the address has one that is confirmed.';

create function atrium.generate_link(kind text, address text, attributes jsonb, request jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  account record;
  settled jsonb;
begin
  select u.id, u.email_confirmed_at into account from auth.users u
  where u.email = lower(address)::extensions.citext and not u.is_sso_user and u.deleted_at is null;
  if kind = 'invite' then
    settled := atrium.invite_user(address, attributes -> 'data', request, null);
  elsif kind = 'signup' then
    settled := atrium.settle('signup', address, request || jsonb_build_object('id', gen_random_uuid(), 'password',
      atrium.hash_password(attributes ->> 'password'), 'data', coalesce(attributes -> 'data', '{}')));
  elsif account.id is null and kind <> 'magiclink' then
    return '{"error": "user_not_found"}';
  elsif kind like 'email_change%' then
    update auth.users u set email_change = lower(attributes ->> 'new_email'), email_change_sent_at = now(),
      email_change_confirm_status = 0
    where u.id = account.id;
    settled := atrium.settle(kind, address, request || jsonb_build_object('data',
      jsonb_build_object('both', kind = 'email_change_current')));
  else
    settled := atrium.settle(kind, address, request || jsonb_build_object('create', true, 'data',
      coalesce(attributes -> 'data', '{}')));
  end if;
  if settled ? 'error' then
    return settled;
  elsif settled is null then
    return jsonb_build_object('error', case when account.id is null then 'user_not_found' else 'email_exists' end);
  end if;
  return settled || jsonb_build_object('user', atrium.user_answer((settled ->> 'user_id')::uuid));
end
$$;
comment on function atrium.generate_link(text, text, jsonb, jsonb) is
  'What a mail would carry, for the service key to send itself: as settle, with the user. {"error": code} otherwise.';

grant execute on function atrium.make_unconfirmed(uuid, text, text, jsonb), atrium.agency_to_found(text, jsonb),
  atrium.settle(text, text, jsonb), atrium.next_mail(), atrium.ask_sign_up(text, text, jsonb, jsonb, bytea),
  atrium.invite_user(text, jsonb, jsonb, bytea), atrium.generate_link(text, text, jsonb, jsonb) to atrium_auth;
