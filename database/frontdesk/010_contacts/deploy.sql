-- Contacts: leads and callers, who cannot sign in. A phone number is written in one form and belongs to one living
-- contact of an agency; deleting a contact hides it at once and frees the number for whoever calls next. Nothing
-- personal gets into the log: it names the columns that changed and not what they held.
create domain public.lead_score_type as text constraint lead_score_type_known check (value in ('hot', 'warm', 'cold'));
create domain public.lead_status_type as text constraint lead_status_type_known check (value in
  ('new', 'contacted', 'qualified', 'booked', 'converted', 'lost'));
comment on domain public.lead_score_type is 'hot: 70 points and more; warm: 40 to 69; cold: below 40.';
comment on domain public.lead_status_type is 'How far a lead has come; changed by set_lead_status and by bookings.';

create table public.contacts (
  id                uuid primary key default gen_random_uuid(),
  agency_id         uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  name              text not null,
  phone             text,
  email             extensions.citext,
  service_interests jsonb not null default '[]',
  lead_score        public.lead_score_type not null default 'cold',
  score             smallint not null default 0,
  score_factors     jsonb not null default '[]',
  lead_status       public.lead_status_type not null default 'new',
  status_changed_at timestamptz not null default now(),
  last_contact_at   timestamptz,
  notes             text,
  source            text,
  former_phone      text,
  former_email      extensions.citext,
  deleted_at        timestamptz,
  deleted_by        uuid,
  deletion_reason   text,
  merged_into_id    uuid,
  erased_at         timestamptz,
  created_by        uuid,
  updated_by        uuid,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  constraint contacts_agency_id unique (agency_id, id),
  -- plain, not partial: numbers of deleted contacts are kept elsewhere, and on conflict finds it
  constraint uq_contacts_org_phone unique (agency_id, phone),
  constraint contacts_merged_into foreign key (agency_id, merged_into_id) references public.contacts (agency_id, id)
    on delete set null (merged_into_id),
  constraint contacts_name check (length(btrim(name)) between 1 and 200),
  constraint contacts_phone check (phone ~ '^\+[1-9][0-9]{1,14}$'),
  constraint contacts_email check (email like '%_@_%' and length(email::text) <= 320),
  constraint contacts_interests check (jsonb_typeof(service_interests) = 'array'),
  constraint contacts_factors check (jsonb_typeof(score_factors) = 'array'),
  constraint contacts_score check (score between 0 and 100
    and lead_score = case when score >= 70 then 'hot' when score >= 40 then 'warm' else 'cold' end),
  constraint contacts_notes check (length(notes) <= 20000),
  constraint contacts_source check (length(source) <= 100),
  constraint contacts_last_contact check (isfinite(last_contact_at)),
  constraint contacts_reason check (deletion_reason in ('user_request', 'gdpr_request', 'retention_expired', 'merged')),
  constraint contacts_deleted check ((deleted_at is not null) = (deletion_reason is not null)
    and (deleted_at is null or phone is null and email is null) and (erased_at is null or deleted_at is not null))
);
comment on table public.contacts is
  'Scope: agency. Leads and callers. Who is deleted is seen by nobody and keeps no number.';
comment on column public.contacts.id is 'Identifier.';
comment on column public.contacts.agency_id is 'The agency; never changes.';
comment on column public.contacts.name is 'Name, 1 to 200 characters; the number, where nobody gave a name.';
comment on column public.contacts.phone is
  'Number as +49301234567 (E.164), made so on write; one living contact of the agency has it.';
comment on column public.contacts.email is 'Mail address.';
comment on column public.contacts.service_interests is 'Array of names of services.';
comment on column public.contacts.lead_score is 'Band of score: hot, warm or cold.';
comment on column public.contacts.score is '0 to 100, from score_factors; changed by set_lead_score and by calls.';
comment on column public.contacts.score_factors is
  'What made the score: array of {"factor", "points", "words"?}, in the order they were added.';
comment on column public.contacts.lead_status is 'Where the lead stands; changed by set_lead_status and bookings.';
comment on column public.contacts.status_changed_at is 'Since when it stands there; UTC.';
comment on column public.contacts.last_contact_at is 'Last call, message or visit; UTC.';
comment on column public.contacts.notes is 'Free text, up to 20,000 characters.';
comment on column public.contacts.source is 'Where the contact comes from: call, booking page, import …';
comment on column public.contacts.former_phone is 'Number of a deleted contact until it is restored or erased.';
comment on column public.contacts.former_email is 'Mail address of a deleted contact until it is restored or erased.';
comment on column public.contacts.deleted_at is 'When it was deleted; it is hidden since then.';
comment on column public.contacts.deleted_by is 'Who deleted it. Not a reference: it outlives the account.';
comment on column public.contacts.deletion_reason is 'user_request, gdpr_request, retention_expired or merged.';
comment on column public.contacts.merged_into_id is 'The contact that took this one''s place.';
comment on column public.contacts.erased_at is
  'When everything personal was removed for good. Modules that keep words about a contact attach a trigger to this'
  ' column and remove theirs.';
comment on column public.contacts.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.contacts.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.contacts.created_at is 'When it was made; UTC.';
comment on column public.contacts.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create index contacts_by_status on public.contacts (agency_id, lead_status, updated_at desc) where deleted_at is null;
create index contacts_newest on public.contacts (agency_id, created_at desc);
create index contacts_by_name on public.contacts (agency_id, name);
create index contacts_by_score on public.contacts (agency_id, score desc, last_contact_at);
create index contacts_last_contact on public.contacts (agency_id, last_contact_at desc);
create index contacts_by_email on public.contacts (agency_id, email);
create index contacts_interested on public.contacts using gin (service_interests);
create index contacts_merged on public.contacts (agency_id, merged_into_id) where merged_into_id is not null;
create index contacts_due on public.contacts (deleted_at) where deleted_at is not null and erased_at is null;

-- Numbers are compared as written, so there is one way to write them.
create function atrium.e164(phone text, country text default null) returns text
language sql immutable parallel safe
as $$
  select case
    when digits ~ '^00[1-9]' then '+' || substr(digits, 3)
    when digits ~ '^0[1-9]' and country ~ '^\+[1-9][0-9]{0,2}$' then country || substr(digits, 2)
    else digits end
  from (select regexp_replace(replace(btrim(phone), '(0)', ''), '[\s().\-/]', '', 'g') as digits) d
$$;
comment on function atrium.e164(text, text) is
  'A phone number without its spaces, dashes and brackets: 0030 becomes +30, and 030 the country''s code and 30.';

create function atrium.complete_contact() returns trigger
language plpgsql
as $$
begin
  if tg_op = 'INSERT' or new.phone is distinct from old.phone then
    new.phone := nullif(atrium.e164(new.phone,
      (select a.settings ->> 'phone_country' from public.agencies a where a.id = new.agency_id)), '');
    if new.phone !~ '^\+[1-9][0-9]{1,14}$' then
      raise exception using errcode = 'ATVAL', message = 'This is no phone number with its country code.',
        hint = 'Write it as +49 30 1234567, or set phone_country in the settings of the agency.';
    end if;
  end if;
  if tg_op = 'INSERT' and new.score = 0 and new.lead_score <> 'cold' then
    -- a band without points is somebody's judgement
    new.score := case new.lead_score when 'hot' then 80 else 50 end;
    new.score_factors := jsonb_build_array(jsonb_build_object('factor', 'set by hand', 'points', new.score));
  end if;
  return new;
end
$$;
comment on function atrium.complete_contact() is
  'Trigger before insert or update on contacts: writes the number in one form (ATVAL where it is none), gives points to'
  ' a band that came without.';
call atrium.own_as_definer('atrium.complete_contact()'::regprocedure);

create trigger contacts_complete before insert or update on public.contacts
  for each row execute function atrium.complete_contact();
create trigger contacts_by_function before update on public.contacts for each row
  execute function atrium.by_function('lead_score', 'score', 'score_factors', 'lead_status', 'deleted_at', 'erased_at');
create trigger contacts_touch before insert or update on public.contacts
  for each row execute function atrium.touch();
create trigger contacts_immutable before update on public.contacts
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger contacts_audit after insert or update or delete on public.contacts for each row
  execute function atrium.audit('name', 'phone', 'email', 'notes', 'former_phone', 'former_email', 'source',
    'service_interests', 'score_factors');

call atrium.allow('contacts', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent');
call atrium.allow('contacts', 'insert', 'all', 'owner', 'admin', 'leadership', 'pm', 'account', 'agent');
call atrium.allow('contacts', 'update', 'all', 'owner', 'admin', 'leadership', 'pm', 'account', 'agent');

alter table public.contacts enable row level security;
alter table public.contacts force row level security;
create policy contacts_select on public.contacts for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('contacts:select'))
    and deleted_at is null);
create policy contacts_insert on public.contacts for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('contacts:insert')));
create policy contacts_update on public.contacts for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('contacts:update'))
    and deleted_at is null)
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('contacts:update')));
grant select on public.contacts to authenticated;
grant insert (name, phone, email, service_interests, lead_score, lead_status, last_contact_at, notes, source)
  on public.contacts to authenticated;
grant update (name, phone, email, service_interests, last_contact_at, notes, source)
  on public.contacts to authenticated;
