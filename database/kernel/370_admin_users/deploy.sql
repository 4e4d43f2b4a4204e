-- Accounts as the operator handles them, for the service key: the gateway checks the key, then runs these as
-- atrium_auth.
create function atrium.list_users(skip integer, take integer) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jsonb_build_object(
    'total', (select count(*) from auth.users u where u.deleted_at is null),
    'users', coalesce((
      select jsonb_agg(atrium.user_answer(p.id) order by p.created_at, p.id)
      from (
        select u.id, u.created_at from auth.users u where u.deleted_at is null
        order by u.created_at, u.id offset greatest(skip, 0) limit least(greatest(take, 1), 1000)
      ) p), '[]'));
end
$$;
comment on function atrium.list_users(integer, integer) is
  'A page of all users, oldest first, up to 1,000, and how many there are.';

create function atrium.put_user(person uuid, attributes jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  address text := lower(nullif(btrim(attributes ->> 'email'), ''));
  changed uuid;
begin
  if address is not null and exists (
      select from auth.users u where u.email = address::extensions.citext and u.id is distinct from person) then
    return '{"error": "email_exists"}';
  end if;
  if person is null then
    insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data,
      raw_user_meta_data, created_at, updated_at)
    values (gen_random_uuid(), 'authenticated', 'authenticated', address,
      atrium.hash_password(attributes ->> 'password'), case when (attributes ->> 'email_confirm')::boolean
        then now() end,
      '{"provider": "email", "providers": ["email"]}' || coalesce(attributes -> 'app_metadata', '{}'),
      coalesce(attributes -> 'user_metadata', '{}'), now(), now())
    returning id into changed;
    insert into auth.identities (id, provider_id, user_id, identity_data, provider, created_at, updated_at)
    values (gen_random_uuid(), changed::text, changed, jsonb_build_object('sub', changed, 'email', address,
      'email_verified', true, 'phone_verified', false), 'email', now(), now());
    update auth.users u set raw_user_meta_data = u.raw_user_meta_data - 'agency_name' - 'invitation_token'
    where u.id = changed;
    return atrium.user_answer(changed);
  end if;

  update auth.users u set
    email = coalesce(address, u.email),
    encrypted_password = case when attributes ? 'password'
      then atrium.hash_password(attributes ->> 'password') else u.encrypted_password end,
    email_confirmed_at = case when (attributes ->> 'email_confirm')::boolean
      then coalesce(u.email_confirmed_at, now()) else u.email_confirmed_at end,
    banned_until = case when not attributes ? 'ban_duration' then u.banned_until
      when attributes ->> 'ban_duration' <> 'none' then now() + (attributes ->> 'ban_duration')::interval end,
    raw_app_meta_data = jsonb_strip_nulls(u.raw_app_meta_data || coalesce(attributes -> 'app_metadata', '{}')),
    raw_user_meta_data = jsonb_strip_nulls(u.raw_user_meta_data || coalesce(attributes -> 'user_metadata', '{}')),
    updated_at = clock_timestamp()
  where u.id = person and u.deleted_at is null
  returning u.id into changed;
  if changed is null then
    return '{"error": "user_not_found"}';
  end if;
  update auth.identities i set identity_data = i.identity_data || jsonb_build_object('email', address)
  where i.user_id = person and i.provider = 'email' and address is not null;
  -- with another password, or banned, a person is out everywhere
  if attributes ?| array['password', 'ban_duration'] then
    delete from auth.sessions s where s.user_id = person;
  end if;
  return atrium.user_answer(person);
end
$$;
comment on function atrium.put_user(uuid, jsonb) is
  'Makes a user (person null) or changes one: email, password, email_confirm, ban_duration, app_metadata,'
  ' user_metadata. Answers the user, or {"error": code}.';

create function atrium.delete_user(person uuid) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  gone jsonb := atrium.user_answer(person);
begin
  delete from auth.users u where u.id = person;
  return coalesce(gone, '{"error": "user_not_found"}');
end
$$;
comment on function atrium.delete_user(uuid) is
  'Deletes a user with all sessions and memberships. Raises ATLST where an agency would lose its last owner.';

grant execute on function atrium.list_users(integer, integer), atrium.put_user(uuid, jsonb), atrium.delete_user(uuid)
  to atrium_auth;
