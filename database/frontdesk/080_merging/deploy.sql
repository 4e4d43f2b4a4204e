-- Deleting a contact hides it at once and keeps it for thirty days; merging moves what one contact has to another.
create function atrium.close_desk(contact uuid, why text) returns void
language sql
as $$
  update public.appointments a set status = 'cancelled', cancel_reason = why
  where a.contact_id = contact and a.status in ('pending', 'confirmed') and a.scheduled_at > clock_timestamp();
  update public.follow_up_tasks t set status = 'failed', finished_at = clock_timestamp()
  where t.contact_id = contact and t.status in ('pending', 'in_progress');
  update public.hot_lead_alerts h set status = 'dismissed' where h.contact_id = contact and h.status <> 'dismissed';
$$;
comment on function atrium.close_desk(uuid, text) is
  'Cancels a contact''s appointments to come and ends its tasks and alerts.';

create function public.delete_contact(contact_id uuid, reason text default 'user_request') returns void
language plpgsql
as $$
declare
  gone public.contacts := atrium.locked_contact(contact_id, 'contacts:delete');
begin
  if reason is null or reason not in ('user_request', 'gdpr_request') then
    raise exception using errcode = 'ATVAL', message = 'A contact is deleted by user_request or gdpr_request.',
      hint = 'Pass one of them as reason.';
  end if;
  perform atrium.close_desk(gone.id, 'The contact was deleted.');
  update public.contacts c set deleted_at = clock_timestamp(), deleted_by = atrium.current_user_id(),
    deletion_reason = reason, former_phone = c.phone, former_email = c.email, phone = null, email = null
  where c.id = gone.id;
end
$$;
comment on function public.delete_contact(uuid, text) is
  'Hides a contact at once, cancels its appointments to come and frees its number; restore_contact takes it back within'
  ' thirty days, then it is erased. ATNOF, ATNOM, ATVAL.';
call atrium.own_as_definer('public.delete_contact(uuid, text)'::regprocedure);

create function public.restore_contact(contact_id uuid) returns public.contacts
language plpgsql
as $$
declare
  back public.contacts;
begin
  perform atrium.demand('contacts:delete');
  select * into back from public.contacts c
  where c.id = restore_contact.contact_id and c.agency_id = atrium.current_agency_id() and c.deleted_at is not null
    and c.erased_at is null and c.merged_into_id is null for no key update;
  if not found then
    raise exception using errcode = 'ATNOF', message = 'There is no such deleted contact.',
      hint = 'deleted_contacts() lists those that can be restored.';
  elsif exists (select from public.contacts c where c.agency_id = back.agency_id and c.phone = back.former_phone) then
    raise exception using errcode = 'ATSTA', message = 'Its number belongs to another contact by now.',
      hint = 'Take the number away from that one first; merge the two after that.';
  end if;
  update public.contacts c set deleted_at = null, deleted_by = null, deletion_reason = null, phone = c.former_phone,
    email = c.former_email, former_phone = null, former_email = null
  where c.id = back.id returning * into back;
  return back;
end
$$;
comment on function public.restore_contact(uuid) is
  'Takes a deleted contact back, with its number where that is still free; its appointments stay cancelled. ATNOF,'
  ' ATNOM, ATSTA.';
call atrium.own_as_definer('public.restore_contact(uuid)'::regprocedure);

create function public.deleted_contacts()
returns table (id uuid, name text, deleted_at timestamptz, deleted_by uuid, deletion_reason text,
  erased_after timestamptz)
language sql stable
as $$
  select c.id, c.name, c.deleted_at, c.deleted_by, c.deletion_reason, c.deleted_at + interval '30 days'
  from public.contacts c
  where c.agency_id = atrium.current_agency_id() and atrium.may('contacts:delete') and c.deleted_at is not null
    and c.erased_at is null and c.merged_into_id is null
  order by c.deleted_at desc
$$;
comment on function public.deleted_contacts() is
  'Contacts that can still be restored, newest first; for those who may delete.';
call atrium.own_as_definer('public.deleted_contacts()'::regprocedure);

create function public.merge_contacts(keep_id uuid, drop_id uuid) returns public.contacts
language plpgsql
as $$
declare
  kept public.contacts;
  dropped public.contacts;
  steps text[] := array['lost', 'new', 'contacted', 'qualified', 'booked', 'converted'];
begin
  if keep_id = drop_id then
    raise exception using errcode = 'ATVAL', message = 'A contact can''t be merged with itself.',
      hint = 'Name two contacts.';
  end if;
  -- always locked in one order, so that two merges of a pair don't wait for each other
  perform 1 from public.contacts c where c.id in (keep_id, drop_id) and c.agency_id = atrium.current_agency_id()
  order by c.id for no key update;
  kept := atrium.locked_contact(keep_id, 'contacts:update');
  dropped := atrium.locked_contact(drop_id, 'contacts:delete');
  update public.follow_up_tasks t set status = 'failed', finished_at = clock_timestamp()
  where t.contact_id = dropped.id and t.status in ('pending', 'in_progress') and exists (
    select from public.follow_up_tasks o where o.contact_id = kept.id and o.task_type = t.task_type
      and o.status in ('pending', 'in_progress'));
  update public.follow_up_tasks t set contact_id = kept.id where t.contact_id = dropped.id;
  update public.hot_lead_alerts h set contact_id = kept.id where h.contact_id = dropped.id;
  update public.calls c set contact_id = kept.id where c.contact_id = dropped.id;
  update public.appointments a set contact_id = kept.id where a.contact_id = dropped.id;
  update public.contacts c set deleted_at = clock_timestamp(), deleted_by = atrium.current_user_id(),
    deletion_reason = 'merged', merged_into_id = kept.id, former_phone = c.phone, former_email = c.email, phone = null,
    email = null
  where c.id = dropped.id;
  update public.contacts c set
    name = case when c.name = c.phone then dropped.name else c.name end,
    phone = coalesce(c.phone, dropped.phone), email = coalesce(c.email, dropped.email),
    notes = left(nullif(concat_ws(E'\n\n', c.notes, dropped.notes), ''), 20000),
    service_interests = c.service_interests || coalesce((select jsonb_agg(i) from
      jsonb_array_elements(dropped.service_interests) i where not c.service_interests @> i), '[]'),
    score = greatest(c.score, dropped.score), lead_score = atrium.lead_band(greatest(c.score, dropped.score)),
    score_factors = case when dropped.score > c.score then dropped.score_factors else c.score_factors end,
    lead_status = steps[greatest(array_position(steps, c.lead_status), array_position(steps, dropped.lead_status))],
    last_contact_at = greatest(c.last_contact_at, dropped.last_contact_at)
  where c.id = kept.id returning * into kept;
  return kept;
end
$$;
comment on function public.merge_contacts(uuid, uuid) is
  'Makes two contacts one: calls, appointments, tasks and alerts move to the one that is kept, which takes over what it'
  ' lacks, the higher score and the further status. Modules that refer to contacts follow merged_into_id. ATNOF, ATNOM,'
  ' ATVAL.';
call atrium.own_as_definer('public.merge_contacts(uuid, uuid)'::regprocedure);

call atrium.allow('contacts', 'delete', 'all', 'owner', 'admin', 'leadership', 'account');
grant execute on function public.delete_contact(uuid, text), public.restore_contact(uuid), public.deleted_contacts(),
  public.merge_contacts(uuid, uuid) to authenticated;
