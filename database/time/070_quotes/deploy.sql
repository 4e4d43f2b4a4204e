-- Quotes: what a client is asked to pay for a piece of work, line by line. Whoever sells writes them without seeing a
-- cost; finance approves. The total is kept by the database, under the lock of the quote.
create domain public.quote_status as text constraint quote_status_known
  check (value in ('draft', 'submitted', 'approved', 'rejected', 'sent', 'won', 'lost'));
comment on domain public.quote_status is 'Where a quote stands; changed by its functions.';

create table public.project_quotes (
  id                  uuid primary key default gen_random_uuid(),
  agency_id           uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  client_id           uuid not null,
  quote_code          text not null,
  quote_name          text not null,
  campaign_type       public.campaign_type,
  markets             text[] not null default '{}',
  deliverables        text[] not null default '{}',
  duration_weeks      integer,
  currency            char(3) not null default 'EUR',
  total_client_amount numeric(15,2) not null default 0,
  status              public.quote_status not null default 'draft',
  status_note         text,
  submitted_by        uuid,
  submitted_at        timestamptz,
  approved_by         uuid,
  approved_at         timestamptz,
  sent_to_client_at   timestamptz,
  closed_at           timestamptz,
  notes               text,
  created_by          uuid,
  updated_by          uuid,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint project_quotes_agency_id unique (agency_id, id),
  constraint project_quotes_agency_client_id unique (agency_id, client_id, id),
  constraint project_quotes_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  constraint project_quotes_code check (quote_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint project_quotes_texts check (length(btrim(quote_name)) between 1 and 255 and length(notes) <= 5000
    and length(status_note) <= 2000 and cardinality(markets) <= 20 and cardinality(deliverables) <= 100),
  constraint project_quotes_duration check (duration_weeks between 1 and 520),
  constraint project_quotes_currency check (currency ~ '^[A-Z]{3}$'),
  constraint project_quotes_submitted check ((status = 'draft') = (submitted_at is null)),
  constraint project_quotes_decided check ((status in ('draft', 'submitted')) = (approved_at is null)),
  constraint project_quotes_not_own check (approved_by <> submitted_by),
  constraint project_quotes_sent check ((status in ('sent', 'won', 'lost')) = (sent_to_client_at is not null)
    and (status in ('won', 'lost')) = (closed_at is not null))
);
comment on table public.project_quotes is
  'Scope: agency, narrowed to the clients the caller sees. What clients are asked to pay; owner, finance and'
  ' leadership see all, pm and account their teams'' and their own.';
comment on column public.project_quotes.id is 'Identifier.';
comment on column public.project_quotes.agency_id is 'The agency; never changes.';
comment on column public.project_quotes.client_id is 'Whom it is for; never changes.';
comment on column public.project_quotes.quote_code is
  'Unique within the agency whatever the case; made of the name where absent.';
comment on column public.project_quotes.quote_name is 'What it is for, 1 to 255 characters.';
comment on column public.project_quotes.campaign_type is 'What kind of work; null while open.';
comment on column public.project_quotes.markets is 'Where it runs; at most 20.';
comment on column public.project_quotes.deliverables is 'What comes out of it; at most 100.';
comment on column public.project_quotes.duration_weeks is 'How long it takes, in weeks.';
comment on column public.project_quotes.currency is 'ISO 4217 code of all its lines.';
comment on column public.project_quotes.total_client_amount is
  'What the client pays: the sum of its lines, kept by a trigger.';
comment on column public.project_quotes.status is 'Where it stands; changed by its functions.';
comment on column public.project_quotes.status_note is
  'Why, in the words of whoever decided or closed it; up to 2,000 characters.';
comment on column public.project_quotes.submitted_by is 'Who asked for approval. Not a reference, like created_by.';
comment on column public.project_quotes.submitted_at is 'When; UTC; null while a draft.';
comment on column public.project_quotes.approved_by is
  'Who in finance approved or rejected it. Not a reference, like created_by.';
comment on column public.project_quotes.approved_at is 'When it was approved or rejected; UTC.';
comment on column public.project_quotes.sent_to_client_at is 'When it went to the client; UTC.';
comment on column public.project_quotes.closed_at is 'When it was won or lost; UTC.';
comment on column public.project_quotes.notes is 'For staff, up to 5,000 characters.';
comment on column public.project_quotes.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.project_quotes.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.project_quotes.created_at is 'When it was made; UTC.';
comment on column public.project_quotes.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create unique index project_quotes_one_code on public.project_quotes (agency_id, lower(quote_code));
create index project_quotes_newest on public.project_quotes (agency_id, created_at desc);
create index project_quotes_board on public.project_quotes (agency_id, status, created_at desc);
create index project_quotes_own on public.project_quotes (agency_id, created_by, created_at desc);

-- the campaign it sold, of the same client
create index campaigns_of_quote on public.campaigns (agency_id, client_id, procure_quote_id)
  where procure_quote_id is not null;
alter table public.campaigns add constraint campaigns_quote foreign key (agency_id, client_id, procure_quote_id)
  references public.project_quotes (agency_id, client_id, id) on delete set null (procure_quote_id);



-- who works on what a quote sold; and whose quotes somebody may still change
create function atrium.my_quotes() returns setof uuid
language sql stable
as $$
  select c.procure_quote_id from public.campaigns c
  where c.agency_id = atrium.current_agency_id() and c.procure_quote_id is not null
    and c.id in (select m from atrium.my_campaigns() m)
$$;
comment on function atrium.my_quotes() is 'The quotes behind the campaigns whose team the caller is on.';
call atrium.own_as_definer('atrium.my_quotes()'::regprocedure);

create function atrium.open_quotes() returns setof uuid
language sql stable
as $$
  select q.id from public.project_quotes q
  where q.agency_id = atrium.current_agency_id() and q.status in ('draft', 'rejected')
    and atrium.may('project_quotes:update')
    and (atrium.may('project_quotes:update_any') or q.created_by = atrium.current_user_id())
    and (atrium.sees_all_clients() or q.client_id in (select a.client_id from public.client_access a
      where a.agency_id = q.agency_id and a.user_id = atrium.current_user_id() and a.permission = 'write'))
$$;
comment on function atrium.open_quotes() is
  'The quotes, drafts or rejected, whose text and lines the caller may change.';
call atrium.own_as_definer('atrium.open_quotes()'::regprocedure);
grant execute on function atrium.my_quotes(), atrium.open_quotes() to authenticated, service_role;

create function atrium.complete_quote() returns trigger
language plpgsql
as $$
begin
  if new.quote_code is null then
    new.quote_code := atrium.code_of(new.quote_name, 'QUOTE');
    if exists (select from public.project_quotes q
        where q.agency_id = new.agency_id and lower(q.quote_code) = lower(new.quote_code)) then
      new.quote_code := new.quote_code || '-' || upper(left(new.id::text, 8));
    end if;
  end if;
  return new;
end
$$;
comment on function atrium.complete_quote() is
  'Trigger before insert on project_quotes: makes a code of the name where none is given.';
call atrium.own_as_definer('atrium.complete_quote()'::regprocedure);

create trigger project_quotes_complete before insert on public.project_quotes
  for each row execute function atrium.complete_quote();
create trigger project_quotes_by_function before update on public.project_quotes
  for each row execute function atrium.by_function('status', 'submitted_by', 'submitted_at', 'approved_by',
    'approved_at', 'sent_to_client_at', 'closed_at', 'total_client_amount');
create trigger project_quotes_touch before insert or update on public.project_quotes
  for each row execute function atrium.touch();
create trigger project_quotes_immutable before update on public.project_quotes
  for each row execute function atrium.immutable('id', 'agency_id', 'client_id', 'created_by', 'created_at');
create trigger project_quotes_audit after insert or update or delete on public.project_quotes
  for each row execute function atrium.audit();

call atrium.allow('project_quotes', 'select', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('project_quotes', 'select_any', 'all', 'owner', 'finance', 'leadership');
call atrium.allow('project_quotes', 'select', 'assigned', 'pm', 'account');
call atrium.allow('project_quotes', 'insert', 'all', 'owner', 'account');
call atrium.allow('project_quotes', 'update', 'all', 'owner', 'finance');
call atrium.allow('project_quotes', 'update_any', 'all', 'owner', 'finance');
call atrium.allow('project_quotes', 'update', 'own', 'account');
call atrium.allow('project_quotes', 'delete', 'all', 'owner');
call atrium.allow('project_quotes', 'delete', 'own', 'account');

alter table public.project_quotes enable row level security;
alter table public.project_quotes force row level security;
create policy project_quotes_select on public.project_quotes for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_quotes:select'))
    and ((select atrium.sees_all_clients()) or client_id = any (array(select id from public.clients)))
    and ((select atrium.may('project_quotes:select_any')) or created_by = (select atrium.current_user_id())
      or id = any (array(select m from atrium.my_quotes() m))));
create policy project_quotes_insert on public.project_quotes for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_quotes:insert'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy project_quotes_update on public.project_quotes for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_quotes:update'))
    and id = any (array(select o from atrium.open_quotes() o)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_quotes:update'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy project_quotes_delete on public.project_quotes for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('project_quotes:delete'))
    and id = any (array(select o from atrium.open_quotes() o)));
grant select, delete on public.project_quotes to authenticated;
grant insert (client_id, quote_code, quote_name, campaign_type, markets, deliverables, duration_weeks, currency,
  notes)
  on public.project_quotes to authenticated;
grant update (quote_code, quote_name, campaign_type, markets, deliverables, duration_weeks, currency, notes)
  on public.project_quotes to authenticated;
