-- What a link or code leads to: a confirmed address and a session. And what a signed-in person may change only with
-- the second factor, or soon after signing in, or with a code from their mail: password and address.
create function atrium.found_first_agency(person uuid, name text) returns void
language plpgsql
as $$
begin
  if not exists (select from public.memberships m where m.user_id = person) then
    perform atrium.found_agency(name, person);
  end if;
end
$$;
comment on function atrium.found_first_agency(uuid, text) is
  'Founds the agency of somebody who is in none. For sign-in, when an address is confirmed.';
call atrium.own_as_definer('atrium.found_first_agency(uuid, text)'::regprocedure);

create function atrium.confirm_address(person uuid, used jsonb) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  account record;
  -- 1: the old address has confirmed, 2: the new one
  half smallint := case used ->> 'token_type' when 'email_change_token_current' then 1 else 2 end;
begin
  select u.email_change, u.email_change_confirm_status, u.banned_until into account
  from auth.users u where u.id = person for update;
  if account.banned_until > clock_timestamp() then
    return 'user_banned';
  elsif used ->> 'token_type' not like 'email_change%' then
    update auth.users u set email_confirmed_at = coalesce(u.email_confirmed_at, now()), updated_at = clock_timestamp()
    where u.id = person;
  elsif coalesce(account.email_change, '') = '' then
    return 'otp_expired';
  elsif (used #>> '{data,both}')::boolean and account.email_change_confirm_status <> 3 - half then
    update auth.users u set email_change_confirm_status = half where u.id = person;
    return 'half';
  else
    begin
      update auth.users u set email = account.email_change, email_change = '', email_change_confirm_status = 0,
        email_confirmed_at = now(), updated_at = clock_timestamp()
      where u.id = person;
    exception when unique_violation then
      return 'email_exists';
    end;
    -- what was sent to the old address opens nothing any more
    delete from auth.one_time_tokens t where t.user_id = person;
  end if;
  update auth.identities i
  set identity_data = i.identity_data || jsonb_build_object('email_verified', true, 'email',
      (select u.email::text from auth.users u where u.id = person)), updated_at = clock_timestamp()
  where i.user_id = person and i.provider = 'email';
  if used #>> '{data,agency_name}' is not null then
    perform atrium.found_first_agency(person, used #>> '{data,agency_name}');
  end if;
  return null;
end
$$;
comment on function atrium.confirm_address(uuid, jsonb) is
  'The owner of an address came back with what was sent there. null: confirmed; half: the other address has to be, too;'
  ' else a code of refusal.';

create function atrium.verify_token(kind text, address text, token_hash text, code_hash text, refresh_hash text,
  flow_code_hash text, agent text, line text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  kinds text[] := case kind when 'signup' then '{confirmation_token}' when 'invite' then '{confirmation_token}'
    when 'email' then '{confirmation_token,recovery_token}' when 'email_change'
    then '{email_change_token_new,email_change_token_current}' else '{recovery_token}' end;
  used jsonb := case when token_hash is not null then atrium.use_token(kinds, token_hash)
    else atrium.use_code(kinds, address, code_hash) end;
  person uuid := used ->> 'user_id';
  flow uuid := used ->> 'flow_state_id';
  refusal text;
begin
  if used is null then
    return '{"error": "otp_expired"}';
  end if;
  refusal := atrium.confirm_address(person, used);
  if refusal = 'half' then
    return '{"half": true}';
  elsif refusal is not null then
    return jsonb_build_object('error', refusal);
  elsif flow is not null and flow_code_hash is not null then
    update auth.flow_state f set user_id = person, auth_code = flow_code_hash, auth_code_issued_at = clock_timestamp(),
      updated_at = clock_timestamp()
    where f.id = flow;
    return '{"flow": true}';
  end if;
  if address is not null then
    perform atrium.forgive_attempt('code ' || address, line);
  end if;
  return atrium.open_session(person, refresh_hash, 'otp', agent, line);
end
$$;
comment on function atrium.verify_token(text, text, text, text, text, text, text, text) is
  'Uses up a link (token_hash) or a code typed for an address, and opens a session; or gives the flow it belongs to a'
  ' code, where flow_code_hash is given. {"half": true}: the other address has to be confirmed too.';

create function atrium.may_change_access(person uuid, sign_in uuid, nonce_hash text, fresh interval) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  since timestamptz;
  level text;
  address text;
begin
  select s.created_at, s.aal::text, u.email::text into since, level, address
  from auth.sessions s join auth.users u on u.id = s.user_id where s.id = sign_in and s.user_id = person;
  if level = 'aal1' and exists (
      select from auth.mfa_factors m where m.user_id = person and m.status::text = 'verified') then
    return 'insufficient_aal';
  elsif fresh is null or since > clock_timestamp() - fresh then
    return null;
  elsif nonce_hash is null then
    return 'reauthentication_needed';
  elsif atrium.use_code('{reauthentication_token}', address, nonce_hash) is null then
    return 'reauthentication_not_valid';
  end if;
  return null;
end
$$;
comment on function atrium.may_change_access(uuid, uuid, text, interval) is
  'Why a session may not change password or address; null: it may. fresh: how long after signing in no code is asked'
  ' for; null: never.';

create function atrium.update_account(person uuid, sign_in uuid, password text, metadata jsonb, address text,
  nonce_hash text, fresh interval, mails jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
  refusal text;
  moves boolean := address is not null and lower(address) <> held ->> 'email';
  mail record;
begin
  if held ? 'error' then
    return held;
  end if;
  if password is not null or moves then
    refusal := atrium.may_change_access(person, sign_in, case when password is not null then nonce_hash end,
      case when password is not null then fresh end);
    if refusal is not null then
      return jsonb_build_object('error', refusal);
    end if;
  end if;
  held := atrium.change_account(person, sign_in, password, metadata);
  if held ? 'error' or not moves then
    return held;
  end if;
  delete from auth.one_time_tokens t where t.user_id = person and t.token_type::text like 'email_change%';
  update auth.users u set email_change = lower(address), email_change_sent_at = now(),
    email_change_confirm_status = 0, updated_at = clock_timestamp()
  where u.id = person;
  for mail in select * from jsonb_to_recordset(mails) as m (kind text, request jsonb, sealed text) loop
    perform atrium.queue_mail(mail.kind, case mail.kind when 'email_change_new' then address
      else held ->> 'email' end, mail.request || jsonb_build_object('person', person), decode(mail.sealed, 'base64'));
  end loop;
  return atrium.user_answer(person);
end
$$;
comment on function atrium.update_account(uuid, uuid, text, jsonb, text, text, interval, jsonb) is
  'As change_account; and begins to move the account to another address, which counts once its mails are answered.'
  ' mails: [{"kind", "request", "sealed": base64}].';

grant execute on function atrium.found_first_agency(uuid, text), atrium.confirm_address(uuid, jsonb),
  atrium.verify_token(text, text, text, text, text, text, text, text),
  atrium.may_change_access(uuid, uuid, text, interval),
  atrium.update_account(uuid, uuid, text, jsonb, text, text, interval, jsonb) to atrium_auth;
