-- Who waits for a reply. Of each thread the newest message of the client, when it is mail or chat, waits until
-- something goes out after it or a person marks it as dealt with. Counted anew for whole threads, so late syncs and
-- edits come out right.
create function atrium.recount_threads(client_ids uuid[], thread_keys text[], gone timestamptz[]) returns void
language sql as $$
  with touched as (
    select distinct t.client_id, t.thread_key from unnest(client_ids, thread_keys) t (client_id, thread_key)
  ), found as (
    select c.id, kept.replied_at, answer."timestamp" as answered_at, answer.created_by as answered_by,
      c.direction = 'inbound' and c.type in ('email', 'chat') and answer.id is null and kept.replied_at is null
        and not exists (
          select from public.communications later
          where later.client_id = c.client_id and later.thread_key = c.thread_key
            and later.direction = 'inbound' and later.type in ('email', 'chat')
            and (later."timestamp", later.id) > (c."timestamp", c.id)) as waits
    from touched join public.communications c using (client_id, thread_key)
    cross join lateral (select nullif(c.replied_at, any_gone.at) as replied_at from (
      select max(g) as at from unnest(gone) g where g = c.replied_at) any_gone) kept
    left join lateral (
      select o.id, o."timestamp", o.created_by from public.communications o
      where o.client_id = c.client_id and o.thread_key = c.thread_key and o.direction = 'outbound'
        and o.type <> 'note' and (o."timestamp", o.id) > (c."timestamp", c.id)
      order by o."timestamp", o.id limit 1) answer on c.direction = 'inbound'
  )
  update public.communications c
  set needs_reply = coalesce(f.waits, false), replied_at = coalesce(f.answered_at, f.replied_at),
    replied_by = case when f.answered_at is not null then f.answered_by
                      when f.replied_at is not null then c.replied_by end
  from found f
  where c.id = f.id and (coalesce(f.waits, false), coalesce(f.answered_at, f.replied_at))
    is distinct from (c.needs_reply, c.replied_at)
$$;
comment on function atrium.recount_threads(uuid[], text[], timestamptz[]) is
  'Sets needs_reply, replied_at and replied_by in the given threads; gone: times of answers that are no more.';
call atrium.own_as_definer('atrium.recount_threads(uuid[], text[], timestamptz[])'::regprocedure);

create function atrium.thread_added() returns trigger language plpgsql as $$
begin
  perform atrium.recount_threads(array_agg(n.client_id), array_agg(n.thread_key), '{}') from added n
  where n.direction is not null;
  return null;
end $$;
create function atrium.thread_changed() returns trigger language plpgsql as $$
begin
  perform atrium.recount_threads(array_agg(x.client_id), array_agg(x.thread_key),
    array_agg(x.gone) filter (where x.gone is not null)) from (
    select n.client_id, unnest(array[n.thread_key, o.thread_key]) as thread_key,
      case when o.direction = 'outbound' then o."timestamp" end as gone
    from changed_to n join changed_from o using (id)
    where (n.type, n.direction, n."timestamp", n.thread_key, n.replied_at is null)
      is distinct from (o.type, o.direction, o."timestamp", o.thread_key, o.replied_at is null)) x
  having count(*) > 0;
  return null;
end $$;
create function atrium.thread_removed() returns trigger language plpgsql as $$
begin
  perform atrium.recount_threads(array_agg(o.client_id), array_agg(o.thread_key),
    array_agg(o."timestamp") filter (where o.direction = 'outbound')) from removed o;
  return null;
end $$;
comment on function atrium.thread_added() is 'Trigger on communications: recounts the threads of new messages.';
comment on function atrium.thread_changed() is
  'Trigger on communications: recounts the threads a change touches, old and new.';
comment on function atrium.thread_removed() is 'Trigger on communications: recounts the threads of deleted messages.';
call atrium.own_as_definer('atrium.thread_added()'::regprocedure);
call atrium.own_as_definer('atrium.thread_changed()'::regprocedure);
call atrium.own_as_definer('atrium.thread_removed()'::regprocedure);
create trigger communications_thread_added after insert on public.communications
  referencing new table as added for each statement execute function atrium.thread_added();
create trigger communications_thread_changed after update on public.communications
  referencing old table as changed_from new table as changed_to
  for each statement execute function atrium.thread_changed();
create trigger communications_thread_removed after delete on public.communications
  referencing old table as removed for each statement execute function atrium.thread_removed();

create function public.reply_to_communication(communication_id uuid, body text, subject text default null)
returns public.communications language plpgsql as $$
declare
  asked public.communications;
  reply public.communications;
begin
  select * into asked from public.communications c where c.id = communication_id;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This message does not exist or is not yours to see.',
      hint = 'Choose a message from your inbox.';
  end if;
  perform atrium.check_client(asked.client_id, 'communications:insert');
  if length(btrim(coalesce(body, ''))) = 0 then
    raise exception using errcode = 'ATVAL', message = 'A reply needs a text.', hint = 'Write the reply into body.';
  end if;
  insert into public.communications (client_id, type, direction, subject, body, channel, thread_key, "timestamp")
  values (asked.client_id, asked.type, 'outbound',
    coalesce(subject, case when asked.subject ~* '^re:' then asked.subject else 'Re: ' || asked.subject end),
    reply_to_communication.body, asked.channel, asked.thread_key, clock_timestamp())
  returning * into reply;
  return reply;
end $$;
comment on function public.reply_to_communication(uuid, text, text) is
  'Writes an outbound message into the thread of another; whatever waited there waits no more. ATNOF, ATNOM, ATVAL.';

create function public.mark_communication_handled(communication_id uuid) returns public.communications
language plpgsql as $$
declare
  handled public.communications;
begin
  select * into handled from public.communications c
  where c.id = communication_id and atrium.client_reach(c.client_id) is not null;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This message does not exist or is not yours to see.',
      hint = 'Choose a message from your inbox.';
  end if;
  perform atrium.check_client(handled.client_id, 'communications:update');
  if not handled.needs_reply then
    raise exception using errcode = 'ATSTA', message = 'This message does not wait for a reply.',
      hint = 'Only messages with needs_reply can be marked as dealt with.';
  end if;
  update public.communications c
  set needs_reply = false, replied_at = clock_timestamp(), replied_by = atrium.current_user_id()
  where c.id = communication_id returning * into handled;
  return handled;
end $$;
comment on function public.mark_communication_handled(uuid) is
  'Takes a message off the list of those that wait for a reply, without a reply. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.mark_communication_handled(uuid)'::regprocedure);
grant execute on function public.mark_communication_handled(uuid), public.reply_to_communication(uuid, text, text)
  to authenticated, service_role;
