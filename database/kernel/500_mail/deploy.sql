-- Mail that sign-in sends. A request only lays one down, whoever it is for, so that neither its answer nor its time
-- tells whether there is an account; who gets one is decided when its turn comes. What only the reader may know (link
-- and code) is sealed by the server with a key that the database doesn't have, and goes when the mail has gone.
create table atrium.mails (
  id              uuid not null default gen_random_uuid(),
  kind            text not null,
  recipient       text not null,
  request         jsonb,
  sealed          bytea,
  state           text not null default 'waiting',
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  last_error      text,
  done_at         timestamptz,
  created_at      timestamptz not null default clock_timestamp(),
  constraint mails_pkey primary key (id),
  constraint mails_kind check (kind in ('signup', 'magiclink', 'recovery', 'invite', 'email_change_new',
    'email_change_current', 'reauthentication')),
  constraint mails_state check (state in ('waiting', 'sent', 'dropped', 'failed')),
  constraint mails_done check ((state = 'waiting') = (done_at is null)),
  constraint mails_sealed check ((state = 'waiting') = (sealed is not null)),
  constraint mails_sealed_length check (octet_length(sealed) <= 8192)
);
comment on table atrium.mails is 'Mail of sign-in: waiting, or done within the last day. Not exposed.';
comment on column atrium.mails.id is 'Identifier.';
comment on column atrium.mails.kind is 'What it is about; chooses its words.';
comment on column atrium.mails.recipient is 'The address that was named; the address it goes to, once that is decided.';
comment on column atrium.mails.request is
  'What was asked for, with hashes of its link and code, until it is decided who gets it; null from then on.';
comment on column atrium.mails.sealed is 'Link, code and way back, encrypted by the server; null once it is done.';
comment on column atrium.mails.state is
  'waiting; sent; dropped: nobody was to get it; failed: it could not be sent for an hour.';
comment on column atrium.mails.attempts is 'How often its turn came.';
comment on column atrium.mails.next_attempt_at is 'Not before then; UTC.';
comment on column atrium.mails.last_error is 'Why the last attempt failed: a kind of error, no address.';
comment on column atrium.mails.done_at is 'When it was sent, dropped or given up; UTC.';
comment on column atrium.mails.created_at is 'When it was asked for; UTC.';
create index mails_waiting on atrium.mails (next_attempt_at) where state = 'waiting';
create index mails_done_at on atrium.mails (done_at) where state <> 'waiting';
alter table atrium.mails enable row level security;
alter table atrium.mails force row level security;
revoke all on atrium.mails from service_role;

create function atrium.queue_mail(kind text, recipient text, request jsonb, sealed bytea) returns uuid
language sql
as $$
  insert into atrium.mails (kind, recipient, request, sealed)
  values (queue_mail.kind, lower(queue_mail.recipient), queue_mail.request, queue_mail.sealed)
  returning id
$$;
comment on function atrium.queue_mail(text, text, jsonb, bytea) is 'Lays down a mail; gives its number.';
call atrium.own_as_definer('atrium.queue_mail(text, text, jsonb, bytea)'::regprocedure);

create function atrium.take_mail() returns table (id uuid, kind text, recipient text, request jsonb, sealed bytea)
language plpgsql
as $$
#variable_conflict use_column
begin
  delete from atrium.mails m where m.id in (
    select o.id from atrium.mails o where o.state <> 'waiting' and o.done_at < clock_timestamp() - interval '1 day'
    order by o.done_at limit 20 for update skip locked);
  -- what its link opens is over by then
  update atrium.mails m set state = 'failed', request = null, sealed = null, done_at = clock_timestamp()
  where m.id in (
    select o.id from atrium.mails o where o.state = 'waiting' and o.created_at < clock_timestamp() - interval '1 hour'
    limit 20 for update skip locked);
  return query
    update atrium.mails m set attempts = m.attempts + 1,
      next_attempt_at = clock_timestamp()
        + least(interval '1 minute' * 2 ^ least(m.attempts, 10), interval '15 minutes')
    where m.id = (
      select w.id from atrium.mails w where w.state = 'waiting' and w.next_attempt_at <= clock_timestamp()
      order by w.next_attempt_at limit 1 for update skip locked)
    returning m.id, m.kind, m.recipient, m.request, m.sealed;
end
$$;
comment on function atrium.take_mail() is
  'The mail whose turn it is, for one server alone; it comes again after a minute, later each time, unless it is'
  ' finished. No row: none waits. Mails done a day ago go on the way.';
call atrium.own_as_definer('atrium.take_mail()'::regprocedure);

create function atrium.decide_mail(mail uuid, kind text, recipient text) returns void
language sql
as $$
  update atrium.mails m set kind = decide_mail.kind, recipient = decide_mail.recipient, request = null
  where m.id = decide_mail.mail and m.state = 'waiting'
$$;
comment on function atrium.decide_mail(uuid, text, text) is 'It is decided who gets the mail, and of what kind it is.';
call atrium.own_as_definer('atrium.decide_mail(uuid, text, text)'::regprocedure);

create function atrium.finish_mail(mail uuid, state text, error text) returns void
language sql
as $$
  update atrium.mails m set state = finish_mail.state, last_error = left(finish_mail.error, 200),
    request = case finish_mail.state when 'waiting' then m.request end,
    sealed = case finish_mail.state when 'waiting' then m.sealed end,
    done_at = case when finish_mail.state <> 'waiting' then clock_timestamp() end
  where m.id = finish_mail.mail and m.state = 'waiting'
$$;
comment on function atrium.finish_mail(uuid, text, text) is
  'What became of a mail: sent, dropped or failed; waiting: it failed and will be tried again.';
call atrium.own_as_definer('atrium.finish_mail(uuid, text, text)'::regprocedure);

grant execute on function atrium.queue_mail(text, text, jsonb, bytea), atrium.take_mail(),
  atrium.decide_mail(uuid, text, text), atrium.finish_mail(uuid, text, text) to atrium_auth;
