-- Passwords: bcrypt through pgcrypto, so that accounts brought over keep theirs. A wrong password, an account without
-- one and an account that doesn't exist take the same work and get the same answer.
create function atrium.hash_password(password text) returns text
language sql volatile
as $$ select extensions.crypt(password, extensions.gen_salt('bf', 10)) $$;
comment on function atrium.hash_password(text) is 'The password as it is stored: bcrypt, 2 to the 10th rounds.';

create function atrium.password_matches(password text, stored text) returns boolean
language sql immutable
as $$
  -- bcrypt looks at 72 bytes only: what is longer can't have been set, and must not pass for its beginning. What
  -- stands in for a missing hash is the hash of nothing.
  select extensions.crypt(password, coalesce(nullif(stored, ''),
      '$2a$10$CwTycUXWue0Thq9StjUM0uJ8UHVmfTUa9w.AGsTAaS3sWqTQ1yTgi')) = stored
    and octet_length(password) <= 72
$$;
comment on function atrium.password_matches(text, text) is
  'Whether the password is the stored one; the work is the same where none is stored.';

create function atrium.sign_in(email text, password text, token_hash text, agent text, address text) returns jsonb
language plpgsql
set search_path = pg_catalog, extensions, pg_temp -- where citext's equality lies
as $$
declare
  account record;
begin
  select u.id, u.encrypted_password, u.email_confirmed_at, u.banned_until into account
  from auth.users u
  where u.email = lower(sign_in.email)::extensions.citext and not u.is_sso_user and u.deleted_at is null;
  if not coalesce(atrium.password_matches(password, account.encrypted_password), false) then
    return '{"error": "invalid_credentials"}';
  elsif account.banned_until > clock_timestamp() then
    return '{"error": "user_banned"}';
  elsif account.email_confirmed_at is null then
    return '{"error": "email_not_confirmed"}';
  end if;

  perform atrium.forgive_attempt(sign_in.email, address);
  -- accounts brought over with a cheaper hash get ours with the first sign-in
  if account.encrypted_password !~ '^\$2[aby]\$(1[0-9]|2[0-9]|3[01])\$' then
    update auth.users u set encrypted_password = atrium.hash_password(password) where u.id = account.id;
  end if;
  return atrium.open_session(account.id, token_hash, 'password', agent, address);
end
$$;
comment on function atrium.sign_in(text, text, text, text, text) is
  'Signs in with a password and opens a session; {"error": code} where that can''t be. The attempt is counted before.';

grant execute on function atrium.hash_password(text), atrium.password_matches(text, text),
  atrium.sign_in(text, text, text, text, text) to atrium_auth;
