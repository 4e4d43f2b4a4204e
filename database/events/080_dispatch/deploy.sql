-- From what happened to who is told: a job takes entries from the outbox in order and plans notifications and webhooks
-- in the transaction that marks them done, so that each happening is told once, whatever dies in between. Whom it
-- concerns, a function says that is called after the first word of the topic: ticket.updated asks
-- atrium.notices_of_ticket(told). A module adds its function and its triggers, and changes nothing here.
create type atrium.notice as (
  person      uuid,
  type        text,
  title       text,
  message     text,
  entity_type text,
  entity_id   uuid,
  url         text,
  priority    text
);
comment on type atrium.notice is 'What a rule wants one person to be told.';

create function atrium.said_by(told atrium.outbox) returns text
language sql stable
as $$
  select coalesce((select coalesce(nullif(btrim(u.full_name), ''), u.email::text) from public.users u
    where u.id = told.actor_id), 'Somebody')
$$;
comment on function atrium.said_by(atrium.outbox) is 'The name of who did it, for texts.';

create function atrium.turned(told atrium.outbox, variadic columns text[]) returns boolean
language sql immutable
as $$ select told.topic like '%.created' or told.changed_columns && columns and told.topic like '%.updated' $$;
comment on function atrium.turned(atrium.outbox, text[]) is
  'Whether the row is new, or one of these columns has changed.';

create function atrium.tell(told atrium.outbox) returns integer
language plpgsql
as $$
declare
  rule text := 'notices_of_' || split_part(told.topic, '.', 1);
  made integer := 0;
begin
  if to_regprocedure(format('atrium.%I(atrium.outbox)', rule)) is not null then
    execute format($rule$
      select count(atrium.notify($1.agency_id, n.person, n.type, n.title, n.message, n.entity_id, n.entity_type, n.url,
        n.priority, null, $1.client_id, $1.actor_id, $1.position))
      from (
        -- one notice a person and happening: the one that is most about this person
        select distinct on (n.person) n.person, n.type, left(n.title, 200) as title,
          left(coalesce(nullif(btrim(n.message), ''), n.title), 2000) as message, n.entity_type, n.entity_id, n.url,
          n.priority
        from atrium.%I($1) as n
        join public.memberships m on m.agency_id = $1.agency_id and m.user_id = n.person and m.status = 'active'
        -- nobody is told of what he did himself, nor of a client he does not see
        where n.person is distinct from $1.actor_id and ($1.client_id is null
          or m.client_id = $1.client_id or m.client_id is null and (m.client_scope = 'all' or exists (
            select from public.client_access c where c.user_id = m.user_id and c.client_id = $1.client_id)))
        order by n.person, array_position('{mentioned,assigned,approval_requested,approval_decided,replied}', n.type)
      ) as n $rule$, rule) into made using told;
  end if;
  return made + atrium.plan_webhooks(told);
end
$$;
comment on function atrium.tell(atrium.outbox) is
  'Plans the notifications and webhooks of one happening; gives how many. Once, however often it is asked.';
call atrium.own_as_definer('atrium.tell(atrium.outbox)'::regprocedure);

create function atrium.dispatch_outbox(max_rows integer default 500)
returns table (told integer, failed integer, notices integer)
language plpgsql
as $$
#variable_conflict use_column
declare
  entry atrium.outbox;
  handled integer := 0;
  before integer;
begin
  told := 0; failed := 0; notices := 0;
  loop
    before := handled;
    for entry in
      select o.* from atrium.outbox o
      where o.state = 'pending' and o.next_attempt_at <= clock_timestamp()
        -- of each row the earliest only: what happened to it is told in that order, however many tell
        and not exists (select from atrium.outbox b
          where b.record_id = o.record_id and b.state = 'pending' and b.position < o.position)
      order by o.position limit greatest(least(max_rows, 5000) - handled, 0) for update skip locked
    loop
      handled := handled + 1;
      begin
        notices := notices + atrium.tell(entry);
        update atrium.outbox o set state = 'done', done_at = clock_timestamp(), last_error = null
        where o.position = entry.position;
        told := told + 1;
      exception when others then
        failed := failed + 1;
        update atrium.outbox o
        set attempts = o.attempts + 1, last_error = left(sqlstate || ' ' || sqlerrm, 500),
          next_attempt_at = clock_timestamp() + interval '10 seconds' * (1 << least(o.attempts, 10)),
          state = case when o.attempts >= 9 then 'failed' else 'pending' end,
          done_at = case when o.attempts >= 9 then clock_timestamp() end
        where o.position = entry.position;
      end;
    end loop;
    exit when handled = before or handled >= max_rows;
  end loop;
  return next;
end
$$;
comment on function atrium.dispatch_outbox(integer) is
  'Job, every few seconds: tells what waits in the outbox. Many may run at once: each entry is one''s. told and failed'
  ' count entries, notices what came of them. A failure is tried again, ten times.';
call atrium.own_as_definer('atrium.dispatch_outbox(integer)'::regprocedure);
grant execute on function atrium.dispatch_outbox(integer) to service_role;

create function atrium.outbox_state() returns table (state text, entries bigint, oldest timestamptz, last_error text)
language sql stable
as $$
  select o.state, count(*), min(o.created_at),
    (array_agg(o.last_error order by o.position desc) filter (where o.last_error is not null))[1]
  from atrium.outbox o group by o.state order by o.state
$$;
comment on function atrium.outbox_state() is 'For the operator: how much waits and since when, and what fails.';
call atrium.own_as_definer('atrium.outbox_state()'::regprocedure);
grant execute on function atrium.outbox_state() to service_role;
