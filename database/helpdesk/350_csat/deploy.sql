-- Were you content? Asked once for each resolution, within 14 days, of whoever asked for help; the agent it is about is
-- whose the ticket was when it was resolved, whatever happens later. Opening the link counts nothing, because programs
-- that look for harm open every link; only the answer counts, and only the first.
create table public.csat_ratings (
  id          uuid primary key default gen_random_uuid(),
  client_id   uuid not null,
  ticket_id   uuid not null,
  round       integer not null default 0,
  agent_id    uuid,
  team_id     uuid,
  rating      smallint,
  comment     text,
  rated_at    timestamptz,
  rated_by    uuid,
  sent_at     timestamptz,
  reminded_at timestamptz,
  expires_at  timestamptz not null default now() + interval '14 days',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint csat_ratings_once unique (client_id, ticket_id, round),
  constraint csat_ratings_ticket foreign key (client_id, ticket_id) references public.tickets (client_id, id)
    on delete cascade,
  constraint csat_ratings_rating check (rating between 1 and 5 and (rating is null) = (rated_at is null)),
  constraint csat_ratings_comment check (length(comment) <= 2000 and (comment is null or rating is not null))
);
comment on table public.csat_ratings is
  'Scope: parent, the ticket. One question for each resolution, and its answer; written by functions only.';
comment on column public.csat_ratings.id is 'Identifier.';
comment on column public.csat_ratings.client_id is 'The client of the ticket.';
comment on column public.csat_ratings.ticket_id is 'The ticket.';
comment on column public.csat_ratings.round is
  'How often the ticket had come back when it was resolved; once for each.';
comment on column public.csat_ratings.agent_id is
  'Whose the ticket was when it was resolved; never changes. Not a reference: it outlives the account.';
comment on column public.csat_ratings.team_id is 'Its team then; never changes. Not a reference, like agent_id.';
comment on column public.csat_ratings.rating is '1 not at all to 5 very; null while unanswered.';
comment on column public.csat_ratings.comment is 'In their words, up to 2,000 characters.';
comment on column public.csat_ratings.rated_at is 'When it was answered; UTC.';
comment on column public.csat_ratings.rated_by is 'Who answered, where signed in. Not a reference, like agent_id.';
comment on column public.csat_ratings.sent_at is 'When the mail with the link was made; UTC.';
comment on column public.csat_ratings.reminded_at is 'When the one reminder was made; UTC.';
comment on column public.csat_ratings.expires_at is 'Answers are taken until then; UTC, 14 days after it was resolved.';
comment on column public.csat_ratings.created_at is 'When it was resolved; UTC.';
comment on column public.csat_ratings.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index csat_ratings_newest_of_agency on public.csat_ratings (atrium.list_key(client_id), created_at desc);
create index csat_ratings_of_agent on public.csat_ratings (agent_id, created_at desc) where agent_id is not null;
create index csat_ratings_to_ask on public.csat_ratings (created_at) where rated_at is null and reminded_at is null;

create table atrium.csat_tokens (
  token_hash bytea primary key,
  rating_id  uuid not null references public.csat_ratings on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table atrium.csat_tokens is 'Keys of the links that were sent, hashed; nobody reads them.';
comment on column atrium.csat_tokens.token_hash is 'SHA-256 of the token.';
comment on column atrium.csat_tokens.rating_id is 'The question it answers.';
comment on column atrium.csat_tokens.created_at is 'When it was made; UTC.';
comment on column atrium.csat_tokens.updated_at is 'As created_at: a token never changes.';
create index csat_tokens_of_rating on atrium.csat_tokens (rating_id);

create trigger csat_ratings_touch before insert or update on public.csat_ratings
  for each row execute function atrium.touch();
create trigger csat_ratings_immutable before update on public.csat_ratings for each row
  execute function atrium.immutable('id', 'client_id', 'ticket_id', 'round', 'agent_id', 'team_id', 'created_at');
create trigger csat_ratings_audit after insert or update or delete on public.csat_ratings
  for each row execute function atrium.audit();

call atrium.allow('csat_ratings', 'select', 'all', 'owner', 'admin', 'leadership', 'pm', 'account');
call atrium.allow('csat_ratings', 'select', 'assigned', 'finance', 'creative', 'agent', 'member');
call atrium.allow('csat_ratings', 'select', 'own', 'customer');
alter table public.csat_ratings enable row level security;
alter table public.csat_ratings force row level security;
create policy csat_ratings_select on public.csat_ratings for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('csat_ratings:select'))
    and (select true from public.tickets t where t.id = csat_ratings.ticket_id
      and (not (select atrium.is_contact()) or t.requester_id = (select atrium.current_user_id()))));
grant select on public.csat_ratings to authenticated;

create function atrium.ask_for_rating() returns trigger
language plpgsql
as $$
begin
  if not exists (
    select from public.clients c join public.agencies a on a.id = c.agency_id
    where c.id = new.client_id and a.settings #>> '{helpdesk,csat}' is distinct from 'false'
      and (new.contact_id is not null or exists (select from public.memberships m
        where m.agency_id = a.id and m.user_id = new.requester_id and m.client_id is not null))) then
    return null;
  end if;
  update public.csat_ratings r set expires_at = now()
  where r.client_id = new.client_id and r.ticket_id = new.id and r.rated_at is null and r.expires_at > now();
  insert into public.csat_ratings (client_id, ticket_id, round, agent_id, team_id)
  values (new.client_id, new.id, new.reopened_count, coalesce(new.assigned_agent_id,
    case when not atrium.is_contact() then atrium.current_user_id() end), new.assigned_team_id)
  on conflict on constraint csat_ratings_once do nothing;
  return null;
end
$$;
comment on function atrium.ask_for_rating() is
  'Trigger after a ticket was resolved: asks whoever asked, if from outside,'
  ' unless settings.helpdesk.csat is false; an older question is over.';
call atrium.own_as_definer('atrium.ask_for_rating()'::regprocedure);
create trigger tickets_ask_for_rating after update on public.tickets for each row
  when (new.status in ('resolved', 'closed') and old.status not in ('resolved', 'closed') and not new.is_spam
    and new.merged_into is null and new.deleted_at is null) execute function atrium.ask_for_rating();

create function atrium.take_rating(rating_id uuid, rating integer, comment text, by uuid) returns void
language plpgsql
as $$
begin
  if rating is null or rating not between 1 and 5 or length(comment) > 2000 then
    perform atrium.refuse('ATVAL', 'A rating is 1 to 5, with at most 2,000 characters.', 'Choose one of the five.');
  end if;
  update public.csat_ratings r
  set rating = take_rating.rating, comment = nullif(btrim(take_rating.comment), ''), rated_at = clock_timestamp(),
    rated_by = by
  where r.id = rating_id and r.rated_at is null and r.expires_at > now();
  if not found then
    perform atrium.refuse('ATEXP', 'This was answered already, or the time for it is over.',
      'Write to the agency if there is more to say.');
  end if;
end
$$;
comment on function atrium.take_rating(uuid, integer, text, uuid) is 'Writes the one answer. ATEXP, ATVAL.';
call atrium.own_as_definer('atrium.take_rating(uuid, integer, text, uuid)'::regprocedure);

create function public.rate_ticket(ticket_id uuid, rating integer, comment text default null) returns void
language plpgsql
as $$
declare
  asked uuid;
begin
  select r.id into asked
  from public.csat_ratings r join public.tickets t on t.client_id = r.client_id and t.id = r.ticket_id
  where r.ticket_id = rate_ticket.ticket_id and t.client_id = atrium.home_client_id()
    and t.requester_id = atrium.current_user_id() and t.deleted_at is null
  order by r.round desc limit 1;
  if not found then
    perform atrium.refuse('ATNOF', 'There is nothing to rate on this ticket.',
      'Whoever asked rates, once the ticket is resolved.');
  end if;
  perform atrium.take_rating(asked, rate_ticket.rating, rate_ticket.comment, atrium.current_user_id());
end
$$;
comment on function public.rate_ticket(uuid, integer, text) is
  'A contact user''s word on the last resolution of the own ticket, once, within 14 days. ATNOF, ATEXP, ATVAL.';
call atrium.own_as_definer('public.rate_ticket(uuid, integer, text)'::regprocedure);
grant execute on function public.rate_ticket(uuid, integer, text) to authenticated;

create function public.csat_by_token(token text)
returns table (agency_name text, logo_url text, accent text, ticket_number bigint, ticket_title text, agent_name text,
  expires_at timestamptz, state text)
language sql stable
as $$
  select a.name, a.logo_url, a.accent, t.number, t.title, u.full_name, r.expires_at,
    case when r.rated_at is not null then 'rated' when r.expires_at <= now() then 'expired' else 'open' end
  from atrium.csat_tokens k join public.csat_ratings r on r.id = k.rating_id
    join public.tickets t on t.client_id = r.client_id and t.id = r.ticket_id
    join public.clients c on c.id = r.client_id join public.agencies a on a.id = c.agency_id
    left join public.users u on u.id = r.agent_id
  where k.token_hash = sha256(convert_to(token, 'UTF8'))
$$;
comment on function public.csat_by_token(text) is
  'What the bearer of a link is asked; no row for an unknown token, and nothing is counted by it. Open to everybody:'
  ' the token is the key.';

create function public.rate_by_token(token text, rating integer, comment text default null) returns void
language plpgsql
as $$
declare
  asked uuid;
begin
  select k.rating_id into asked from atrium.csat_tokens k where k.token_hash = sha256(convert_to(token, 'UTF8'));
  if not found then
    perform atrium.refuse('ATNOF', 'This link is not known.', 'Check that it is whole.');
  end if;
  perform atrium.take_rating(asked, rate_by_token.rating, rate_by_token.comment, null);
end
$$;
comment on function public.rate_by_token(text, integer, text) is
  'Answers the question of a link, once, within 14 days. ATNOF, ATEXP, ATVAL. Open to everybody: the token is the key.';
call atrium.own_as_definer('public.csat_by_token(text)'::regprocedure);
call atrium.own_as_definer('public.rate_by_token(text, integer, text)'::regprocedure);
grant execute on function public.csat_by_token(text), public.rate_by_token(text, integer, text)
  to anon, authenticated, service_role;

create function public.send_csat(max_rows integer default 100)
returns table (rating_id uuid, token text, email text, name text, agency_name text, ticket_number bigint,
  ticket_title text, expires_at timestamptz, is_reminder boolean)
language plpgsql
as $$
begin
  for rating_id, email, name, agency_name, ticket_number, ticket_title, expires_at, is_reminder in
    select r.id, coalesce(u.email, k.email)::text, coalesce(u.full_name, k.name), a.name, t.number, t.title,
      r.expires_at, r.sent_at is not null
    from public.csat_ratings r join public.tickets t on t.client_id = r.client_id and t.id = r.ticket_id
      join public.clients c on c.id = r.client_id join public.agencies a on a.id = c.agency_id
      left join public.users u on u.id = t.requester_id
      left join public.contacts k on k.agency_id = c.agency_id and k.id = t.contact_id
    where r.rated_at is null and r.reminded_at is null and r.expires_at > now()
      and (r.sent_at is null or r.sent_at < now() - interval '3 days') and coalesce(u.email, k.email) is not null
      and t.status in ('resolved', 'closed') and t.deleted_at is null
    order by r.created_at limit least(greatest(coalesce(max_rows, 100), 1), 1000)
    for no key update of r skip locked
  loop
    token := translate(encode(extensions.gen_random_bytes(24), 'base64'), '+/=', '-_');
    insert into atrium.csat_tokens (token_hash, rating_id) values (sha256(convert_to(token, 'UTF8')), rating_id);
    update public.csat_ratings r
    set sent_at = coalesce(r.sent_at, clock_timestamp()), reminded_at = case when is_reminder then clock_timestamp() end
    where r.id = send_csat.rating_id;
    return next;
  end loop;
end
$$;
comment on function public.send_csat(integer) is
  'For the job that mails: questions not asked yet, and after three days without an answer one reminder, each with a'
  ' fresh token that is shown here only. By the operator.';
call atrium.own_as_definer('public.send_csat(integer)'::regprocedure);
grant execute on function public.send_csat(integer) to service_role;
