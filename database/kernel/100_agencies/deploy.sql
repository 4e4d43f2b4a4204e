-- The tenant, root of everything.
create function atrium.known_timezone() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if new.timezone is not null then
    perform now() at time zone new.timezone;
  end if;
  return new;
exception when invalid_parameter_value then
  raise exception using errcode = 'ATVAL',
    message = format('The time zone %s is not known.', new.timezone),
    hint = 'Write it as Europe/Berlin or UTC.';
end
$$;
comment on function atrium.known_timezone() is
  'Trigger before insert or update of timezone: raises ATVAL for an unknown one.';

create table public.agencies (
  id         uuid primary key default gen_random_uuid(),
  name       text not null,
  slug       text not null,
  settings   jsonb not null default '{}',
  logo_url   text,
  timezone   text not null default 'UTC',
  currency   char(3) not null default 'EUR',
  accent     text,
  created_by uuid,
  updated_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint agencies_slug_key unique (slug),
  constraint agencies_name check (length(btrim(name)) between 1 and 200),
  constraint agencies_slug check (slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
  constraint agencies_settings check (jsonb_typeof(settings) = 'object'),
  constraint agencies_logo_url check (length(logo_url) <= 2000),
  constraint agencies_currency check (currency ~ '^[A-Z]{3}$'),
  constraint agencies_accent check (accent ~ '^#[0-9a-fA-F]{6}$')
);
comment on table public.agencies is
  'Scope: agency. The tenant: an agency or service business, root of everything it has.';
comment on constraint agencies_slug_key on public.agencies is
  'Global on purpose: the slug is the public address of booking and help pages.';
comment on column public.agencies.id is 'Identifier; agency_id everywhere else.';
comment on column public.agencies.name is 'Name as people read it, 1 to 200 characters.';
comment on column public.agencies.slug is
  'Public address part: lower case letters, digits and hyphens, up to 63. Public.';
comment on column public.agencies.settings is 'Preferences of the agency, by module; an object.';
comment on column public.agencies.logo_url is 'Address of the logo, up to 2,000 characters.';
comment on column public.agencies.timezone is 'IANA name of the time zone that days and schedules are meant in.';
comment on column public.agencies.currency is 'ISO 4217 code that money is shown in when nothing else is said.';
comment on column public.agencies.accent is 'Accent colour as #rrggbb; null for the product''s own.';
comment on column public.agencies.created_by is 'Who made it. Not a reference: the agency outlives its founder.';
comment on column public.agencies.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.agencies.created_at is 'When it was made; UTC.';
comment on column public.agencies.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create index agencies_created_by on public.agencies (created_by, created_at);

create trigger agencies_touch before insert or update on public.agencies
  for each row execute function atrium.touch();
create trigger agencies_immutable before update on public.agencies
  for each row execute function atrium.immutable('id', 'created_by', 'created_at');
create trigger agencies_timezone before insert or update of timezone on public.agencies
  for each row execute function atrium.known_timezone();
create trigger agencies_audit after insert or update or delete on public.agencies
  for each row execute function atrium.audit();

alter table public.agencies enable row level security;
alter table public.agencies force row level security;
create policy agencies_select on public.agencies for select to authenticated
  using (id = (select atrium.current_agency_id()));
create policy agencies_update on public.agencies for update to authenticated
  using (id = (select atrium.current_agency_id()) and (select atrium.may('agencies:update')))
  with check (id = (select atrium.current_agency_id()) and (select atrium.may('agencies:update')));
grant select on public.agencies to authenticated;
grant update (name, slug, settings, logo_url, timezone, currency, accent) on public.agencies to authenticated;

call atrium.allow('agencies', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent', 'member', 'customer');
call atrium.allow('agencies', 'update', 'all', 'owner', 'admin');

create function atrium.free_slug(name text) returns text
language plpgsql
as $$
declare
  stem text := left(btrim(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), '-'), 50);
  candidate text;
begin
  stem := coalesce(nullif(btrim(stem, '-'), ''), 'agency');
  candidate := stem;
  while exists (select from public.agencies a where a.slug = candidate) loop
    candidate := stem || '-' || substr(md5(random()::text), 1, 6);
  end loop;
  return candidate;
end
$$;
comment on function atrium.free_slug(text) is 'A slug made of the name, with a few random letters where it is taken.';
call atrium.own_as_definer('atrium.free_slug(text)'::regprocedure);
