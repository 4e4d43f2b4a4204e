-- Erasing a person who has left: asked for by the agency, due after a while in which it can be taken back, done by a
-- job, with a receipt that holds nothing personal. What the person did stays, under a number that names nobody. Entries
-- of the log lose what is personal; that each was redacted, from which digest to which, is written down, so that the
-- chain still tells this from tampering.
create domain public.erasure_status as text constraint erasure_status_known
  check (value in ('pending', 'completed', 'cancelled'));
comment on domain public.erasure_status is 'How far a request to erase a person is.';

create table public.erasure_requests (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  person_id    uuid not null,
  legal_basis  text not null default 'gdpr_article_17',
  status       public.erasure_status not null default 'pending',
  due_at       timestamptz not null default now() + interval '30 days',
  completed_at timestamptz,
  receipt      jsonb,
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint erasure_requests_legal_basis check (legal_basis in
    ('gdpr_article_17', 'ccpa_request', 'user_request', 'retention_policy')),
  constraint erasure_requests_completed check ((status = 'completed') = (completed_at is not null)
    and (status = 'completed') = (receipt is not null))
);
comment on table public.erasure_requests is
  'Scope: agency, owner and admin read. Requests to erase people who have left, and the receipts.';
comment on column public.erasure_requests.id is 'Identifier; the number of the receipt.';
comment on column public.erasure_requests.agency_id is 'The agency that asked; never changes.';
comment on column public.erasure_requests.person_id is 'Who is to be erased. Not a reference; names nobody afterwards.';
comment on column public.erasure_requests.legal_basis is
  'gdpr_article_17, ccpa_request, user_request or retention_policy.';
comment on column public.erasure_requests.status is 'pending, completed or cancelled; changed by functions.';
comment on column public.erasure_requests.due_at is 'When it will be done; UTC. Until then it can be taken back.';
comment on column public.erasure_requests.completed_at is 'When it was done; UTC.';
comment on column public.erasure_requests.receipt is
  'What was erased, in numbers, what was kept, and why. Nothing personal.';
comment on column public.erasure_requests.created_by is 'Who asked. Not a reference: it outlives the account.';
comment on column public.erasure_requests.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.erasure_requests.created_at is 'When it was asked; UTC.';
comment on column public.erasure_requests.updated_at is 'When it last changed; UTC, kept by a trigger.';
create index erasure_requests_newest on public.erasure_requests (agency_id, created_at desc);
create index erasure_requests_due on public.erasure_requests (due_at) where status = 'pending';
create unique index erasure_requests_one_open on public.erasure_requests (agency_id, person_id)
  where status = 'pending';
create trigger erasure_requests_touch before insert or update on public.erasure_requests
  for each row execute function atrium.touch();
create trigger erasure_requests_immutable before update on public.erasure_requests
  for each row execute function atrium.immutable('id', 'agency_id', 'person_id', 'legal_basis', 'created_by',
    'created_at');
create trigger erasure_requests_audit after insert or update or delete on public.erasure_requests
  for each row execute function atrium.audit();
alter table public.erasure_requests enable row level security;
alter table public.erasure_requests force row level security;
create policy erasure_requests_select on public.erasure_requests for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('erasure_requests:select')));
grant select on public.erasure_requests to authenticated;
call atrium.allow('erasure_requests', 'select', 'all', 'owner', 'admin');
call atrium.allow('erasure_requests', 'insert', 'all', 'owner', 'admin');

create table atrium.audit_redactions (
  id         uuid not null default gen_random_uuid(),
  audit_id   uuid not null,
  before     bytea not null,
  after      bytea not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint audit_redactions_pkey primary key (id),
  constraint audit_redactions_length check (octet_length(before) = 32 and octet_length(after) = 32)
);
comment on table atrium.audit_redactions is 'Entries of the log from which something personal was taken. Append only.';
comment on column atrium.audit_redactions.id is 'Identifier.';
comment on column atrium.audit_redactions.audit_id is 'The entry.';
comment on column atrium.audit_redactions.before is 'Its digest before, as its block has it or another redaction.';
comment on column atrium.audit_redactions.after is 'Its digest after.';
comment on column atrium.audit_redactions.created_at is 'When; UTC.';
create index audit_redactions_entry on atrium.audit_redactions (audit_id);
revoke update, delete on atrium.audit_redactions from atrium_definer;
-- for the redaction below only; no caller is given it
grant update (old_values, new_values, reason, metadata) on public.audit_logs to atrium_definer;

create function atrium.without_words(value jsonb, words text[]) returns jsonb
language plpgsql immutable
as $$
declare
  written text := value::text;
  word text;
begin
  foreach word in array words loop
    -- as JSON writes it, whatever the case; every character stands for itself
    written := regexp_replace(written, regexp_replace(btrim(to_jsonb(word)::text, '"'), '([^[:alnum:]])', '\\\1', 'g'),
      '[erased]', 'gi');
  end loop;
  return written::jsonb;
end
$$;
comment on function atrium.without_words(jsonb, text[]) is 'The value with these words replaced by [erased].';

create function atrium.redact_audit(agency uuid, relation text, record text, words text[]) returns integer
language plpgsql
as $$
declare
  entry public.audit_logs;
  before bytea;
  redacted integer := 0;
begin
  for entry in
    select l.* from public.audit_logs l
    where (agency is null or l.agency_id = agency)
      and (l.table_name = relation and l.record_id = record
        or exists (select from unnest(words) w where strpos(lower(concat(l.old_values, l.new_values, l.metadata,
          l.reason)), lower(btrim(to_jsonb(w)::text, '"'))) > 0))
  loop
    before := atrium.audit_digest(entry);
    if entry.table_name = relation and entry.record_id = record then
      entry.old_values := (select jsonb_object_agg(v.key, case jsonb_typeof(v.value) when 'string'
        then '"[erased]"' else v.value end) from jsonb_each(entry.old_values) v);
      entry.new_values := (select jsonb_object_agg(v.key, case jsonb_typeof(v.value) when 'string'
        then '"[erased]"' else v.value end) from jsonb_each(entry.new_values) v);
    end if;
    update public.audit_logs l
    set old_values = atrium.without_words(entry.old_values, words),
      new_values = atrium.without_words(entry.new_values, words),
      metadata = atrium.without_words(entry.metadata, words),
      reason = atrium.without_words(to_jsonb(entry.reason), words) #>> '{}'
    where l.id = entry.id and l.created_at = entry.created_at returning l.* into entry;
    insert into atrium.audit_redactions (audit_id, before, after)
    values (entry.id, before, atrium.audit_digest(entry));
    redacted := redacted + 1;
  end loop;
  return redacted;
end
$$;
comment on function atrium.redact_audit(uuid, text, text, text[]) is
  'Takes what is personal out of the log: all text of entries about one row, and these words from any entry of the'
  ' agency (of all, for null). Gives how many entries. For definer functions that have checked who asks.';
call atrium.own_as_definer('atrium.redact_audit(uuid, text, text, text[])'::regprocedure);

create function atrium.erase_account(person uuid, email text) returns jsonb
language plpgsql
as $$
declare
  erased jsonb := '{}';
  step record;
  gone bigint;
begin
  -- what is a person's own, wherever it lies, and what a module says of itself: atrium.erase_from_…(person)
  for step in
    select c.relname as name, format('delete from public.%I where user_id = $1', c.relname) as sql
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and obj_description(c.oid, 'pg_class') like 'Scope: owner%'
    union all
    select substr(p.proname, 12), format('select atrium.%I($1)', p.proname)
    from pg_proc p where p.pronamespace = 'atrium'::regnamespace and p.proname like 'erase\_from\_%'
    order by 1
  loop
    execute step.sql using person;
    get diagnostics gone = row_count;
    erased := erased || case when gone > 0 then jsonb_build_object(step.name, gone) else '{}' end;
  end loop;
  delete from atrium.sign_in_attempts a where a.kind = 'account' and a.key = sha256(convert_to(lower(email), 'UTF8'));
  delete from auth.sessions s where s.user_id = person;
  get diagnostics gone = row_count;
  erased := erased || jsonb_build_object('sessions', gone);
  -- where schema auth is somebody else's, its account goes by its own means
  if has_table_privilege(current_user, 'auth.users', 'update')
    and pg_get_userbyid((select n.nspowner from pg_namespace n where n.nspname = 'auth')) = 'atrium_owner' then
    delete from auth.identities i where i.user_id = person;
    delete from auth.mfa_factors f where f.user_id = person;
    delete from auth.one_time_tokens t where t.user_id = person;
    update auth.users u
    set email = format('erased-%s@erased.invalid', person), encrypted_password = null, phone = null, email_change = '',
      phone_change = '', raw_user_meta_data = '{}', banned_until = 'infinity', deleted_at = clock_timestamp()
    where u.id = person;
    erased := erased || '{"account": 1}';
  end if;
  update public.users u
  set email = format('erased-%s@erased.invalid', person), full_name = 'Erased person', avatar_url = null,
    locale = null, timezone = null
  where u.id = person;
  return erased || '{"profile": 1}';
end
$$;
comment on function atrium.erase_account(uuid, text) is
  'Erases the account of somebody who is in no agency: profile, sign-in, and all that is the person''s own.';
call atrium.own_as_definer('atrium.erase_account(uuid, text)'::regprocedure);
