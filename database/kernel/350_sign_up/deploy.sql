-- Whoever signs up founds an agency, unless a token says why they come: an invitation, or the set-up link of a fresh
-- installation. The trigger on auth.users makes the agency or accepts the invitation, in the same transaction.
-- Tokens are used up here and never kept in the account's metadata.
create function atrium.sign_up(
  email text, password text, metadata jsonb, token_hash text, agent text, address text
) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  kept jsonb := coalesce(metadata, '{}') - 'invitation_token' - 'setup_token' - 'agency_name';
  reason jsonb;
  hash text := atrium.hash_password(password);
  person uuid;
begin
  if exists (select from auth.users u where u.email = lower(sign_up.email)::extensions.citext) then
    return '{"error": "user_already_exists"}';
  elsif metadata ? 'setup_token' and not atrium.use_setup_link(metadata ->> 'setup_token') then
    return '{"error": "setup_link_invalid"}';
  end if;
  reason := case when metadata ? 'invitation_token'
    then jsonb_build_object('invitation_token', metadata -> 'invitation_token')
    else jsonb_build_object('agency_name', left(coalesce(
      nullif(btrim(metadata ->> 'agency_name'), ''), initcap(split_part(email, '@', 1)) || '''s agency'), 200)) end;

  insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
    raw_user_meta_data, created_at, updated_at)
  values (gen_random_uuid(), 'authenticated', 'authenticated', lower(email), hash, now(),
    '{"provider": "email", "providers": ["email"]}', kept || reason, now(), now())
  on conflict do nothing
  returning id into person;
  if person is null then
    return '{"error": "user_already_exists"}';
  end if;
  update auth.users u set raw_user_meta_data = kept where u.id = person;
  insert into auth.identities (id, provider_id, user_id, identity_data, provider, last_sign_in_at, created_at,
    updated_at)
  values (gen_random_uuid(), person::text, person, jsonb_build_object('sub', person, 'email', lower(email),
    'email_verified', metadata ? 'invitation_token', 'phone_verified', false), 'email', now(), now(), now());

  perform atrium.forgive_attempt('sign-up ' || email, address);
  return atrium.open_session(person, token_hash, 'password', agent, address);
end
$$;
comment on function atrium.sign_up(text, text, jsonb, text, text, text) is
  'Makes an account and opens its first session; {"error": code} where that can''t be. metadata may hold agency_name,'
  ' invitation_token or setup_token, which are used and not kept. Raises what accepting an invitation raises.';
grant execute on function atrium.sign_up(text, text, jsonb, text, text, text) to atrium_auth;
