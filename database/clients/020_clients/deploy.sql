-- The companies an agency works for, and who of its people may see which. A client's agency never changes, so
-- everything that hangs on a client carries client_id alone and is seen by whoever sees the client.
create domain public.client_status as text check (value in ('active', 'inactive', 'on_hold', 'churned'));
create domain public.client_health as text check (value in ('green', 'yellow', 'red'));
create domain public.retention_type as text check (value in ('retainer', 'project', 'hybrid'));
create domain public.client_access_permission as text check (value in ('read', 'write'));
comment on domain public.client_status is 'Where the business relation stands.';
comment on domain public.client_health is 'Traffic light of the relation.';
comment on domain public.retention_type is 'How the client is bound: retainer, project or both.';
comment on domain public.client_access_permission is 'What a person with access to some clients may do there.';

create table public.clients (
  id                    uuid primary key default gen_random_uuid(),
  agency_id             uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  code                  text not null,
  name                  text not null,
  name_short            text,
  sector                text,
  industry              text,
  region                text,
  market_segment        text,
  website               text,
  retention_type        public.retention_type,
  contract_start_date   date,
  contract_end_date     date,
  primary_contact_name  text,
  primary_contact_email extensions.citext,
  primary_contact_phone text,
  billing_contact_name  text,
  billing_contact_email extensions.citext,
  preferred_currency    char(3),
  payment_terms         text,
  invoicing_frequency   text,
  logo_url              text,
  brand_colors          jsonb not null default '{}',
  status                public.client_status not null default 'active',
  churn_date            date,
  churn_reason          text,
  stage_id              uuid not null,
  stage_entered_at      timestamptz not null default now(),
  health_status         public.client_health not null default 'green',
  health_reason         text,
  health_is_manual      boolean not null default false,
  owner_id              uuid,
  tags                  text[] not null default '{}',
  notes                 text,
  is_house              boolean not null default false,
  created_by            uuid,
  updated_by            uuid,
  created_at            timestamptz not null default now(),
  updated_at            timestamptz not null default now(),
  constraint clients_agency_id unique (agency_id, id),
  constraint clients_stage foreign key (agency_id, stage_id) references public.client_stages (agency_id, id),
  -- the account owner is a member of the same agency, and leaves the client behind when he goes
  constraint clients_owner foreign key (agency_id, owner_id) references public.memberships (agency_id, user_id)
    on delete set null (owner_id),
  constraint clients_name check (length(btrim(name)) between 1 and 255),
  constraint clients_code check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint clients_contract check (contract_end_date >= contract_start_date),
  constraint clients_churn check ((status = 'churned') = (churn_date is not null)),
  constraint clients_currency check (preferred_currency ~ '^[A-Z]{3}$'),
  constraint clients_emails check (coalesce(primary_contact_email, 'a@b') like '%_@_%'
    and coalesce(billing_contact_email, 'a@b') like '%_@_%'),
  constraint clients_tags check (cardinality(tags) <= 20),
  constraint clients_notes check (length(notes) <= 5000),
  constraint clients_brand_colors check (jsonb_typeof(brand_colors) = 'object')
);
comment on table public.clients is 'Scope: agency. Companies the agency works for; their agency never changes.';
comment on column public.clients.id is 'Key.';
comment on column public.clients.agency_id is 'The agency it belongs to, for good.';
comment on column public.clients.code is
  'Short unique code within the agency, whatever the case; made of the name where absent.';
comment on column public.clients.name is 'Legal or trading name.';
comment on column public.clients.name_short is 'Name for narrow places.';
comment on column public.clients.sector is 'FMCG, Retail, Finance …; free text.';
comment on column public.clients.industry is 'Finer than sector; free text.';
comment on column public.clients.region is 'Where it trades; free text.';
comment on column public.clients.market_segment is 'Enterprise, SMB, Startup; free text.';
comment on column public.clients.website is 'Address of the public site.';
comment on column public.clients.retention_type is 'Retainer, project or hybrid.';
comment on column public.clients.contract_start_date is 'First day of the contract.';
comment on column public.clients.contract_end_date is 'Last day; null while open.';
comment on column public.clients.primary_contact_name is 'Whom to call; more people in client_contacts.';
comment on column public.clients.primary_contact_email is 'Mail of the primary contact.';
comment on column public.clients.primary_contact_phone is 'Phone of the primary contact.';
comment on column public.clients.billing_contact_name is 'Who receives invoices.';
comment on column public.clients.billing_contact_email is 'Where invoices go.';
comment on column public.clients.preferred_currency is 'ISO 4217, upper case.';
comment on column public.clients.payment_terms is 'Net 30, Net 45 …';
comment on column public.clients.invoicing_frequency is 'Monthly, quarterly, milestone …';
comment on column public.clients.logo_url is 'Address of the logo.';
comment on column public.clients.brand_colors is 'Object: primary, secondary, accent as #rrggbb.';
comment on column public.clients.status is 'Changed by set_client_status only.';
comment on column public.clients.churn_date is 'Day it left; not null if and only if status is churned.';
comment on column public.clients.churn_reason is 'Why it left.';
comment on column public.clients.stage_id is 'Stage in the pipeline; changed by move_client_stage only.';
comment on column public.clients.stage_entered_at is 'UTC; since when it is in this stage.';
comment on column public.clients.health_status is
  'Green, yellow or red; changed by set_client_health and clear_client_health only.';
comment on column public.clients.health_reason is 'Why it has this colour.';
comment on column public.clients.health_is_manual is 'A person set the colour; rules leave it alone.';
comment on column public.clients.owner_id is 'The member of the agency who answers for the client.';
comment on column public.clients.tags is 'At most 20 labels.';
comment on column public.clients.notes is 'At most 5,000 characters.';
comment on column public.clients.is_house is 'Stands for the agency itself; one at most, not in the pipeline.';
comment on column public.clients.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.clients.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.clients.created_at is 'UTC; when it was made.';
comment on column public.clients.updated_at is 'UTC; last change.';
create unique index clients_one_code on public.clients (agency_id, lower(code));
create unique index clients_one_house on public.clients (agency_id) where is_house;
create index clients_by_name on public.clients (agency_id, name);
create index clients_by_stage on public.clients (agency_id, stage_id);
create index clients_by_owner on public.clients (agency_id, owner_id);

create table public.client_access (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  user_id    uuid not null,
  client_id  uuid not null,
  permission public.client_access_permission not null default 'read',
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint client_access_once unique (user_id, client_id),
  constraint client_access_member foreign key (agency_id, user_id) references public.memberships (agency_id, user_id)
    on delete cascade,
  constraint client_access_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade
);
comment on table public.client_access is
  'Scope: agency. Clients given to people who see only some; ends with membership or client.';
comment on column public.client_access.id is 'Key.';
comment on column public.client_access.agency_id is 'The agency of both.';
comment on column public.client_access.user_id is 'The member.';
comment on column public.client_access.client_id is 'The client he may see.';
comment on column public.client_access.permission is 'Read, or write within the rights of his role.';
comment on column public.client_access.created_by is 'Who gave it. Not a reference: it outlives the account.';
comment on column public.client_access.created_at is 'UTC; when it was given.';
comment on column public.client_access.updated_at is 'UTC; last change.';
create index client_access_by_member on public.client_access (agency_id, user_id);
create index client_access_by_client on public.client_access (agency_id, client_id);

create trigger clients_touch before insert or update on public.clients for each row execute function atrium.touch();
create trigger clients_immutable before update on public.clients
  for each row execute function atrium.immutable('agency_id', 'is_house', 'created_by');
create trigger clients_audit after insert or update or delete on public.clients
  for each row execute function atrium.audit();
create trigger client_access_touch before insert or update on public.client_access
  for each row execute function atrium.touch();
create trigger client_access_immutable before update on public.client_access
  for each row execute function atrium.immutable('agency_id', 'user_id', 'client_id', 'created_by');
create trigger client_access_audit after insert or update or delete on public.client_access
  for each row execute function atrium.audit();

-- What a writer may leave out: a code made of the name, the first stage of the pipeline.
create function atrium.complete_client() returns trigger language plpgsql as $$
declare
  stem text := left(trim(both '-' from upper(regexp_replace(new.name, '[^A-Za-z0-9]+', '-', 'g'))), 40);
begin
  if new.code is null then
    new.code := coalesce(nullif(stem, ''), 'CLIENT');
    if exists (select from public.clients c where c.agency_id = new.agency_id and lower(c.code) = lower(new.code)) then
      new.code := new.code || '-' || upper(left(new.id::text, 8));
    end if;
  end if;
  if new.stage_id is null then
    select s.id into new.stage_id from public.client_stages s
    where s.agency_id = new.agency_id order by s.position, s.name limit 1;
  end if;
  return new;
end $$;
comment on function atrium.complete_client() is
  'Trigger on clients: fills code and stage of a new client where absent.';
call atrium.own_as_definer('atrium.complete_client()'::regprocedure);
create trigger clients_complete before insert on public.clients for each row execute function atrium.complete_client();

insert into atrium.role_rights (role, resource, action, reach) values
  ('owner', 'clients', 'insert', 'all'), ('admin', 'clients', 'insert', 'all'),
  ('leadership', 'clients', 'insert', 'all'), ('account', 'clients', 'insert', 'all'),
  ('owner', 'clients', 'update', 'all'), ('admin', 'clients', 'update', 'all'),
  ('leadership', 'clients', 'update', 'all'), ('account', 'clients', 'update', 'all'),
  ('owner', 'clients', 'delete', 'all'), ('admin', 'clients', 'delete', 'all'),
  ('leadership', 'clients', 'delete', 'all'),
  ('owner', 'client_access', 'select', 'all'), ('admin', 'client_access', 'select', 'all'),
  ('owner', 'client_access', 'insert', 'all'), ('admin', 'client_access', 'insert', 'all'),
  ('owner', 'client_access', 'update', 'all'), ('admin', 'client_access', 'update', 'all'),
  ('owner', 'client_access', 'delete', 'all'), ('admin', 'client_access', 'delete', 'all');
insert into atrium.role_rights (role, resource, action, reach)
select r, 'clients', 'select', case r when 'member' then 'assigned' when 'customer' then 'home' else 'all' end
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r
union all
select r, 'client_access', 'select', 'own'
from unnest(array['leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member', 'customer']) r;

-- What the policy of clients asks for: past the policies of client_access, which would be planned into every query that
-- looks at a client, and only where the caller does not see all clients anyway.
create function atrium.granted_clients() returns setof uuid language plpgsql stable as $$
begin
  return query select a.client_id from public.client_access a
    where a.user_id = atrium.current_user_id() and a.agency_id = atrium.current_agency_id();
end $$;
comment on function atrium.granted_clients() is 'Clients that client_access gives to the caller in this agency.';
call atrium.own_as_definer('atrium.granted_clients()'::regprocedure);
grant execute on function atrium.granted_clients() to authenticated;

alter table public.clients enable row level security;
alter table public.clients force row level security;
create policy clients_select on public.clients for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('clients:select'))
    and ((select atrium.sees_all_clients()) or id = (select atrium.home_client_id())
      or id = any (array(select g from atrium.granted_clients() g))));
create policy clients_insert on public.clients for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('clients:insert'))
    and (select atrium.sees_all_clients()));
-- who sees some clients only, changes those he was given to write
create policy clients_update on public.clients for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('clients:update'))
    and ((select atrium.sees_all_clients()) or id = any (array(
      select a.client_id from public.client_access a
      where a.user_id = (select atrium.current_user_id()) and a.permission = 'write'))))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('clients:update')));
create policy clients_delete on public.clients for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('clients:delete'))
    and (select atrium.sees_all_clients()) and not is_house);
grant select, delete on public.clients to authenticated;
grant insert (code, name, name_short, sector, industry, region, market_segment, website, retention_type,
  contract_start_date, contract_end_date, primary_contact_name, primary_contact_email, primary_contact_phone,
  billing_contact_name, billing_contact_email, preferred_currency, payment_terms, invoicing_frequency, logo_url,
  brand_colors, status, churn_date, churn_reason, stage_id, owner_id, tags, notes) on public.clients to authenticated;
grant update (code, name, name_short, sector, industry, region, market_segment, website, retention_type,
  contract_start_date, contract_end_date, primary_contact_name, primary_contact_email, primary_contact_phone,
  billing_contact_name, billing_contact_email, preferred_currency, payment_terms, invoicing_frequency, logo_url,
  brand_colors, owner_id, tags, notes) on public.clients to authenticated;

alter table public.client_access enable row level security;
alter table public.client_access force row level security;
create policy client_access_select on public.client_access for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_access:select'))
    and ((select atrium.may('client_access:insert')) or user_id = (select atrium.current_user_id())));
create policy client_access_insert on public.client_access for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_access:insert')));
create policy client_access_update on public.client_access for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_access:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_access:update')));
create policy client_access_delete on public.client_access for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('client_access:delete')));
grant select, delete on public.client_access to authenticated;
grant insert (user_id, client_id, permission), update (permission) on public.client_access to authenticated;

-- a contact user's membership, and the invitation to one, belong to a client of the same agency and end with it
alter table public.memberships add constraint memberships_client foreign key (agency_id, client_id)
  references public.clients (agency_id, id) on delete cascade;
alter table public.invitations add constraint invitations_client foreign key (agency_id, client_id)
  references public.clients (agency_id, id) on delete cascade;
