-- A person in an agency, with a role. Rows change through functions that check the caller's rank; an agency never loses
-- its last active owner, however many requests try at once: the agency's row is the lock.
create table public.memberships (
  id           uuid primary key default gen_random_uuid(),
  agency_id    uuid not null references public.agencies on delete cascade,
  user_id      uuid not null references public.users on delete cascade,
  role         public.agency_role not null,
  status       public.membership_status not null default 'active',
  client_scope public.client_scope not null default 'all',
  client_id    uuid,
  job_title    text,
  permissions  text[] not null default '{}',
  created_by   uuid,
  updated_by   uuid,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  constraint memberships_agency_user unique (agency_id, user_id),
  constraint memberships_agency_id unique (agency_id, id),
  constraint memberships_home_client check ((client_id is not null) = (role = 'customer')),
  constraint memberships_job_title check (length(job_title) <= 100),
  constraint memberships_permissions check (
    array_to_string(permissions, ' ') ~ '^([a-z_]+:[a-z_]+( [a-z_]+:[a-z_]+)*)?$')
);
comment on table public.memberships is
  'Scope: agency. A person in an agency with a role; customer means contact user of a client.';
comment on column public.memberships.id is 'Identifier.';
comment on column public.memberships.agency_id is 'The agency; never changes.';
comment on column public.memberships.user_id is 'The person; never changes.';
comment on column public.memberships.role is
  'What the person is here; changed by set_member_role and transfer_ownership.';
comment on column public.memberships.status is 'suspended lets nothing through and keeps everything.';
comment on column public.memberships.client_scope is 'Staff: all clients, or some, which are those in client_access.';
comment on column public.memberships.client_id is 'Home client of a contact user; null for staff.';
comment on column public.memberships.job_title is 'What the person does, in words; grants nothing.';
comment on column public.memberships.permissions is
  'Rights beyond the role''s, as resource:action; changed by set_member_permissions.';
comment on column public.memberships.created_by is
  'Who brought the person in. Not a reference: it outlives the account.';
comment on column public.memberships.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.memberships.created_at is 'Since when; UTC.';
comment on column public.memberships.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index memberships_user on public.memberships (user_id, created_at);
create index memberships_client on public.memberships (agency_id, client_id) where client_id is not null;

create function atrium.keep_owner() returns trigger
language plpgsql
as $$
begin
  if old.role <> 'owner' or old.status <> 'active' then
    return null;
  elsif tg_op = 'UPDATE' then
    if new.role = 'owner' and new.status = 'active' then
      return null;
    end if;
  end if;
  -- an agency that goes takes its owners along; one that stays waits here for whoever else is leaving it
  perform 1 from public.agencies where id = old.agency_id for no key update;
  if found and not exists (
      select from public.memberships where agency_id = old.agency_id and role = 'owner' and status = 'active') then
    raise exception using errcode = 'ATLST', message = 'An agency can''t lose its last owner.',
      hint = 'Make another member the owner first.';
  end if;
  return null;
end
$$;
comment on function atrium.keep_owner() is
  'Trigger after update or delete: raises ATLST where no active owner would be left.';
call atrium.own_as_definer('atrium.keep_owner()'::regprocedure);

create trigger memberships_touch before insert or update on public.memberships
  for each row execute function atrium.touch();
create trigger memberships_immutable before update on public.memberships
  for each row execute function atrium.immutable('id', 'agency_id', 'user_id', 'created_by', 'created_at');
create trigger memberships_by_function before update on public.memberships
  for each row execute function atrium.by_function('role', 'status', 'client_scope', 'client_id', 'permissions');
create constraint trigger memberships_keep_owner after update or delete on public.memberships
  for each row execute function atrium.keep_owner();
create trigger memberships_audit after insert or update or delete on public.memberships
  for each row execute function atrium.audit();

alter table public.memberships enable row level security;
alter table public.memberships force row level security;
create policy memberships_select on public.memberships for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (
    (select atrium.may('memberships:select') and not atrium.is_contact())
    or user_id = (select atrium.current_user_id())
    or client_id = (select atrium.home_client_id())));
create policy memberships_update on public.memberships for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('memberships:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('memberships:update')));
grant select on public.memberships to authenticated;
grant update (job_title) on public.memberships to authenticated;

create policy users_select on public.users for select to authenticated
  using (id = (select atrium.current_user_id()) or id = any (array(
    select m.user_id from public.memberships m where m.agency_id = (select atrium.current_agency_id()))));
grant select on public.users to authenticated;

call atrium.allow('memberships', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('memberships', 'select', 'home', 'customer');
call atrium.allow('memberships', 'update', 'all', 'owner', 'admin');
call atrium.allow('memberships', 'delete', 'all', 'owner', 'admin');
