-- Calls, leads that can't wait, and what is to be done about both. Who calls is read from the contact and not copied.
-- What was said stays out of the log of changes.
create domain public.call_status as text constraint call_status_known check (value in
  ('in_progress', 'completed', 'missed', 'voicemail', 'no_answer', 'transferred', 'failed'));
create domain public.call_sentiment as text constraint call_sentiment_known check (value in
  ('positive', 'neutral', 'negative'));
create domain public.hot_lead_status as text constraint hot_lead_status_known check (value in
  ('open', 'claimed', 'dismissed'));
create domain public.follow_up_type as text constraint follow_up_type_known check (value in
  ('call_back', 'sms_follow_up', 'email'));
create domain public.follow_up_priority as text constraint follow_up_priority_known check (value in
  ('low', 'medium', 'high'));
create domain public.follow_up_status as text constraint follow_up_status_known check (value in
  ('pending', 'in_progress', 'completed', 'failed'));
comment on domain public.call_status is 'How a call went, or in_progress.';
comment on domain public.call_sentiment is 'The caller''s mood.';
comment on domain public.hot_lead_status is 'open until somebody claims or dismisses it.';
comment on domain public.follow_up_type is 'What is to be done.';
comment on domain public.follow_up_priority is 'How pressing it is.';
comment on domain public.follow_up_status is 'Where it stands; changed by finish_follow_up.';

create table public.calls (
  id                     uuid primary key default gen_random_uuid(),
  agency_id              uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  external_id            text,
  contact_id             uuid,
  appointment_id         uuid,
  direction              public.communication_direction not null default 'inbound',
  phone_number           text,
  caller_name            text,
  status                 public.call_status not null default 'completed',
  started_at             timestamptz not null default now(),
  ended_at               timestamptz,
  ended_reason           text,
  duration_seconds       integer,
  recording_url          text,
  recording_storage_path text,
  transcript             text,
  sentiment_label        public.call_sentiment,
  sentiment_score        numeric(3,2),
  sentiment_summary      text,
  sentiment_urgency      public.alert_severity,
  outcome                text,
  outcome_summary        text,
  notes                  text,
  tools_used             text[] not null default '{}',
  is_test_call           boolean not null default false,
  metadata               jsonb not null default '{}',
  created_by             uuid,
  updated_by             uuid,
  created_at             timestamptz not null default now(),
  updated_at             timestamptz not null default now(),
  constraint calls_agency_id unique (agency_id, id),
  constraint calls_external_id unique (agency_id, external_id),
  constraint calls_contact foreign key (agency_id, contact_id) references public.contacts (agency_id, id)
    on delete set null (contact_id),
  constraint calls_appointment foreign key (agency_id, appointment_id)
    references public.appointments (agency_id, id) on delete set null (appointment_id),
  constraint calls_phone check (phone_number ~ '^\+[1-9][0-9]{1,14}$'),
  constraint calls_times check (ended_at >= started_at and duration_seconds >= 0),
  constraint calls_sentiment check (sentiment_score between 0 and 1),
  constraint calls_recording check (recording_url ~* '^(https?://|/)' and length(recording_url) <= 2000),
  constraint calls_texts check (length(transcript) <= 1000000 and length(notes) <= 20000
    and length(outcome_summary) <= 20000),
  constraint calls_metadata check (jsonb_typeof(metadata) = 'object')
);
comment on table public.calls is 'Scope: agency. Every call in or out.';
comment on column public.calls.id is 'Identifier.';
comment on column public.calls.agency_id is 'The agency; never changes.';
comment on column public.calls.external_id is 'The telephone service''s key, unique within the agency.';
comment on column public.calls.contact_id is 'Who it was; found by the number.';
comment on column public.calls.appointment_id is 'What was booked in it.';
comment on column public.calls.direction is 'inbound or outbound.';
comment on column public.calls.phone_number is 'The other sides number as +49301234567.';
comment on column public.calls.caller_name is 'What the other side called itself; the contacts name counts.';
comment on column public.calls.status is 'How it went.';
comment on column public.calls.started_at is 'When it began; UTC.';
comment on column public.calls.ended_at is 'When it ended; UTC.';
comment on column public.calls.ended_reason is 'Why it ended, in the services words.';
comment on column public.calls.duration_seconds is 'Length in seconds.';
comment on column public.calls.recording_url is 'Where the recording can be heard.';
comment on column public.calls.recording_storage_path is 'Where the recording lies in the storage.';
comment on column public.calls.transcript is 'What was said.';
comment on column public.calls.sentiment_label is 'positive, neutral or negative.';
comment on column public.calls.sentiment_score is '0 to 1, 1 the best mood.';
comment on column public.calls.sentiment_summary is 'The mood in words.';
comment on column public.calls.sentiment_urgency is 'low, medium, high or critical.';
comment on column public.calls.outcome is 'How it ended, in a few words.';
comment on column public.calls.outcome_summary is 'How it ended, in some sentences.';
comment on column public.calls.notes is 'Free text of the desk.';
comment on column public.calls.tools_used is 'What the voice agent did, by name.';
comment on column public.calls.is_test_call is 'Whether somebody only tried the line; counts nowhere.';
comment on column public.calls.metadata is 'What else the service tells; an object.';
comment on column public.calls.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.calls.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.calls.created_at is 'When it was made; UTC.';
comment on column public.calls.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index calls_newest on public.calls (agency_id, started_at desc);
create index calls_by_contact on public.calls (agency_id, contact_id, started_at desc);
create index calls_by_number on public.calls (agency_id, phone_number);
create index calls_by_status on public.calls (agency_id, status, started_at desc);
create index calls_by_appointment on public.calls (agency_id, appointment_id);

create table public.hot_lead_alerts (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  call_id          uuid not null,
  contact_id       uuid not null,
  lead_score       smallint not null,
  urgency_level    public.follow_up_priority not null default 'high',
  service_interest text,
  status           public.hot_lead_status not null default 'open',
  claimed_by       uuid,
  claimed_at       timestamptz,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint hot_lead_alerts_one unique (agency_id, call_id),
  constraint hot_lead_alerts_call foreign key (agency_id, call_id) references public.calls (agency_id, id)
    on delete cascade,
  constraint hot_lead_alerts_contact foreign key (agency_id, contact_id) references public.contacts (agency_id, id)
    on delete cascade,
  constraint hot_lead_alerts_claimed_by foreign key (agency_id, claimed_by)
    references public.memberships (agency_id, user_id) on delete set null (claimed_by),
  constraint hot_lead_alerts_score check (lead_score between 0 and 100)
);
comment on table public.hot_lead_alerts is 'Scope: agency. A lead that can''t wait, one a call; written with the call.';
comment on column public.hot_lead_alerts.id is 'Identifier.';
comment on column public.hot_lead_alerts.agency_id is 'The agency; never changes.';
comment on column public.hot_lead_alerts.call_id is 'The call that made it hot.';
comment on column public.hot_lead_alerts.contact_id is 'Who called.';
comment on column public.hot_lead_alerts.lead_score is 'Points of that call, 0 to 100.';
comment on column public.hot_lead_alerts.urgency_level is 'high from 80 points, else medium.';
comment on column public.hot_lead_alerts.service_interest is 'What it is about.';
comment on column public.hot_lead_alerts.status is 'open, claimed or dismissed; changed by functions.';
comment on column public.hot_lead_alerts.claimed_by is 'Who takes care.';
comment on column public.hot_lead_alerts.claimed_at is 'Since when; UTC.';
comment on column public.hot_lead_alerts.created_at is 'When it was made; UTC.';
comment on column public.hot_lead_alerts.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index hot_lead_alerts_waiting on public.hot_lead_alerts (agency_id, status, created_at desc);
create index hot_lead_alerts_by_contact on public.hot_lead_alerts (agency_id, contact_id);
create index hot_lead_alerts_by_claimer on public.hot_lead_alerts (agency_id, claimed_by);

create table public.follow_up_tasks (
  id            uuid primary key default gen_random_uuid(),
  agency_id     uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  contact_id    uuid not null,
  call_id       uuid,
  task_type     public.follow_up_type not null default 'call_back',
  priority      public.follow_up_priority not null default 'medium',
  status        public.follow_up_status not null default 'pending',
  scheduled_for timestamptz not null default now(),
  assignee_id   uuid,
  notes         text,
  finished_at   timestamptz,
  created_by    uuid,
  updated_by    uuid,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  constraint follow_up_tasks_contact foreign key (agency_id, contact_id) references public.contacts (agency_id, id)
    on delete cascade,
  constraint follow_up_tasks_call foreign key (agency_id, call_id) references public.calls (agency_id, id)
    on delete set null (call_id),
  constraint follow_up_tasks_assignee foreign key (agency_id, assignee_id)
    references public.memberships (agency_id, user_id) on delete set null (assignee_id),
  constraint follow_up_tasks_time check (isfinite(scheduled_for)),
  constraint follow_up_tasks_notes check (length(notes) <= 5000),
  constraint follow_up_tasks_finished check ((finished_at is not null) = (status in ('completed', 'failed')))
);
comment on table public.follow_up_tasks is
  'Scope: agency. Whom to call back or write to, and when. A missed call makes one by itself.';
comment on column public.follow_up_tasks.id is 'Identifier.';
comment on column public.follow_up_tasks.agency_id is 'The agency; never changes.';
comment on column public.follow_up_tasks.contact_id is 'Who waits.';
comment on column public.follow_up_tasks.call_id is 'The call it follows from.';
comment on column public.follow_up_tasks.task_type is 'call_back, sms_follow_up or email.';
comment on column public.follow_up_tasks.priority is 'low, medium or high.';
comment on column public.follow_up_tasks.status is
  'pending, in_progress, completed or failed; changed by finish_follow_up.';
comment on column public.follow_up_tasks.scheduled_for is 'When it is due; UTC. Snoozing moves it.';
comment on column public.follow_up_tasks.assignee_id is 'Who is to do it; null for whoever can.';
comment on column public.follow_up_tasks.notes is 'What about, up to 5,000 characters.';
comment on column public.follow_up_tasks.finished_at is 'When it was completed or failed; UTC.';
comment on column public.follow_up_tasks.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.follow_up_tasks.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.follow_up_tasks.created_at is 'When it was made; UTC.';
comment on column public.follow_up_tasks.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index follow_up_tasks_due on public.follow_up_tasks (agency_id, status, scheduled_for);
create index follow_up_tasks_by_contact on public.follow_up_tasks (agency_id, contact_id);
create index follow_up_tasks_by_call on public.follow_up_tasks (agency_id, call_id);
create index follow_up_tasks_by_assignee on public.follow_up_tasks (agency_id, assignee_id, scheduled_for);
create unique index follow_up_tasks_one_open on public.follow_up_tasks (agency_id, contact_id, task_type)
  where status in ('pending', 'in_progress');

create function atrium.complete_call() returns trigger
language plpgsql
as $$
begin
  new.phone_number := nullif(atrium.e164(new.phone_number,
    (select a.settings ->> 'phone_country' from public.agencies a where a.id = new.agency_id)), '');
  new.contact_id := coalesce(new.contact_id, (select c.id from public.contacts c
    where c.agency_id = new.agency_id and c.phone = new.phone_number));
  new.duration_seconds := coalesce(new.duration_seconds, extract(epoch from new.ended_at - new.started_at)::integer);
  return new;
end
$$;
comment on function atrium.complete_call() is
  'Trigger before insert on calls: the number in one form, whose it is, and how long the call took.';
call atrium.own_as_definer('atrium.complete_call()'::regprocedure);
create trigger calls_complete before insert on public.calls for each row execute function atrium.complete_call();
create trigger calls_touch before insert or update on public.calls
  for each row execute function atrium.touch();
create trigger calls_immutable before update on public.calls
  for each row execute function atrium.immutable('id', 'agency_id', 'external_id', 'created_by', 'created_at');
create trigger calls_audit after insert or update or delete on public.calls for each row
  execute function atrium.audit('phone_number', 'caller_name', 'transcript', 'recording_url',
    'recording_storage_path', 'sentiment_summary', 'outcome_summary', 'outcome', 'notes', 'metadata', 'ended_reason');
create trigger hot_lead_alerts_touch before insert or update on public.hot_lead_alerts
  for each row execute function atrium.touch();
create trigger hot_lead_alerts_immutable before update on public.hot_lead_alerts
  for each row execute function atrium.immutable('id', 'agency_id', 'call_id', 'created_at');
create trigger hot_lead_alerts_by_function before update on public.hot_lead_alerts
  for each row execute function atrium.by_function('status', 'claimed_by');
create trigger hot_lead_alerts_audit after insert or update or delete on public.hot_lead_alerts for each row
  execute function atrium.audit('service_interest');
create trigger follow_up_tasks_touch before insert or update on public.follow_up_tasks
  for each row execute function atrium.touch();
create trigger follow_up_tasks_immutable before update on public.follow_up_tasks
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger follow_up_tasks_by_function before update on public.follow_up_tasks
  for each row execute function atrium.by_function('contact_id', 'status', 'finished_at');
create trigger follow_up_tasks_audit after insert or update or delete on public.follow_up_tasks for each row
  execute function atrium.audit('notes');
create trigger follow_up_tasks_staff after insert or update on public.follow_up_tasks
  for each row execute function atrium.same_agency_member('staff', 'assignee_id');

insert into atrium.role_rights (role, resource, action, reach)
select r, t, 'select', 'all'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent']) r,
  unnest(array['calls', 'hot_lead_alerts', 'follow_up_tasks']) t
where t <> 'calls' or r not in ('finance', 'creative')
union all
select r, t, a, 'all' from unnest(array['owner', 'admin', 'leadership', 'pm', 'account', 'agent']) r,
  (values ('calls', 'insert'), ('calls', 'update'), ('hot_lead_alerts', 'update'), ('follow_up_tasks', 'insert'),
    ('follow_up_tasks', 'update')) v (t, a)
union all
select r, 'follow_up_tasks', 'delete', 'all' from unnest(array['owner', 'admin', 'leadership']) r;

alter table public.calls enable row level security;
alter table public.calls force row level security;
create policy calls_select on public.calls for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('calls:select')));
create policy calls_insert on public.calls for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('calls:insert')));
create policy calls_update on public.calls for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('calls:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('calls:update')));
alter table public.hot_lead_alerts enable row level security;
alter table public.hot_lead_alerts force row level security;
create policy hot_lead_alerts_select on public.hot_lead_alerts for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('hot_lead_alerts:select')));
alter table public.follow_up_tasks enable row level security;
alter table public.follow_up_tasks force row level security;
create policy follow_up_tasks_select on public.follow_up_tasks for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('follow_up_tasks:select')));
create policy follow_up_tasks_insert on public.follow_up_tasks for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('follow_up_tasks:insert')));
create policy follow_up_tasks_update on public.follow_up_tasks for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('follow_up_tasks:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('follow_up_tasks:update')));
create policy follow_up_tasks_delete on public.follow_up_tasks for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('follow_up_tasks:delete')));
grant select on public.calls, public.hot_lead_alerts, public.follow_up_tasks to authenticated;
grant delete on public.follow_up_tasks to authenticated;
grant insert (contact_id, appointment_id, direction, phone_number, caller_name, status, started_at, ended_at,
  duration_seconds, outcome, outcome_summary, notes), update (contact_id, appointment_id, status, ended_at,
  duration_seconds, outcome, outcome_summary, notes) on public.calls to authenticated;
grant insert (contact_id, call_id, task_type, priority, scheduled_for, assignee_id, notes),
  update (task_type, priority, scheduled_for, assignee_id, notes) on public.follow_up_tasks to authenticated;
