-- Erasing a contact for good: everything personal is emptied, rows stay for the numbers, and a receipt without anything
-- personal says what was done. The log of changes never held it, so it stays as it is.
create table public.contact_erasures (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null references public.agencies on delete cascade,
  contact_id   uuid not null,
  legal_basis  text not null,
  requested_by uuid,
  removed      jsonb not null,
  created_at   timestamptz not null default clock_timestamp(),
  constraint contact_erasures_contact foreign key (agency_id, contact_id) references public.contacts (agency_id, id)
    on delete cascade,
  constraint contact_erasures_basis check (legal_basis in ('gdpr_request', 'user_request', 'retention_expired')),
  constraint contact_erasures_removed check (jsonb_typeof(removed) = 'object')
);
comment on table public.contact_erasures is
  'Scope: agency. Receipts of erased contacts: when, why, by whom and how many rows of what. Append only.';
comment on column public.contact_erasures.id is 'Identifier; the number of the receipt.';
comment on column public.contact_erasures.agency_id is 'The agency.';
comment on column public.contact_erasures.contact_id is 'The emptied contact.';
comment on column public.contact_erasures.legal_basis is 'gdpr_request, user_request or retention_expired.';
comment on column public.contact_erasures.requested_by is 'Who asked for it here; null for the job. Not a reference.';
comment on column public.contact_erasures.removed is
  'Rows emptied, by table; recordings: files to be removed from where they lie.';
comment on column public.contact_erasures.created_at is 'When it was done; UTC.';
create index contact_erasures_newest on public.contact_erasures (agency_id, created_at desc);
create index contact_erasures_by_contact on public.contact_erasures (agency_id, contact_id);
create trigger contact_erasures_audit after insert or delete on public.contact_erasures
  for each row execute function atrium.audit();
call atrium.allow('contact_erasures', 'select', 'all', 'owner', 'admin');
alter table public.contact_erasures enable row level security;
alter table public.contact_erasures force row level security;
create policy contact_erasures_select on public.contact_erasures for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('contact_erasures:select')));
grant select on public.contact_erasures to authenticated;
revoke update, delete on public.contact_erasures from service_role;
revoke update, delete on public.contact_erasures from atrium_definer;

create function atrium.erase(contact uuid, basis text) returns public.contact_erasures
language plpgsql
as $$
declare
  gone public.contacts;
  everybody uuid[];
  numbers text[];
  found_calls integer;
  recordings integer;
  found_appointments integer;
  found_tasks integer;
  receipt public.contact_erasures;
begin
  select * into gone from public.contacts c where c.id = contact for no key update;
  -- who was merged into this one is the same person
  with recursive same (id) as (
    select gone.id union select c.id from public.contacts c join same s on c.merged_into_id = s.id
    where c.agency_id = gone.agency_id)
  select array_agg(c.id), array_agg(coalesce(c.phone, c.former_phone))
  into everybody, numbers from same s join public.contacts c on c.id = s.id;
  perform atrium.close_desk(e, null) from unnest(everybody) e;
  update public.appointments a set notes = null, cancel_reason = null, calendar_link = null
  where a.agency_id = gone.agency_id and a.contact_id = any (everybody);
  get diagnostics found_appointments = row_count;
  update public.follow_up_tasks t set notes = null
  where t.agency_id = gone.agency_id and t.contact_id = any (everybody);
  get diagnostics found_tasks = row_count;
  update public.hot_lead_alerts h set service_interest = null
  where h.agency_id = gone.agency_id and h.contact_id = any (everybody);
  select count(*) filter (where c.recording_url is not null or c.recording_storage_path is not null) into recordings
  from public.calls c where c.agency_id = gone.agency_id and (c.contact_id = any (everybody)
    or c.contact_id is null and c.phone_number = any (numbers));
  update public.calls c set phone_number = null, caller_name = null, transcript = null, recording_url = null,
    recording_storage_path = null, sentiment_summary = null, outcome = null, outcome_summary = null, notes = null,
    ended_reason = null, metadata = '{}'
  where c.agency_id = gone.agency_id and (c.contact_id = any (everybody)
    or c.contact_id is null and c.phone_number = any (numbers));
  get diagnostics found_calls = row_count;
  update public.contacts c set name = 'Erased', phone = null, email = null, former_phone = null, former_email = null,
    notes = null, source = null, service_interests = '[]', score = 0, lead_score = 'cold', score_factors = '[]',
    deleted_at = coalesce(c.deleted_at, clock_timestamp()), deletion_reason = coalesce(c.deletion_reason, basis),
    erased_at = clock_timestamp()
  where c.id = any (everybody);
  insert into public.contact_erasures (agency_id, contact_id, legal_basis, requested_by, removed)
  values (gone.agency_id, gone.id, basis, atrium.current_user_id(), jsonb_build_object('contacts',
    cardinality(everybody), 'calls', found_calls, 'recordings', recordings, 'appointments', found_appointments,
    'follow_up_tasks', found_tasks)) returning * into receipt;
  return receipt;
end
$$;
comment on function atrium.erase(uuid, text) is
  'Empties everything personal of a contact and of those merged into it; checks no right. Returns the receipt.';

create function public.erase_contact(contact_id uuid, legal_basis text default 'gdpr_request')
returns public.contact_erasures
language plpgsql
as $$
declare
  done timestamptz;
begin
  perform atrium.demand('contacts:erase');
  if legal_basis is null or legal_basis not in ('gdpr_request', 'user_request', 'retention_expired') then
    raise exception using errcode = 'ATVAL', message = 'An erasure has a legal basis.',
      hint = 'gdpr_request, user_request or retention_expired.';
  end if;
  select c.erased_at into done from public.contacts c
  where c.id = erase_contact.contact_id and c.agency_id = atrium.current_agency_id() for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'This contact does not exist or is not yours to see.',
      hint = 'Choose a contact from your list or from deleted_contacts().';
  elsif done is not null then
    raise exception using errcode = 'ATSTA', message = 'This contact has been erased already.',
      hint = 'Its receipt stands in contact_erasures.';
  end if;
  return atrium.erase(contact_id, legal_basis);
end
$$;
comment on function public.erase_contact(uuid, text) is
  'Erases a contact for good, at once, deleted before or not; returns the receipt. ATNOM, ATVAL, ATNOF, ATSTA.';
call atrium.own_as_definer('public.erase_contact(uuid, text)'::regprocedure);

create function public.export_contact(contact_id uuid) returns jsonb
language plpgsql
as $$
declare
  subject public.contacts := atrium.locked_contact(contact_id, 'contacts:erase');
begin
  perform atrium.log_event('contact.exported', 'contact', subject.id::text);
  return jsonb_build_object('contact', to_jsonb(subject),
    'appointments', (select coalesce(jsonb_agg(to_jsonb(a) order by a.scheduled_at), '[]') from public.appointments a
      where a.agency_id = subject.agency_id and a.contact_id = subject.id and a.deleted_at is null),
    'calls', (select coalesce(jsonb_agg(to_jsonb(c) order by c.started_at), '[]') from public.calls c
      where c.agency_id = subject.agency_id and c.contact_id = subject.id),
    'follow_up_tasks', (select coalesce(jsonb_agg(to_jsonb(t) order by t.created_at), '[]')
      from public.follow_up_tasks t where t.agency_id = subject.agency_id and t.contact_id = subject.id));
end
$$;
comment on function public.export_contact(uuid) is
  'Everything the front desk keeps of a contact, for whoever asks what is kept of him; leaves an event in the log.'
  ' ATNOF, ATNOM.';
call atrium.own_as_definer('public.export_contact(uuid)'::regprocedure);

create function atrium.erase_due_contacts() returns integer
language sql
as $$
  select count(atrium.erase(d.id, 'retention_expired'))::integer from (
    select c.id from public.contacts c
    where c.deleted_at < clock_timestamp() - interval '30 days' and c.erased_at is null
    order by c.deleted_at limit 1000 for no key update skip locked) d
$$;
comment on function atrium.erase_due_contacts() is
  'Job, daily: erases contacts deleted thirty days ago and more, a thousand a time; returns how many.';
call atrium.own_as_definer('atrium.erase_due_contacts()'::regprocedure);

call atrium.allow('contacts', 'erase', 'all', 'owner', 'admin');
grant execute on function atrium.erase_due_contacts() to service_role;
grant execute on function public.erase_contact(uuid, text), public.export_contact(uuid) to authenticated;
