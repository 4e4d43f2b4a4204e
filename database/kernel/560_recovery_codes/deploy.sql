-- Ten codes to write down, for who loses the device of a second factor. Each counts once and stands for a factor; they
-- are known by a digest that takes the server's secret, and go with the last factor.
create table atrium.recovery_codes (
  user_id    uuid not null references auth.users on delete cascade,
  code_hash  text not null,
  used_at    timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint recovery_codes_pkey primary key (user_id, code_hash)
);
comment on table atrium.recovery_codes is 'Codes that stand for a second factor, each once. Not exposed.';
comment on column atrium.recovery_codes.user_id is 'Whose it is.';
comment on column atrium.recovery_codes.code_hash is 'A digest of the code with the server''s secret.';
comment on column atrium.recovery_codes.used_at is 'When it was used; null: it can be.';
comment on column atrium.recovery_codes.created_at is 'When it was made; UTC.';
alter table atrium.recovery_codes enable row level security;
alter table atrium.recovery_codes force row level security;
revoke all on atrium.recovery_codes from service_role;

create function atrium.put_recovery_codes(person uuid, hashes text[]) returns void
language plpgsql
as $$
begin
  delete from atrium.recovery_codes c where c.user_id = person;
  insert into atrium.recovery_codes (user_id, code_hash) select person, h from unnest(hashes) as h;
end
$$;
comment on function atrium.put_recovery_codes(uuid, text[]) is
  'Puts a person''s codes in the place of those from before.';
call atrium.own_as_definer('atrium.put_recovery_codes(uuid, text[])'::regprocedure);

create function atrium.count_recovery_codes(person uuid) returns jsonb
language plpgsql stable
as $$
begin
  return (select jsonb_build_object('left', count(*) filter (where c.used_at is null), 'of', count(*), 'created_at',
    min(c.created_at)) from atrium.recovery_codes c where c.user_id = person);
end
$$;
comment on function atrium.count_recovery_codes(uuid) is 'How many codes a person has: {"left", "of", "created_at"}.';
call atrium.own_as_definer('atrium.count_recovery_codes(uuid)'::regprocedure);

create function atrium.use_recovery_code(person uuid, hash text) returns boolean
language plpgsql
as $$
begin
  -- one statement: of many who bring one code at once, one finds it unused
  update atrium.recovery_codes c set used_at = clock_timestamp()
  where c.user_id = person and c.code_hash = hash and c.used_at is null;
  return found;
end
$$;
comment on function atrium.use_recovery_code(uuid, text) is 'Uses a code up; false where it is none or was used.';
call atrium.own_as_definer('atrium.use_recovery_code(uuid, text)'::regprocedure);

create function atrium.own_recovery_codes(person uuid, sign_in uuid) returns jsonb
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
begin
  return case when held ? 'error' then held else atrium.count_recovery_codes(person) end;
end
$$;
comment on function atrium.own_recovery_codes(uuid, uuid) is
  'How many codes one has left, in a session that holds: as count_recovery_codes.';

create function atrium.new_recovery_codes(person uuid, sign_in uuid, hashes text[]) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
begin
  if held ? 'error' then
    return held;
  elsif not exists (select from auth.mfa_factors m where m.user_id = person and m.status::text = 'verified') then
    return '{"error": "mfa_factor_not_found"}';
  elsif atrium.may_change_access(person, sign_in, null, null) is not null then
    return '{"error": "insufficient_aal"}';
  end if;
  -- one at a time, or the codes of both would count
  perform from auth.users u where u.id = person for update;
  perform atrium.put_recovery_codes(person, hashes);
  perform atrium.log_event('recovery_codes.made', 'factors', null, actor => person,
    agency => atrium.session_agency(sign_in, person));
  return '{}';
end
$$;
comment on function atrium.new_recovery_codes(uuid, uuid, text[]) is
  'New codes in the place of the old, in a session that has shown a second factor; {"error": code} otherwise.';

create function atrium.pass_recovery_code(person uuid, sign_in uuid, hash text, refresh_hash text, line text)
returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  held jsonb := atrium.own_account(person, sign_in);
begin
  if held ? 'error' then
    return held;
  elsif not atrium.use_recovery_code(person, hash) then
    return '{"error": "recovery_code_not_valid"}';
  end if;
  update auth.sessions s set aal = 'aal2', factor_id = null, updated_at = clock_timestamp() where s.id = sign_in;
  perform atrium.forgive_attempt('recovery code ' || person, line);
  perform atrium.log_event('recovery_code.used', 'factors', null, actor => person,
    agency => atrium.session_agency(sign_in, person));
  return atrium.renew_session(sign_in, 'recovery_code', refresh_hash);
end
$$;
comment on function atrium.pass_recovery_code(uuid, uuid, text, text, text) is
  'A recovery code was brought: once, it makes the session one of two factors, with a new refresh token. Answers as'
  ' session_answer; {"error": code} otherwise.';

create or replace function atrium.delete_factor(person uuid, factor uuid) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  update auth.sessions s set aal = 'aal1', updated_at = clock_timestamp()
  where s.user_id = person and s.factor_id = factor;
  delete from auth.mfa_factors m where m.id = factor and m.user_id = person;
  if not found then
    return '{"error": "mfa_factor_not_found"}';
  end if;
  if not exists (select from auth.mfa_factors m where m.user_id = person and m.status::text = 'verified') then
    perform atrium.put_recovery_codes(person, '{}');
  end if;
  perform atrium.log_event('factor.removed', 'factors', factor::text, actor => person,
    agency => atrium.session_agency(null, person));
  return jsonb_build_object('id', factor);
end
$$;
comment on function atrium.delete_factor(uuid, uuid) is
  'Removes a factor; sessions that showed it are of one factor. Recovery codes go with the last one.';

grant execute on function atrium.put_recovery_codes(uuid, text[]), atrium.count_recovery_codes(uuid),
  atrium.use_recovery_code(uuid, text), atrium.own_recovery_codes(uuid, uuid),
  atrium.new_recovery_codes(uuid, uuid, text[]), atrium.pass_recovery_code(uuid, uuid, text, text, text)
  to atrium_auth;
