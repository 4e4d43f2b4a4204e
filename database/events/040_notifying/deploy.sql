-- Making, expiring and delivering notifications. Deliveries are claimed with a lease: a sender that dies holds nothing
-- for longer than that, and of many senders each delivery has one at a time.
create function atrium.notify(agency uuid, person uuid, type text, title text, message text, entity uuid,
  entity_type text, url text, priority text, wanted jsonb default null, client uuid default null,
  sender uuid default null, source bigint default null) returns uuid
language plpgsql
as $$
declare
  ways text[] := atrium.channels_of(agency, person, type, wanted);
  made uuid;
begin
  if ways = '{}' then return null; end if;
  insert into public.notifications (agency_id, user_id, client_id, type, title, message, related_entity_id,
    related_entity_type, action_url, priority, channels, outbox_position, created_by, status)
  values (agency, person, client, notify.type, notify.title, notify.message, entity, entity_type, url,
    coalesce(notify.priority, 'normal'), to_jsonb(ways), source, sender,
    case when 'in_app' = any (ways) then 'unread' else 'archived' end)
  on conflict on constraint notifications_once do nothing returning id into made;
  insert into public.notification_deliveries (agency_id, user_id, notification_id, channel, next_attempt_at, is_digest)
  select agency, person, made, w.channel, t.due, t.is_digest from unnest(ways) as w (channel),
    atrium.delivery_time(agency, person, notify.type, w.channel, coalesce(notify.priority, 'normal')) as t
  where made is not null and w.channel <> 'in_app';
  return made;
end
$$;
comment on function atrium.notify(uuid, uuid, text, text, text, uuid, text, text, text, jsonb, uuid, uuid, bigint) is
  'Tells one person of one thing, the ways this person wants; null where none is left, or it was told already. For'
  ' definer functions, which have checked who may tell whom.';
call atrium.own_as_definer('atrium.notify(uuid, uuid, text, text, text, uuid, text, text, text, jsonb, uuid, uuid,'
  ' bigint)'::regprocedure);

create function public.create_notification(p_agency_id uuid, p_user_id uuid, p_type public.notification_type,
  p_title text, p_message text, p_related_entity_id uuid default null, p_related_entity_type text default null,
  p_action_url text default null, p_priority public.notification_priority default 'normal',
  p_channels jsonb default '["in_app"]') returns uuid
language plpgsql
as $$
begin
  if current_setting('role') in ('anon', 'authenticated') then
    if p_agency_id is distinct from atrium.current_agency_id() then
      perform atrium.refuse('ATNOF', 'This agency is not the one you work in.', 'Name your own agency.');
    end if;
    perform atrium.demand('notifications:insert');
  end if;
  if not exists (select from public.memberships m
      where m.agency_id = p_agency_id and m.user_id = p_user_id and m.status = 'active') then
    perform atrium.refuse('ATNOF', 'The recipient is nobody of this agency.', 'Name one of its active members.');
  end if;
  return atrium.notify(p_agency_id, p_user_id, p_type, p_title, p_message, p_related_entity_id,
    p_related_entity_type, p_action_url, p_priority, coalesce(p_channels, '["in_app"]'), null,
    atrium.current_user_id());
exception when check_violation or not_null_violation then
  perform atrium.refuse('ATVAL', 'The notification is not valid: ' || sqlerrm,
    'A title to 200 and a message to 2,000 characters, a path of this app, and known ways.');
end
$$;
comment on function public.create_notification(uuid, uuid, public.notification_type, text, text, uuid, text, text,
  public.notification_priority, jsonb) is
  'Tells a member something; gives the notification, or null where the member wants none of these ways. The agency is'
  ' checked: it is the caller''s. ATNOF, ATNOM, ATVAL.';
call atrium.own_as_definer('public.create_notification(uuid, uuid, public.notification_type, text, text, uuid, text,'
  ' text, public.notification_priority, jsonb)'::regprocedure);
grant execute on function public.create_notification(uuid, uuid, public.notification_type, text, text, uuid, text,
  text, public.notification_priority, jsonb) to authenticated, service_role;
call atrium.allow('notifications', 'insert', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent');

create function public.mark_notifications(status public.notification_status, type public.notification_type default null)
returns integer
language sql
as $$
  with marked as (
    update public.notifications n set status = mark_notifications.status
    where n.user_id = atrium.current_user_id() and n.agency_id = atrium.current_agency_id()
      and n.status <> mark_notifications.status and n.status <> 'archived'
      and (mark_notifications.type is null or n.type = mark_notifications.type)
    returning 1)
  select count(*)::integer from marked
$$;
comment on function public.mark_notifications(public.notification_status, public.notification_type) is
  'Marks all of the caller''s notifications that are not archived, or those of one type; gives how many changed.';
grant execute on function public.mark_notifications(public.notification_status, public.notification_type)
  to authenticated;

create function public.expire_old_notifications() returns integer
language sql
as $$
  with gone as (
    delete from public.notifications n where n.status = 'archived' and n.expires_at < now() - interval '60 days'
    returning 1
  ), expired as (
    update public.notifications n set status = 'archived'
    where n.expires_at < now() and n.status <> 'archived' returning 1)
  select count(*)::integer from expired
$$;
comment on function public.expire_old_notifications() is
  'Job, daily: archives what has expired and gives how many; removes what expired sixty days ago.';
call atrium.own_as_definer('public.expire_old_notifications()'::regprocedure);
grant execute on function public.expire_old_notifications() to service_role;

create function public.notification_digest(since timestamptz default now() - interval '1 day')
returns table (type public.notification_type, related_entity_type text, related_entity_id uuid, how_many bigint,
  newest_title text, newest_at timestamptz, action_url text, priority public.notification_priority)
language sql stable
as $$
  select n.type, n.related_entity_type, n.related_entity_id, count(*),
    (array_agg(n.title order by n.created_at desc, n.id))[1], max(n.created_at),
    (array_agg(n.action_url order by n.created_at desc, n.id))[1],
    (array_agg(n.priority order by array_position('{urgent,high,normal,low}'::text[], n.priority::text)))[1]
  from public.notifications n
  where n.user_id = atrium.current_user_id() and n.agency_id = atrium.current_agency_id() and n.status = 'unread'
    and n.created_at >= since
  group by n.type, n.related_entity_type, n.related_entity_id
  order by max(n.created_at) desc
$$;
comment on function public.notification_digest(timestamptz) is
  'What the caller has not read since then, one row a thing and type: how many, the newest title, the highest'
  ' priority.';
grant execute on function public.notification_digest(timestamptz) to authenticated;

create function atrium.claim_deliveries(max_rows integer default 100, lease interval default '5 minutes')
returns table (delivery_id uuid, agency_id uuid, user_id uuid, channel text, is_digest boolean, address text,
  type text, title text, message text, action_url text, priority text)
language sql
as $$
  with due as (
    select d.id from public.notification_deliveries d
    where d.status = 'pending' and d.next_attempt_at <= clock_timestamp()
    order by d.next_attempt_at, d.id limit least(max_rows, 1000) for update skip locked
  ), claimed as (
    update public.notification_deliveries d
    set attempts = d.attempts + 1, next_attempt_at = clock_timestamp() + lease
    from due where d.id = due.id returning d.*)
  select c.id, c.agency_id, c.user_id, c.channel::text, c.is_digest,
    case c.channel when 'email' then u.email::text end, n.type::text, n.title, n.message, n.action_url,
    n.priority::text
  from claimed c join public.notifications n on n.id = c.notification_id join public.users u on u.id = c.user_id
  order by c.agency_id, c.user_id, c.channel::text, n.created_at
$$;
comment on function atrium.claim_deliveries(integer, interval) is
  'For the sender: deliveries whose time has come, each given to one sender until its lease ends. Those of one person'
  ' and way stand together; the ones with is_digest are one message. address: the e-mail, null for other ways.';
call atrium.own_as_definer('atrium.claim_deliveries(integer, interval)'::regprocedure);

create function atrium.settle_delivery(delivery_id uuid, outcome text, provider_id text default null,
  error text default null) returns void
language plpgsql
as $$
begin
  if outcome is null or outcome not in ('delivered', 'failed', 'skipped') then
    perform atrium.refuse('ATVAL', 'The outcome is delivered, failed or skipped.');
  end if;
  -- a failure is tried again after 1, 2, 4, 8 minutes, then given up
  update public.notification_deliveries d
  set status = case when outcome = 'failed' and d.attempts < 5 then 'pending' else outcome end,
    delivered_at = case outcome when 'delivered' then clock_timestamp() end,
    next_attempt_at = clock_timestamp() + interval '30 seconds' * (1 << least(d.attempts, 10)),
    provider_id = coalesce(left(settle_delivery.provider_id, 500), d.provider_id),
    error = left(settle_delivery.error, 2000)
  where d.id = settle_delivery.delivery_id and d.status = 'pending';
  if not found then
    perform atrium.refuse('ATSTA', 'This delivery is settled already, or gone.', 'Claim the next ones.');
  end if;
end
$$;
comment on function atrium.settle_delivery(uuid, text, text, text) is
  'For the sender: how a claimed delivery ended. failed is tried again, five times in all. ATSTA, ATVAL.';
call atrium.own_as_definer('atrium.settle_delivery(uuid, text, text, text)'::regprocedure);
grant execute on function atrium.claim_deliveries(integer, interval), atrium.settle_delivery(uuid, text, text, text)
  to service_role;
