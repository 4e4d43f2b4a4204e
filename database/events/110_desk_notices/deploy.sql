-- What happens at the front desk, and whom it concerns. Names and numbers of contacts, and what people write in their
-- own words (a contact's source, a call's outcome), stay where they are: neither the outbox nor a notification holds
-- any, so that erasing a contact finds nothing of theirs here. What the audit log holds of a contact goes with the
-- erasure.
create trigger contacts_publish after insert or update or delete on public.contacts
  for each row execute function atrium.publish('contact', 'lead_score', 'score', 'lead_status', 'last_contact_at',
    'deleted_at');
create trigger appointments_publish after insert or update or delete on public.appointments
  for each row execute function atrium.publish('appointment', 'contact_id', 'service_id', 'resource_id',
    'service_type', 'scheduled_at', 'duration_minutes', 'status', 'source', 'deleted_at');
create trigger calls_publish after insert or update or delete on public.calls
  for each row execute function atrium.publish('call', 'contact_id', 'appointment_id', 'direction', 'status',
    'started_at', 'duration_seconds', 'sentiment_label', 'sentiment_urgency', 'is_test_call');
create trigger hot_lead_alerts_publish after insert or update on public.hot_lead_alerts
  for each row execute function atrium.publish('hot_lead', 'call_id', 'contact_id', 'lead_score', 'urgency_level',
    'service_interest', 'status', 'claimed_by');
create trigger follow_up_tasks_publish after insert or update or delete on public.follow_up_tasks
  for each row execute function atrium.publish('follow_up', 'contact_id', 'task_type', 'priority', 'status',
    'scheduled_for', 'assignee_id');

create function atrium.desk_staff(agency uuid) returns setof uuid
language sql stable
as $$
  select m.user_id from public.memberships m
  where m.agency_id = agency and m.role in ('owner', 'admin', 'agent') and m.status = 'active'
$$;
comment on function atrium.desk_staff(uuid) is 'Who is told of what concerns the whole desk: agents, admins, owners.';

create function atrium.notices_of_hot_lead(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select s, 'hot_lead', format('Hot lead, score %s', told.data ->> 'lead_score'),
    coalesce('Interested in ' || nullif(told.data ->> 'service_interest', '') || '.', 'Call back soon.'), 'contact',
    (told.data ->> 'contact_id')::uuid, '/contacts/' || (told.data ->> 'contact_id'),
    case told.data ->> 'urgency_level' when 'high' then 'urgent' else 'high' end
  from atrium.desk_staff(told.agency_id) s where told.topic = 'hot_lead.created'
$$;
comment on function atrium.notices_of_hot_lead(atrium.outbox) is 'The desk.';

create function atrium.notices_of_call(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select s, case told.data ->> 'status' when 'voicemail' then 'voicemail' else 'missed_call' end,
    case told.data ->> 'status' when 'voicemail' then 'New voicemail' else 'Missed call' end,
    'Somebody called and reached nobody.', 'call', told.record_id, '/calls/' || told.record_id, 'high'
  from atrium.desk_staff(told.agency_id) s
  where atrium.turned(told, 'status') and told.data ->> 'status' in ('missed', 'voicemail')
    and told.data ->> 'direction' = 'inbound' and not (told.data ->> 'is_test_call')::boolean
$$;
comment on function atrium.notices_of_call(atrium.outbox) is 'The desk, of missed calls and voicemail.';

create function atrium.notices_of_appointment(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select n.person, 'appointment_booked', n.word || ': ' || (told.data ->> 'service_type'),
    to_char((told.data ->> 'scheduled_at')::timestamptz at time zone a.timezone, 'FMDD Mon YYYY, HH24:MI'),
    'appointment', told.record_id, '/appointments/' || told.record_id, 'normal'
  from public.agencies a, lateral (
    select case when told.topic = 'appointment.created' then 'Booked'
      when told.changed_columns && '{status}' and told.data ->> 'status' = 'cancelled' then 'Cancelled'
      when told.changed_columns && '{scheduled_at}' then 'Moved' end as word, p as person
    from (select r.staff_id as p from public.booking_resources r where r.id = (told.data ->> 'resource_id')::uuid
      union select s from atrium.desk_staff(told.agency_id) s
      where told.data ->> 'source' = 'online' and told.topic = 'appointment.created') as whom
  ) as n
  where a.id = told.agency_id and n.word is not null
$$;
comment on function atrium.notices_of_appointment(atrium.outbox) is
  'Who gives the appointment; of one booked online the desk too. The time is that of the agency.';

create function atrium.notices_of_follow_up(told atrium.outbox) returns setof atrium.notice
language sql stable
as $$
  select (told.data ->> 'assignee_id')::uuid, 'assigned', 'To do: ' || translate(told.data ->> 'task_type', '_', ' '),
    atrium.said_by(told) || ' gave you this follow-up.', 'follow_up_task', told.record_id, '/follow-ups',
    case told.data ->> 'priority' when 'high' then 'high' else 'normal' end
  where atrium.turned(told, 'assignee_id') and told.data ->> 'status' = 'pending'
$$;
comment on function atrium.notices_of_follow_up(atrium.outbox) is 'Who is to do it.';

create function atrium.redact_contact() returns trigger
language plpgsql
as $$
declare
  entry public.audit_logs;
  before bytea;
begin
  for entry in
    select l.* from public.audit_logs l
    where l.agency_id = new.agency_id and (l.table_name = 'contacts' and l.record_id = new.contact_id::text
      or new.contact_id::text in (l.old_values ->> 'contact_id', l.new_values ->> 'contact_id')
      or l.table_name = 'calls' and l.record_id in (select c.id::text from public.calls c
        where c.agency_id = new.agency_id and c.contact_id = new.contact_id))
  loop
    continue when entry.table_name = 'contact_erasures';
    before := atrium.audit_digest(entry);
    update public.audit_logs l
    set old_values = (select jsonb_object_agg(v.key, case jsonb_typeof(v.value) when 'null' then v.value
          else '"[erased]"' end) from jsonb_each(l.old_values) v),
      new_values = (select jsonb_object_agg(v.key, case jsonb_typeof(v.value) when 'null' then v.value
          else '"[erased]"' end) from jsonb_each(l.new_values) v)
    where l.id = entry.id and l.created_at = entry.created_at returning l.* into entry;
    insert into atrium.audit_redactions (audit_id, before, after)
    values (entry.id, before, atrium.audit_digest(entry));
  end loop;
  return null;
end
$$;
comment on function atrium.redact_contact() is
  'Trigger, at the end of the transaction that erases a contact: what the audit log says of the contact goes too.';
call atrium.own_as_definer('atrium.redact_contact()'::regprocedure);
create constraint trigger contact_erasures_redact after insert on public.contact_erasures
  deferrable initially deferred for each row execute function atrium.redact_contact();
