-- Notifications: one row a recipient, seen by nobody else, whatever their role. The recipient changes its status and
-- nothing more; read_at follows. Ways beside the app (e-mail, text message, push) are deliveries, one a way.
create domain public.notification_type as text constraint notification_type_known check (value in
  ('hot_lead', 'appointment_booked', 'appointment_reminder', 'missed_call', 'system_alert', 'voicemail', 'assigned',
  'mentioned', 'replied', 'message_received', 'approval_requested', 'approval_decided', 'alert_raised', 'shared',
  'sla_warning', 'sla_breached', 'csat_received', 'review_needed'));
create domain public.notification_status as text constraint notification_status_known
  check (value in ('unread', 'read', 'archived'));
create domain public.notification_priority as text constraint notification_priority_known
  check (value in ('low', 'normal', 'high', 'urgent'));
create domain public.notification_channel as text constraint notification_channel_known
  check (value in ('in_app', 'email', 'sms', 'push'));
create domain public.delivery_status as text constraint delivery_status_known
  check (value in ('pending', 'delivered', 'failed', 'skipped'));
comment on domain public.notification_type is 'What a notification is about; preferences are by type.';
comment on domain public.notification_status is 'unread, read, archived; the recipient''s to change.';
comment on domain public.notification_priority is 'low: ignore. normal: show. high: highlight. urgent: interrupt.';
comment on domain public.notification_channel is 'in_app: the bell and its list. The others leave the house.';
comment on domain public.delivery_status is
  'pending: waits for its time or its next attempt. failed: given up. skipped: nobody could get it that way.';

create table public.notifications (
  id                  uuid primary key default gen_random_uuid(),
  agency_id           uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  user_id             uuid not null,
  client_id           uuid,
  type                public.notification_type not null,
  title               text not null,
  message             text not null,
  related_entity_id   uuid,
  related_entity_type text,
  status              public.notification_status not null default 'unread',
  read_at             timestamptz,
  action_url          text,
  priority            public.notification_priority not null default 'normal',
  channels            jsonb not null default '["in_app"]',
  outbox_position     bigint,
  created_by          uuid,
  expires_at          timestamptz not null default now() + interval '30 days',
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint notifications_agency_user_id unique (agency_id, user_id, id),
  constraint notifications_once unique (agency_id, user_id, outbox_position),
  constraint notifications_member foreign key (agency_id, user_id)
    references public.memberships (agency_id, user_id) on delete cascade,
  constraint notifications_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  constraint notifications_title check (length(btrim(title)) between 1 and 200),
  constraint notifications_message check (length(btrim(message)) between 1 and 2000),
  constraint notifications_entity check (related_entity_type ~ '^[a-z][a-z_]{0,49}$'
    and (related_entity_id is null or related_entity_type is not null)),
  constraint notifications_read check (case status when 'unread' then read_at is null
    when 'read' then read_at is not null else true end),
  -- a path of this app: no other host, nothing that a browser would run
  constraint notifications_action_url check (action_url ~ '^/([^/\\\s][^\\\s]*)?$' and length(action_url) <= 500),
  constraint notifications_channels check (jsonb_typeof(channels) = 'array' and channels <> '[]'
    and channels <@ '["in_app", "email", "sms", "push"]'),
  constraint notifications_expires_at check (expires_at > created_at and isfinite(expires_at))
);
comment on table public.notifications is
  'Scope: owner, the recipient. What somebody should know; gone from the list once expired.';
comment on column public.notifications.id is 'Identifier.';
comment on column public.notifications.agency_id is 'The agency the recipient is a member of; never changes.';
comment on column public.notifications.user_id is 'The recipient; never changes.';
comment on column public.notifications.client_id is
  'The client it concerns; hidden from a recipient who no longer sees that client.';
comment on column public.notifications.type is 'What it is about.';
comment on column public.notifications.title is 'One line, 1 to 200 characters.';
comment on column public.notifications.message is 'What happened, 1 to 2,000 characters, plain text.';
comment on column public.notifications.related_entity_id is 'The thing it is about; not a reference.';
comment on column public.notifications.related_entity_type is
  'What kind of thing that is: contact, ticket, artifact …';
comment on column public.notifications.status is 'unread, read or archived; the one thing the recipient changes.';
comment on column public.notifications.read_at is 'When it was read; UTC, kept by a trigger in step with status.';
comment on column public.notifications.action_url is 'Where to go: a path of this app.';
comment on column public.notifications.priority is 'How much it should interrupt.';
comment on column public.notifications.channels is
  'The ways it takes: in_app, email, sms, push. Without in_app it goes to the archive at once.';
comment on column public.notifications.outbox_position is
  'What it was made from; one notification a recipient and happening. Not a reference: the outbox is cleaned.';
comment on column public.notifications.created_by is 'Who sent it; null where a rule did. Not a reference.';
comment on column public.notifications.expires_at is 'From then on it is not shown; UTC, 30 days by default.';
comment on column public.notifications.created_at is 'When it was made; UTC.';
comment on column public.notifications.updated_at is 'When its status last changed; UTC, kept by a trigger.';
create index notifications_newest on public.notifications (user_id, agency_id, created_at desc);
create index notifications_of_member on public.notifications (agency_id, user_id, created_at desc);
create index notifications_unread on public.notifications (user_id, agency_id, created_at desc)
  where status = 'unread';
create index notifications_of_client on public.notifications (agency_id, client_id) where client_id is not null;
create index notifications_of_entity on public.notifications (agency_id, related_entity_type, related_entity_id)
  where related_entity_id is not null;
create index notifications_expiring on public.notifications (expires_at);

create function atrium.step_notification() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  new.read_at := case new.status
    when 'unread' then null
    when 'read' then coalesce(case tg_op when 'UPDATE' then old.read_at end, new.read_at, clock_timestamp())
    else case tg_op when 'UPDATE' then old.read_at else new.read_at end end;
  return new;
end
$$;
comment on function atrium.step_notification() is 'Trigger on notifications: read_at follows status.';
create trigger notifications_step before insert or update on public.notifications
  for each row execute function atrium.step_notification();
create trigger notifications_touch before insert or update on public.notifications
  for each row execute function atrium.touch();
create trigger notifications_immutable before update on public.notifications
  for each row execute function atrium.immutable('id', 'agency_id', 'user_id', 'client_id', 'type',
    'outbox_position', 'created_by', 'created_at');
create trigger notifications_audit after insert or update or delete on public.notifications
  for each row execute function atrium.audit('title', 'message');

alter table public.notifications enable row level security;
alter table public.notifications force row level security;
create policy notifications_select on public.notifications for select to authenticated
  using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('notifications:select')) and expires_at > now()
    and (client_id is null or client_id = any (array(select id from public.clients))));
create policy notifications_update on public.notifications for update to authenticated
  using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('notifications:update')))
  with check (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('notifications:update')));
grant select on public.notifications to authenticated;
grant update (status) on public.notifications to authenticated;
call atrium.allow('notifications', 'select', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member', 'customer');
call atrium.allow('notifications', 'update', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member', 'customer');

create table public.notification_deliveries (
  id              uuid primary key default gen_random_uuid(),
  agency_id       uuid not null references public.agencies on delete cascade,
  user_id         uuid not null,
  notification_id uuid not null,
  channel         public.notification_channel not null,
  status          public.delivery_status not null default 'pending',
  is_digest       boolean not null default false,
  attempts        integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  delivered_at    timestamptz,
  provider_id     text,
  error           text,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  constraint notification_deliveries_once unique (agency_id, notification_id, channel),
  constraint notification_deliveries_notification foreign key (agency_id, user_id, notification_id)
    references public.notifications (agency_id, user_id, id) on delete cascade,
  constraint notification_deliveries_channel check (channel <> 'in_app'),
  constraint notification_deliveries_attempts check (attempts >= 0),
  constraint notification_deliveries_delivered check ((status = 'delivered') = (delivered_at is not null)),
  constraint notification_deliveries_words check (length(provider_id) <= 500 and length(error) <= 2000)
);
comment on table public.notification_deliveries is
  'Scope: owner, the recipient. One way a notification leaves the house, and how far it got.';
comment on column public.notification_deliveries.id is 'Identifier.';
comment on column public.notification_deliveries.agency_id is 'The agency of the notification; never changes.';
comment on column public.notification_deliveries.user_id is 'The recipient; never changes.';
comment on column public.notification_deliveries.notification_id is 'The notification; never changes.';
comment on column public.notification_deliveries.channel is 'email, sms or push; never changes.';
comment on column public.notification_deliveries.status is 'How far it got; changed by the sender''s functions.';
comment on column public.notification_deliveries.is_digest is 'Goes out with others of its day, in one message.';
comment on column public.notification_deliveries.attempts is 'How often it was tried.';
comment on column public.notification_deliveries.next_attempt_at is
  'Not before then: after quiet hours, with the digest, or after a failure; UTC.';
comment on column public.notification_deliveries.delivered_at is 'When the provider took it; UTC.';
comment on column public.notification_deliveries.provider_id is 'What the provider calls it.';
comment on column public.notification_deliveries.error is 'Why the last attempt failed.';
comment on column public.notification_deliveries.created_at is 'When it was planned; UTC.';
comment on column public.notification_deliveries.updated_at is 'When it last changed; UTC, kept by a trigger.';
create index notification_deliveries_newest on public.notification_deliveries (user_id, agency_id, created_at desc);
create index notification_deliveries_notification on public.notification_deliveries
  (agency_id, user_id, notification_id);
create index notification_deliveries_due on public.notification_deliveries (next_attempt_at)
  where status = 'pending';
create trigger notification_deliveries_touch before insert or update on public.notification_deliveries
  for each row execute function atrium.touch();
create trigger notification_deliveries_immutable before update on public.notification_deliveries
  for each row execute function atrium.immutable('id', 'agency_id', 'user_id', 'notification_id', 'channel',
    'created_at');
create trigger notification_deliveries_audit after insert or update or delete on public.notification_deliveries
  for each row execute function atrium.audit('provider_id');
alter table public.notification_deliveries enable row level security;
alter table public.notification_deliveries force row level security;
create policy notification_deliveries_select on public.notification_deliveries for select to authenticated
  using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
    and (select atrium.may('notification_deliveries:select')));
grant select on public.notification_deliveries to authenticated;
call atrium.allow('notification_deliveries', 'select', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm',
  'account', 'creative', 'agent', 'member', 'customer');
