-- Guessing passwords is slowed, then stopped: by account, by address, and tightest by the two together, so that a
-- stranger's guesses shut out the stranger before they shut out the person. An attempt is counted before the password
-- is looked at, so that guesses made at once count as well; a sign-in that succeeds takes its count back.
create table atrium.sign_in_attempts (
  kind          text not null,
  key           bytea not null,
  failures      integer not null,
  blocked_until timestamptz,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint sign_in_attempts_pkey primary key (kind, key),
  constraint sign_in_attempts_kind check (kind in ('account', 'address', 'pair')),
  constraint sign_in_attempts_length check (octet_length(key) = 32)
);
comment on table atrium.sign_in_attempts is
  'Sign-ins that failed lately. Accounts that don''t exist count like others. Not exposed.';
comment on column atrium.sign_in_attempts.kind is 'account, address, or the pair of both.';
comment on column atrium.sign_in_attempts.key is
  'SHA-256 of the account''s name, the address, or both; not to be turned back.';
comment on column atrium.sign_in_attempts.failures is
  'Attempts without a success since the last quiet quarter of an hour.';
comment on column atrium.sign_in_attempts.blocked_until is
  'Until then no attempt is looked at; null while there is patience.';
comment on column atrium.sign_in_attempts.created_at is 'When the first was counted; UTC.';
comment on column atrium.sign_in_attempts.updated_at is 'When the last was counted; UTC.';
create index sign_in_attempts_updated on atrium.sign_in_attempts (updated_at);

create function atrium.attempt_keys(account text, address text)
returns table (kind text, key bytea, patience integer)
language sql immutable
as $$
  select k.kind, k.key, k.patience
  from (values ('account', sha256(convert_to(lower(account), 'UTF8')), 20),
    ('address', sha256(convert_to(address, 'UTF8')), 60),
    ('pair', sha256(convert_to(lower(account) || ' ' || address, 'UTF8')), 5)) as k (kind, key, patience)
  where k.key is not null
$$;
comment on function atrium.attempt_keys(text, text) is
  'What an attempt counts under, and how many may fail before it costs time. account: null where none is named.';

create function atrium.begin_attempt(account text, address text) returns integer
language plpgsql
as $$
declare
  entry record;
  counted text[] := '{}';
  wait interval;
begin
  for entry in select * from atrium.attempt_keys(account, address) order by kind loop
    insert into atrium.sign_in_attempts as a (kind, key, failures) values (entry.kind, entry.key, 1)
    on conflict on constraint sign_in_attempts_pkey do update
    set failures = case when a.updated_at < clock_timestamp() - interval '15 minutes' then 1 else a.failures + 1 end,
      updated_at = clock_timestamp(),
      blocked_until = case when a.updated_at >= clock_timestamp() - interval '15 minutes'
        and a.failures >= entry.patience
        then clock_timestamp() + least(interval '1 second' * 2 ^ least(a.failures - entry.patience, 20),
          interval '15 minutes')
        end
    where a.blocked_until is null or a.blocked_until <= clock_timestamp();
    if found then
      counted := counted || entry.kind;
    else
      select greatest(wait, a.blocked_until - clock_timestamp()) into wait
      from atrium.sign_in_attempts a where a.kind = entry.kind and a.key = entry.key;
    end if;
  end loop;

  if wait is not null then
    -- what is not looked at doesn't count
    update atrium.sign_in_attempts a set failures = a.failures - 1
    from atrium.attempt_keys(account, address) k
    where a.kind = k.kind and a.key = k.key and a.kind = any (counted);
    return ceil(extract(epoch from wait));
  end if;
  delete from atrium.sign_in_attempts a where (a.kind, a.key) in (
    select o.kind, o.key from atrium.sign_in_attempts o
    where o.updated_at < clock_timestamp() - interval '1 day' order by o.updated_at limit 20 for update skip locked);
  return 0;
end
$$;
comment on function atrium.begin_attempt(text, text) is
  'Counts an attempt to sign in. 0: go on. Else it must not be looked at, and so many seconds must pass before'
  ' the next.';
call atrium.own_as_definer('atrium.begin_attempt(text, text)'::regprocedure);

create function atrium.forgive_attempt(account text, address text) returns void
language sql
as $$
  delete from atrium.sign_in_attempts a using atrium.attempt_keys(account, address) k
  where a.kind = k.kind and a.key = k.key and a.kind <> 'address';
  update atrium.sign_in_attempts a set failures = greatest(a.failures - 1, 0), blocked_until = null
  from atrium.attempt_keys(account, address) k
  where a.kind = k.kind and a.key = k.key and a.kind = 'address';
$$;
comment on function atrium.forgive_attempt(text, text) is
  'The attempt counted last was the person: account and pair start again.';
call atrium.own_as_definer('atrium.forgive_attempt(text, text)'::regprocedure);

grant execute on function atrium.begin_attempt(text, text), atrium.forgive_attempt(text, text) to atrium_auth;
