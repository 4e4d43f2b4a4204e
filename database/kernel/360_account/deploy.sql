-- What a signed-in person does with their own account. The session is asked for every time: a token outlives its
-- session by up to an hour, and must not be able to change a password after a sign-out.
create function atrium.own_account(person uuid, sign_in uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when exists (
      select from auth.sessions s
      where s.id = sign_in and s.user_id = person and (s.not_after is null or s.not_after > now()))
    then coalesce(atrium.user_answer(person), '{"error": "user_not_found"}')
    else '{"error": "session_not_found"}' end;
end
$$;
comment on function atrium.own_account(uuid, uuid) is
  'The user of a session that holds; {"error": "session_not_found"} where it doesn''t.';

create function atrium.change_account(person uuid, sign_in uuid, password text, metadata jsonb) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
  stored text;
begin
  if held ? 'error' then
    return held;
  end if;
  select u.encrypted_password into stored from auth.users u where u.id = person for update;
  if password is not null then
    if atrium.password_matches(password, stored) then
      return '{"error": "same_password"}';
    end if;
    -- whoever knew the old password is out with it
    update auth.users u set encrypted_password = atrium.hash_password(password), updated_at = clock_timestamp()
    where u.id = person;
    delete from auth.sessions s where s.user_id = person and s.id <> sign_in;
  end if;
  if metadata is not null then
    update auth.users u
    set raw_user_meta_data = jsonb_strip_nulls(coalesce(u.raw_user_meta_data, '{}') || metadata),
      updated_at = clock_timestamp()
    where u.id = person;
  end if;
  return atrium.user_answer(person);
end
$$;
comment on function atrium.change_account(uuid, uuid, text, jsonb) is
  'Changes the password (null: keeps it), which ends all other sessions, and merges metadata (null: keeps it; a null'
  ' inside removes its key). Answers as own_account does.';

create function atrium.sign_out(person uuid, sign_in uuid, reach text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from auth.sessions s
  where s.user_id = person
    and case reach when 'global' then true when 'others' then s.id <> sign_in when 'local' then s.id = sign_in end;
end
$$;
comment on function atrium.sign_out(uuid, uuid, text) is
  'Ends sessions: local this one, others all but this one, global all.';

grant execute on function atrium.own_account(uuid, uuid), atrium.change_account(uuid, uuid, text, jsonb),
  atrium.sign_out(uuid, uuid, text) to atrium_auth;
