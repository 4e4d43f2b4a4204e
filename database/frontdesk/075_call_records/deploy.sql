-- What a call sets off, in one transaction: the caller becomes a contact, the lead gets its score, a hot one an alert,
-- a missed one somebody who calls back. Telling the same call twice changes nothing twice.
create function atrium.caller_of(agency uuid, phone text, named text) returns uuid
language plpgsql
as $$
declare
  found_id uuid;
begin
  if phone is null then
    return null;
  end if;
  insert into public.contacts (agency_id, name, phone, source)
  values (agency, coalesce(nullif(btrim(left(named, 200)), ''), caller_of.phone), caller_of.phone, 'call')
  on conflict on constraint uq_contacts_org_phone do nothing returning id into found_id;
  if found_id is null then
    select c.id into found_id from public.contacts c
    where c.agency_id = agency and c.phone = caller_of.phone for no key update;
    -- a number that was its own name until now
    update public.contacts c set name = btrim(left(named, 200))
    where c.id = found_id and c.name = c.phone and btrim(named) <> '';
  end if;
  return found_id;
end
$$;
comment on function atrium.caller_of(uuid, text, text) is
  'The contact with a number, made where there is none; a name replaces a number that stood for it.';

create function atrium.judge_call(heard public.calls) returns void
language plpgsql
as $$
declare
  factors jsonb;
  points smallint;
begin
  if heard.status in ('missed', 'voicemail') and heard.direction = 'inbound' then
    insert into public.follow_up_tasks (agency_id, contact_id, call_id, task_type, scheduled_for)
    values (heard.agency_id, heard.contact_id, heard.id, 'call_back', clock_timestamp() + interval '5 minutes')
    on conflict do nothing;
  elsif heard.status in ('completed', 'transferred') then
    update public.contacts c set last_contact_at = greatest(c.last_contact_at, heard.started_at)
    where c.id = heard.contact_id;
  end if;
  if coalesce(heard.transcript, heard.outcome_summary) is null or heard.status = 'in_progress' then
    return;
  end if;
  factors := atrium.lead_factors(heard.agency_id, concat_ws(' ', heard.transcript, heard.outcome_summary),
    heard.sentiment_label);
  points := atrium.lead_points(factors);
  update public.contacts c set score = points, lead_score = atrium.lead_band(points), score_factors = factors
  where c.id = heard.contact_id and not c.score_factors @> '[{"factor": "set by hand"}]'
    and c.score_factors is distinct from factors;
  if points >= 70 and heard.direction = 'inbound' then
    insert into public.hot_lead_alerts (agency_id, call_id, contact_id, lead_score, urgency_level, service_interest)
    values (heard.agency_id, heard.id, heard.contact_id, points, case when points >= 80 then 'high' else 'medium' end,
      (select c.service_interests ->> 0 from public.contacts c where c.id = heard.contact_id))
    on conflict on constraint hot_lead_alerts_one do nothing;
  end if;
end
$$;
comment on function atrium.judge_call(public.calls) is
  'What follows from a call that ended: score, alert from 70 points, a call back for a missed one.';

create function public.record_call(call jsonb) returns public.calls
language plpgsql
as $$
declare
  agency uuid := atrium.current_agency_id();
  told public.calls := jsonb_populate_record(null::public.calls, call);
  heard public.calls;
begin
  perform atrium.demand('calls:insert');
  told.phone_number := nullif(atrium.e164(told.phone_number,
    (select a.settings ->> 'phone_country' from public.agencies a where a.id = agency)), '');
  if told.phone_number !~ '^\+[1-9][0-9]{1,14}$' then
    raise exception using errcode = 'ATVAL', message = 'This is no phone number with its country code.',
      hint = 'Pass phone_number as +49 30 1234567, or none where it was withheld.';
  end if;
  if not coalesce(told.is_test_call, false) then
    told.contact_id := coalesce((select c.id from public.contacts c
      where c.id = told.contact_id and c.agency_id = agency and c.deleted_at is null),
      atrium.caller_of(agency, told.phone_number, told.caller_name));
  end if;
  insert into public.calls as c (agency_id, external_id, contact_id, direction, phone_number, caller_name, status,
    started_at, ended_at, ended_reason, duration_seconds, recording_url, recording_storage_path, transcript,
    sentiment_label, sentiment_score, sentiment_summary, sentiment_urgency, outcome, outcome_summary, tools_used,
    is_test_call, metadata)
  values (agency, told.external_id, told.contact_id, coalesce(told.direction, 'inbound'), told.phone_number,
    told.caller_name, coalesce(told.status, 'completed'), coalesce(told.started_at, told.ended_at, now()),
    told.ended_at, told.ended_reason, told.duration_seconds, told.recording_url, told.recording_storage_path,
    told.transcript, told.sentiment_label, told.sentiment_score, told.sentiment_summary, told.sentiment_urgency,
    told.outcome, told.outcome_summary, coalesce(told.tools_used, '{}'), coalesce(told.is_test_call, false),
    coalesce(told.metadata, '{}'))
  on conflict on constraint calls_external_id do update set
    contact_id = coalesce(c.contact_id, excluded.contact_id),
    phone_number = coalesce(excluded.phone_number, c.phone_number),
    caller_name = coalesce(excluded.caller_name, c.caller_name),
    -- what came late, or again, doesn't open a call that has ended
    status = case when told.status is null or told.status = 'in_progress' then c.status else told.status end,
    ended_at = coalesce(excluded.ended_at, c.ended_at), ended_reason = coalesce(excluded.ended_reason, c.ended_reason),
    duration_seconds = coalesce(excluded.duration_seconds,
      extract(epoch from coalesce(excluded.ended_at, c.ended_at) - c.started_at)::integer, c.duration_seconds),
    recording_url = coalesce(excluded.recording_url, c.recording_url),
    recording_storage_path = coalesce(excluded.recording_storage_path, c.recording_storage_path),
    transcript = coalesce(excluded.transcript, c.transcript),
    sentiment_label = coalesce(excluded.sentiment_label, c.sentiment_label),
    sentiment_score = coalesce(excluded.sentiment_score, c.sentiment_score),
    sentiment_summary = coalesce(excluded.sentiment_summary, c.sentiment_summary),
    sentiment_urgency = coalesce(excluded.sentiment_urgency, c.sentiment_urgency),
    outcome = coalesce(excluded.outcome, c.outcome),
    outcome_summary = coalesce(excluded.outcome_summary, c.outcome_summary),
    tools_used = case when told.tools_used is null then c.tools_used else told.tools_used end,
    metadata = c.metadata || excluded.metadata
  returning * into heard;
  update public.calls c set appointment_id = a.id from public.appointments a
  where c.id = heard.id and c.appointment_id is null and a.contact_id = c.contact_id and a.agency_id = agency
    and a.created_at between c.started_at and coalesce(c.ended_at, now()) + interval '1 minute';
  select * into heard from public.calls c where c.id = heard.id;
  if heard.contact_id is not null and not heard.is_test_call then
    perform atrium.judge_call(heard);
  end if;
  return heard;
end
$$;
comment on function public.record_call(jsonb) is
  'Enters a call, or what else is known of it, found again by external_id: an object of the columns of calls. The'
  ' caller becomes a contact; score, alert and call back follow. ATNOM, ATVAL.';
call atrium.own_as_definer('public.record_call(jsonb)'::regprocedure);

create function public.claim_hot_lead(alert_id uuid) returns public.hot_lead_alerts
language plpgsql
as $$
declare
  alert public.hot_lead_alerts;
begin
  select * into alert from public.hot_lead_alerts h
  where h.id = alert_id and h.agency_id = atrium.current_agency_id() and atrium.may('hot_lead_alerts:select')
  for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This alert does not exist or is not yours to see.',
      hint = 'Choose one from the list.';
  end if;
  perform atrium.demand('hot_lead_alerts:update');
  if alert.status <> 'open' then
    raise exception using errcode = 'ATSTA', message = format('This lead is %s already.', alert.status),
      hint = 'Choose one that is still open.';
  end if;
  update public.hot_lead_alerts h
  set status = 'claimed', claimed_by = atrium.current_user_id(), claimed_at = clock_timestamp()
  where h.id = alert.id returning * into alert;
  return alert;
end
$$;
comment on function public.claim_hot_lead(uuid) is
  'Says that the caller takes care of a hot lead. ATNOF, ATNOM, ATSTA.';
call atrium.own_as_definer('public.claim_hot_lead(uuid)'::regprocedure);

create function public.dismiss_hot_lead(alert_id uuid) returns public.hot_lead_alerts
language plpgsql
as $$
declare
  alert public.hot_lead_alerts;
begin
  perform atrium.demand('hot_lead_alerts:update');
  update public.hot_lead_alerts h set status = 'dismissed'
  where h.id = alert_id and h.agency_id = atrium.current_agency_id() and h.status <> 'dismissed' returning * into alert;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'There is no such alert to dismiss.',
      hint = 'Choose one from the list.';
  end if;
  return alert;
end
$$;
comment on function public.dismiss_hot_lead(uuid) is 'Takes a hot lead off the list. ATNOF, ATNOM.';
call atrium.own_as_definer('public.dismiss_hot_lead(uuid)'::regprocedure);

create function public.finish_follow_up(task_id uuid, status public.follow_up_status default 'completed',
  note text default null) returns public.follow_up_tasks
language plpgsql
as $$
declare
  task public.follow_up_tasks;
begin
  perform atrium.demand('follow_up_tasks:update');
  select * into task from public.follow_up_tasks t
  where t.id = task_id and t.agency_id = atrium.current_agency_id() for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This task does not exist or is not yours to see.',
      hint = 'Choose one from the list.';
  elsif task.status in ('completed', 'failed') or finish_follow_up.status = 'pending'
    or finish_follow_up.status is null then
    raise exception using errcode = 'ATSTA', message = format('A task that is %s can''t become %s.', task.status,
      coalesce(finish_follow_up.status, 'nothing')), hint = 'Open ones become in_progress, completed or failed.';
  end if;
  update public.follow_up_tasks t
  set status = finish_follow_up.status, notes = coalesce(nullif(btrim(note), ''), t.notes),
    assignee_id = coalesce(t.assignee_id, atrium.current_user_id()),
    finished_at = case when finish_follow_up.status <> 'in_progress' then clock_timestamp() end
  where t.id = task.id returning * into task;
  update public.contacts c set last_contact_at = clock_timestamp(),
    lead_status = case when c.lead_status = 'new' then 'contacted' else c.lead_status end,
    status_changed_at = case when c.lead_status = 'new' then clock_timestamp() else c.status_changed_at end
  where c.id = task.contact_id and task.status = 'completed';
  return task;
end
$$;
comment on function public.finish_follow_up(uuid, public.follow_up_status, text) is
  'Begins, completes or gives up a task; a completed one is a contact with the lead, and a new lead contacted. ATNOF,'
  ' ATNOM, ATSTA.';
call atrium.own_as_definer('public.finish_follow_up(uuid, public.follow_up_status, text)'::regprocedure);

create view public.actionable_leads with (security_invoker = true) as
select c.id, c.agency_id, c.name, c.phone, c.email, c.lead_score, c.score, c.lead_status, c.service_interests,
  c.last_contact_at, coalesce(c.last_contact_at < now() - interval '7 days', true) as is_overdue
from public.contacts c
where c.score >= 40 and c.lead_status not in ('converted', 'lost') and not exists (
  select from public.appointments a
  where a.agency_id = c.agency_id and a.contact_id = c.id and a.status in ('pending', 'confirmed')
    and a.scheduled_at between now() and now() + interval '7 days');
comment on view public.actionable_leads is
  'Hot and warm leads without an appointment within a week; overdue when nobody spoke with them for a week.';
grant select on public.actionable_leads to authenticated;

grant execute on function public.record_call(jsonb), public.claim_hot_lead(uuid), public.dismiss_hot_lead(uuid),
  public.finish_follow_up(uuid, public.follow_up_status, text) to authenticated;
