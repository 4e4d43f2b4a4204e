-- The people at a client, and what its contract is worth. Worth stands apart from clients because only finance and
-- leadership see it: others get null by a join, never a refusal or a partial sum.
create table public.client_contacts (
  id         uuid primary key default gen_random_uuid(),
  client_id  uuid not null references public.clients on delete cascade,
  name       text not null,
  email      extensions.citext,
  phone      text,
  title      text,
  is_primary boolean not null default false,
  is_billing boolean not null default false,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint client_contacts_name check (length(btrim(name)) between 1 and 255),
  constraint client_contacts_email check (email like '%_@_%')
);
comment on table public.client_contacts is 'Scope: client. People at the client; having a row here is no account.';
comment on column public.client_contacts.id is 'Key.';
comment on column public.client_contacts.client_id is 'Where the person works.';
comment on column public.client_contacts.name is 'Full name.';
comment on column public.client_contacts.email is 'Mail; unique within the client.';
comment on column public.client_contacts.phone is 'Phone as written by the person.';
comment on column public.client_contacts.title is 'Position at the client.';
comment on column public.client_contacts.is_primary is 'First to call; one a client at most.';
comment on column public.client_contacts.is_billing is 'Receives invoices.';
comment on column public.client_contacts.created_by is
  'Who entered the person. Not a reference: it outlives the account.';
comment on column public.client_contacts.updated_by is 'Who changed the entry last. Not a reference, like created_by.';
comment on column public.client_contacts.created_at is 'UTC; when it was made.';
comment on column public.client_contacts.updated_at is 'UTC; last change.';
create index client_contacts_by_name on public.client_contacts (client_id, name);
create unique index client_contacts_one_email on public.client_contacts (client_id, email);
create unique index client_contacts_one_primary on public.client_contacts (client_id) where is_primary;

create table public.client_terms (
  client_id      uuid primary key,
  agency_id      uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  contract_value numeric(15,2),
  currency       char(3) not null default 'EUR',
  created_by     uuid,
  updated_by     uuid,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint client_terms_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  constraint client_terms_value check (contract_value >= 0),
  constraint client_terms_currency check (currency ~ '^[A-Z]{3}$')
);
comment on table public.client_terms is
  'Scope: agency, money: owner, finance and leadership read. What the contract with a client is worth.';
comment on column public.client_terms.client_id is 'The client; one row each.';
comment on column public.client_terms.agency_id is 'The agency of the client.';
comment on column public.client_terms.contract_value is 'A year''s worth of the contract, in currency.';
comment on column public.client_terms.currency is 'ISO 4217, upper case.';
comment on column public.client_terms.created_by is 'Who entered it. Not a reference: it outlives the account.';
comment on column public.client_terms.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.client_terms.created_at is 'UTC; when it was made.';
comment on column public.client_terms.updated_at is 'UTC; last change.';
create index client_terms_by_client on public.client_terms (agency_id, client_id);

create trigger client_contacts_touch before insert or update on public.client_contacts
  for each row execute function atrium.touch();
create trigger client_contacts_immutable before update on public.client_contacts
  for each row execute function atrium.immutable('client_id', 'created_by');
create trigger client_contacts_audit after insert or update or delete on public.client_contacts
  for each row execute function atrium.audit();
create trigger client_terms_touch before insert or update on public.client_terms
  for each row execute function atrium.touch();
create trigger client_terms_immutable before update on public.client_terms
  for each row execute function atrium.immutable('agency_id', 'client_id', 'created_by');
create trigger client_terms_audit after insert or update or delete on public.client_terms
  for each row execute function atrium.audit();

insert into atrium.role_rights (role, resource, action, reach)
select r, 'client_contacts', 'select', case r when 'member' then 'assigned' when 'customer' then 'home' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r
union all
select r, 'client_contacts', a, case r when 'member' then 'assigned' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'account', 'pm', 'agent', 'member']) r,
  unnest(array['insert', 'update']) a
union all
select r, 'client_contacts', 'delete', 'all' from unnest(array['owner', 'admin', 'leadership']) r
union all
select r, 'client_terms', 'select', 'all' from unnest(array['owner', 'finance', 'leadership']) r
union all
select r, 'client_terms', a, 'all' from unnest(array['owner', 'finance']) r, unnest(array['insert', 'update']) a;

alter table public.client_contacts enable row level security;
alter table public.client_contacts force row level security;
create policy client_contacts_select on public.client_contacts for select to authenticated
  using (client_id = any (array(select id from public.clients)) and (select atrium.may('client_contacts:select')));
create policy client_contacts_insert on public.client_contacts for insert to authenticated
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('client_contacts:insert')));
create policy client_contacts_update on public.client_contacts for update to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('client_contacts:update')))
  with check (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('client_contacts:update')));
create policy client_contacts_delete on public.client_contacts for delete to authenticated
  using (client_id = any (array(select w from atrium.writable_clients() w))
    and (select atrium.may('client_contacts:delete')));
grant select, delete on public.client_contacts to authenticated;
grant insert (client_id, name, email, phone, title, is_primary, is_billing) on public.client_contacts to authenticated;
grant update (name, email, phone, title, is_primary, is_billing) on public.client_contacts to authenticated;

alter table public.client_terms enable row level security;
alter table public.client_terms force row level security;
create policy client_terms_select on public.client_terms for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and client_id = any (array(select id from public.clients))
    and (select atrium.may('client_terms:select')));
create policy client_terms_insert on public.client_terms for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_terms:insert'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy client_terms_update on public.client_terms for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_terms:update'))
    and client_id = any (array(select w from atrium.writable_clients() w)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_terms:update')));
grant select on public.client_terms to authenticated;
grant insert (client_id, contract_value, currency), update (contract_value, currency)
  on public.client_terms to authenticated;
