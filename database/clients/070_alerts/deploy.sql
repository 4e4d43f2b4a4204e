-- What needs somebody's attention at a client. Raised by rules or people, acknowledged, put off, resolved with a
-- reason. The times follow the status by trigger, so neither can be forged or forgotten; a rule that finds the same
-- thing twice finds its alert.
create domain public.alert_severity as text check (value in ('low', 'medium', 'high', 'critical'));
create domain public.alert_status as text check (value in ('open', 'acknowledged', 'resolved'));
create domain public.alert_type as text check (value in ('risk_detected', 'kpi_drop', 'inactivity', 'disconnect'));
comment on domain public.alert_severity is 'How much it matters.';
comment on domain public.alert_status is
  'Put off = acknowledged with snoozed_until; dismissed = resolved with the reason.';
comment on domain public.alert_type is 'What kind of thing happened.';

create table public.alerts (
  id               uuid primary key default gen_random_uuid(),
  client_id        uuid not null references public.clients on delete cascade,
  type             public.alert_type not null default 'risk_detected',
  severity         public.alert_severity not null default 'medium',
  status           public.alert_status not null default 'open',
  title            text not null,
  description      text,
  suggested_action text,
  confidence       numeric(3,2),
  assignee_id      uuid references public.users on delete set null,
  snoozed_until    timestamptz,
  resolution       text,
  resolved_at      timestamptz,
  resolved_by      uuid references public.users on delete set null,
  dedupe_key       text,
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint alerts_title check (length(btrim(title)) between 1 and 300),
  constraint alerts_confidence check (confidence between 0 and 1),
  constraint alerts_resolved check ((status = 'resolved') = (resolved_at is not null)),
  constraint alerts_snoozed check (snoozed_until is null or status = 'acknowledged')
);
comment on table public.alerts is 'Scope: client, staff only. What needs attention at a client.';
comment on column public.alerts.id is 'Key.';
comment on column public.alerts.client_id is 'The client it is about; never changes.';
comment on column public.alerts.type is 'What kind of thing happened.';
comment on column public.alerts.severity is 'Low, medium, high or critical.';
comment on column public.alerts.status is 'Open, acknowledged or resolved.';
comment on column public.alerts.title is 'One line, at most 300 characters.';
comment on column public.alerts.description is 'What was seen.';
comment on column public.alerts.suggested_action is 'What to do about it.';
comment on column public.alerts.confidence is '0 to 1; null where a person raised it.';
comment on column public.alerts.assignee_id is 'Who looks after it; of the same agency.';
comment on column public.alerts.snoozed_until is 'UTC; put off until then. Setting it acknowledges an open alert.';
comment on column public.alerts.resolution is 'How it ended, or why it was dismissed; emptied when it opens again.';
comment on column public.alerts.resolved_at is 'UTC; kept by trigger in step with status.';
comment on column public.alerts.resolved_by is 'Kept by trigger: who resolved it.';
comment on column public.alerts.dedupe_key is 'Names what the rule found; one unresolved alert a client and key.';
comment on column public.alerts.created_by is
  'Who raised it; null for a rule. Not a reference: it outlives the account.';
comment on column public.alerts.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.alerts.created_at is 'UTC; when it was raised.';
comment on column public.alerts.updated_at is 'UTC; last change.';

create index alerts_newest on public.alerts (client_id, created_at desc);
create index alerts_newest_of_agency on public.alerts (atrium.list_key(client_id), created_at desc);
create index alerts_unresolved on public.alerts (client_id, severity) where status <> 'resolved';
create unique index alerts_one_unresolved on public.alerts (client_id, dedupe_key) where status <> 'resolved';
create index alerts_assignee on public.alerts (assignee_id) where assignee_id is not null;
create index alerts_resolved_by on public.alerts (resolved_by) where resolved_by is not null;

create function atrium.step_alert() returns trigger language plpgsql as $$
begin
  -- who may only acknowledge, does that and puts it off, nothing else
  if tg_op = 'UPDATE' and current_user = 'authenticated' and not atrium.may('alerts:update') and (
    new.status = 'resolved' or new.status = 'open' and old.status <> 'open'
    or (new.title, new.type, new.severity, new.description, new.suggested_action, new.assignee_id, new.resolution)
      is distinct from
      (old.title, old.type, old.severity, old.description, old.suggested_action, old.assignee_id, old.resolution)) then
    raise exception using errcode = 'ATNOM', message = 'Your role may acknowledge an alert or put it off, no more.',
      hint = 'Ask an account manager to change or resolve it.';
  end if;
  if new.snoozed_until is not null and new.status = 'open' then
    if tg_op = 'UPDATE' and old.status <> 'open' then
      new.snoozed_until := null;
    else
      new.status := 'acknowledged';
    end if;
  end if;
  if new.status = 'resolved' then
    new.snoozed_until := null;
    if tg_op = 'INSERT' then
      new.resolved_at := coalesce(new.resolved_at, clock_timestamp());
    elsif old.status <> 'resolved' then
      new.resolved_at := clock_timestamp();
      new.resolved_by := atrium.current_user_id();
    end if;
  else
    new.resolved_at := null;
    new.resolved_by := null;
    new.resolution := null;
  end if;
  return new;
end $$;
comment on function atrium.step_alert() is 'Trigger on alerts: keeps resolution and snoozing in step with the status.';
create trigger alerts_step before insert or update on public.alerts for each row execute function atrium.step_alert();
create trigger alerts_touch before insert or update on public.alerts for each row execute function atrium.touch();
create trigger alerts_immutable before update on public.alerts
  for each row execute function atrium.immutable('client_id', 'created_by', 'dedupe_key');
create trigger alerts_same_agency before insert or update on public.alerts
  for each row execute function atrium.same_agency_user('assignee_id', 'resolved_by');
create trigger alerts_audit after insert or update or delete on public.alerts
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, 'alerts', 'select', case r when 'member' then 'assigned' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member']) r
union all
select r, 'alerts', a, 'all' from unnest(array['owner', 'admin', 'leadership', 'pm', 'account']) r,
  unnest(array['insert', 'update', 'acknowledge']) a
union all
select r, 'alerts', 'acknowledge', 'all' from unnest(array['agent', 'creative']) r
union all
select r, 'alerts', 'delete', 'all' from unnest(array['owner', 'admin']) r;

alter table public.alerts enable row level security;
alter table public.alerts force row level security;
create policy alerts_select on public.alerts for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('alerts:select')));
create policy alerts_insert on public.alerts for insert to authenticated
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('alerts:insert')));
create policy alerts_update on public.alerts for update to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('alerts:acknowledge')))
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('alerts:acknowledge')));
create policy alerts_delete on public.alerts for delete to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w)) and (select atrium.may('alerts:delete')));
grant select, delete on public.alerts to authenticated;
grant insert (client_id, type, severity, status, title, description, suggested_action, confidence, assignee_id,
  snoozed_until, resolution, dedupe_key) on public.alerts to authenticated;
grant update (type, severity, status, title, description, suggested_action, assignee_id, snoozed_until, resolution)
  on public.alerts to authenticated;
