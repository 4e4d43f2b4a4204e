-- run as: deployer
-- People who can sign in. The row is made by the trigger on auth.users with the same id; code written for the source
-- documents inserts it a second time after sign-up, and that must succeed: the insert of an existing row updates it.
-- The reference to auth.users is made by the deployer, because on Supabase only that role may refer to it.
set local role atrium_owner;
create table public.users (
  id         uuid primary key,
  email      extensions.citext not null,
  full_name  text,
  avatar_url text,
  client_id  uuid,
  locale     text,
  timezone   text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_email_key unique (email),
  constraint users_email check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
  constraint users_full_name check (length(full_name) <= 200),
  constraint users_avatar_url check (length(avatar_url) <= 2000),
  constraint users_client_id check (client_id is null),
  constraint users_locale check (locale ~ '^[a-zA-Z]{2,3}([-_][a-zA-Z0-9]{2,8})*$')
);
comment on table public.users is
  'Scope: owner. A person who can sign in; seen by colleagues of the current agency. What they may do hangs on'
  ' memberships.';
comment on constraint users_email_key on public.users is
  'Global on purpose: one account an address. Rows come from auth.users only, so no caller can probe it.';
comment on column public.users.id is 'The id of auth.users.';
comment on column public.users.email is 'Mirrored from auth.users; compared without regard to case.';
comment on column public.users.full_name is 'Name as people read it, up to 200 characters.';
comment on column public.users.avatar_url is 'Address of a picture, up to 2,000 characters.';
comment on column public.users.client_id is
  'Accepted on insert and never stored: accepts an open invitation to that client, else does nothing.';
comment on column public.users.locale is 'Language tag such as de or en-GB; null for the browser''s.';
comment on column public.users.timezone is 'IANA time zone of the person; null for the agency''s.';
comment on column public.users.created_at is 'When the account was made; UTC.';
comment on column public.users.updated_at is 'When the row was last changed; UTC, kept by a trigger.';

create function atrium.adopt_user() returns trigger
language plpgsql
as $$
declare
  account record;
  home uuid;
begin
  if current_setting('role') in ('authenticated', 'anon') and new.id is distinct from atrium.current_user_id() then
    raise exception using errcode = 'ATNOM', message = 'A person can only add their own row.',
      hint = 'Insert with the id of the signed-in user.';
  end if;
  select u.email into account from auth.users u where u.id = new.id;
  if current_setting('role') in ('authenticated', 'anon') then
    new.email := account.email::extensions.citext;
  end if;
  home := new.client_id;
  new.client_id := null;

  if exists (select from public.users u where u.id = new.id) then
    update public.users u
    set full_name = coalesce(new.full_name, u.full_name), avatar_url = coalesce(new.avatar_url, u.avatar_url),
      locale = coalesce(new.locale, u.locale), timezone = coalesce(new.timezone, u.timezone)
    where u.id = new.id;
    -- only an address that somebody proved to be theirs can hold an invitation: signing up alone proves nothing
    if home is not null
      and exists (select from auth.identities i where i.user_id = new.id
        and i.identity_data ->> 'email' = account.email::text and i.identity_data ->> 'email_verified' = 'true')
      and to_regprocedure('atrium.accept_client_invitation(uuid,uuid)') is not null then
      perform atrium.accept_client_invitation(new.id, home);
    end if;
    return null;
  end if;
  return new;
end
$$;
comment on function atrium.adopt_user() is
  'Trigger before insert: the insert of a row that exists updates it; client_id accepts an open invitation to'
  ' that client.';
call atrium.own_as_definer('atrium.adopt_user()'::regprocedure);

create trigger users_adopt before insert on public.users
  for each row execute function atrium.adopt_user();
create trigger users_touch before update on public.users
  for each row execute function atrium.touch();
create trigger users_immutable before update on public.users
  for each row execute function atrium.immutable('id', 'client_id', 'created_at');
create trigger users_by_function before update on public.users
  for each row execute function atrium.by_function('email');
create trigger users_timezone before insert or update of timezone on public.users
  for each row execute function atrium.known_timezone();
create trigger users_audit after insert or update or delete on public.users
  for each row execute function atrium.audit();

-- who reads is decided by memberships, whose change adds the policy for select
alter table public.users enable row level security;
alter table public.users force row level security;
create policy users_insert on public.users for insert to authenticated
  with check (id = (select atrium.current_user_id()));
create policy users_update on public.users for update to authenticated
  using (id = (select atrium.current_user_id()))
  with check (id = (select atrium.current_user_id()));
grant insert (id, email, full_name, avatar_url, client_id, locale, timezone) on public.users to authenticated;
grant update (full_name, avatar_url, locale, timezone) on public.users to authenticated;

call atrium.allow('users', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent', 'member');
call atrium.allow('users', 'select', 'home', 'customer');
call atrium.allow('users', 'update', 'own', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent', 'member', 'customer');
set local role none;

alter table public.users add constraint users_id_fkey foreign key (id) references auth.users (id) on delete cascade;
