-- A write that is sent twice is done once: who sends it names it by a key of their own, and the first answer is kept
-- for a day and given again. The key is claimed in the transaction of the write, so that both stand or neither does.
create table atrium.kept_answers (
  caller     text not null,
  key        text not null,
  asked      bytea not null,
  status     integer,
  headers    jsonb,
  body       bytea,
  created_at timestamptz not null default clock_timestamp(),
  constraint kept_answers_pkey primary key (caller, key),
  constraint kept_answers_key check (length(key) between 1 and 255),
  constraint kept_answers_asked check (octet_length(asked) = 32),
  constraint kept_answers_body check (octet_length(body) <= 1048576)
);
comment on table atrium.kept_answers is
  'Writes that were named by a key, and what was answered; for a day. Not exposed.';
comment on column atrium.kept_answers.caller is 'Role, user and agency of who asked: keys of others don''t meet.';
comment on column atrium.kept_answers.key is 'The caller''s name for the write, 1 to 255 characters.';
comment on column atrium.kept_answers.asked is 'SHA-256 of the request: method, address, telling headers, body.';
comment on column atrium.kept_answers.status is 'HTTP status; null until the write is done.';
comment on column atrium.kept_answers.headers is 'Headers that came with it, as an object.';
comment on column atrium.kept_answers.body is 'Body, up to 1 MiB; null for none.';
comment on column atrium.kept_answers.created_at is 'When it was claimed; UTC.';
create index kept_answers_created on atrium.kept_answers (created_at);
alter table atrium.kept_answers enable row level security;
alter table atrium.kept_answers force row level security;
revoke all on atrium.kept_answers from service_role;

create function atrium.answers_of() returns text
language sql stable
as $$ select concat_ws(' ', current_setting('role'), atrium.current_user_id(), atrium.current_agency_id()) $$;
comment on function atrium.answers_of() is 'Whose answers the caller''s are.';

create function atrium.kept_answer(key text, asked bytea)
returns table (status integer, headers jsonb, body bytea)
language plpgsql
as $$
#variable_conflict use_column
declare
  kept atrium.kept_answers;
begin
  select * into kept from atrium.kept_answers k
  where k.caller = atrium.answers_of() and k.key = kept_answer.key
    and k.created_at > clock_timestamp() - interval '1 day';
  if kept.asked <> kept_answer.asked then
    perform atrium.refuse('ATKEY', 'This key names another request.', 'Use a new key for each write.');
  elsif kept.status is not null then
    return query select kept.status, kept.headers, kept.body;
  end if;
end
$$;
comment on function atrium.kept_answer(text, bytea) is
  'The answer kept for a key, for the same request; no row where there is none. ATKEY.';

create function atrium.claim_answer(key text, asked bytea) returns void
language plpgsql
as $$
begin
  -- whoever holds the lock is at it; whoever finds a row came too late to be first
  if pg_try_advisory_xact_lock(hashtextextended('answer ' || atrium.answers_of() || ' ' || claim_answer.key, 0)) then
    insert into atrium.kept_answers as k (caller, key, asked)
    values (atrium.answers_of(), claim_answer.key, claim_answer.asked)
    on conflict on constraint kept_answers_pkey do update
    set asked = excluded.asked, status = null, headers = null, body = null, created_at = clock_timestamp()
    where k.created_at <= clock_timestamp() - interval '1 day';
    if found then
      delete from atrium.kept_answers k where (k.caller, k.key) in (
        select o.caller, o.key from atrium.kept_answers o
        where o.created_at < clock_timestamp() - interval '1 day'
        order by o.created_at limit 20 for update skip locked);
      return;
    end if;
  end if;
  perform atrium.refuse('ATBUS', 'This request is being answered already.', 'Wait a little, then send it again.');
end
$$;
comment on function atrium.claim_answer(text, bytea) is
  'Claims a key for the write of this transaction; a few keys of the day before go with it. ATBUS.';

create function atrium.keep_answer(key text, status integer, headers jsonb, body bytea) returns void
language plpgsql
as $$
begin
  if octet_length(keep_answer.body) > 1048576 then
    perform atrium.refuse('ATVAL', 'The answer is too large to be kept.', 'Ask for return=minimal.');
  end if;
  update atrium.kept_answers k
  set status = keep_answer.status, headers = keep_answer.headers, body = keep_answer.body
  where k.caller = atrium.answers_of() and k.key = keep_answer.key and k.status is null;
end
$$;
comment on function atrium.keep_answer(text, integer, jsonb, bytea) is
  'Keeps the answer of the write that claimed the key. ATVAL.';
call atrium.own_as_definer('atrium.kept_answer(text, bytea)'::regprocedure);
call atrium.own_as_definer('atrium.claim_answer(text, bytea)'::regprocedure);
call atrium.own_as_definer('atrium.keep_answer(text, integer, jsonb, bytea)'::regprocedure);
grant execute on function atrium.kept_answer(text, bytea), atrium.claim_answer(text, bytea),
  atrium.keep_answer(text, integer, jsonb, bytea) to authenticated, service_role;
