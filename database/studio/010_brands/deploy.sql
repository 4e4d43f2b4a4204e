-- The brands of a client. A brand belongs to one client for good; campaigns and artifacts that name a brand name its
-- client with it, so that none can point at another client's brand.
create domain public.brand_status as text
  constraint brand_status_known check (value in ('active', 'inactive', 'sunset'));
comment on domain public.brand_status is 'sunset: the brand is being or has been given up.';

create table public.brands (
  id               uuid primary key default gen_random_uuid(),
  agency_id        uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  client_id        uuid not null,
  brand_code       text not null,
  brand_name       text not null,
  brand_name_local text,
  category         text,
  sub_category     text,
  target_segment   text,
  logo_url         text,
  tagline          text,
  brand_colors     jsonb not null default '{}',
  launch_date      date,
  sunset_date      date,
  status           public.brand_status not null default 'active',
  created_by       uuid,
  updated_by       uuid,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint brands_agency_client_id unique (agency_id, client_id, id),
  constraint brands_client foreign key (agency_id, client_id) references public.clients (agency_id, id)
    on delete cascade,
  constraint brands_code check (brand_code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$'),
  constraint brands_name check (length(btrim(brand_name)) between 1 and 255),
  constraint brands_name_local check (length(brand_name_local) <= 255),
  constraint brands_category check (length(category) <= 100 and length(sub_category) <= 100),
  constraint brands_target_segment check (length(target_segment) <= 100),
  -- an address that a browser would run is no address
  constraint brands_logo_url check (logo_url ~* '^(https?://|/)' and length(logo_url) <= 2000),
  constraint brands_tagline check (length(tagline) <= 500),
  constraint brands_colors check (jsonb_typeof(brand_colors) = 'object'),
  constraint brands_dates check (sunset_date >= launch_date)
);
comment on table public.brands is
  'Scope: agency, narrowed to the clients the caller sees. Brands of a client; contact users see those of their'
  ' client.';
comment on column public.brands.id is 'Identifier.';
comment on column public.brands.agency_id is 'The agency; never changes.';
comment on column public.brands.client_id is 'The client whose brand it is; never changes.';
comment on column public.brands.brand_code is
  'Short code, unique within the agency whatever the case; made of the name where absent.';
comment on column public.brands.brand_name is 'Name, 1 to 255 characters.';
comment on column public.brands.brand_name_local is 'Name in the market''s own language.';
comment on column public.brands.category is 'What it sells: Beverages, Banking …; free text.';
comment on column public.brands.sub_category is 'Finer than category; free text.';
comment on column public.brands.target_segment is 'Mass, Premium, Luxury …; free text.';
comment on column public.brands.logo_url is 'Address of the logo: http, https or a path of this server.';
comment on column public.brands.tagline is 'The brand''s line, up to 500 characters.';
comment on column public.brands.brand_colors is 'Object: primary, secondary, accent as #rrggbb.';
comment on column public.brands.launch_date is 'First day on the market.';
comment on column public.brands.sunset_date is 'Last day on the market; not before launch_date.';
comment on column public.brands.status is 'active, inactive or sunset.';
comment on column public.brands.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.brands.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.brands.created_at is 'When it was made; UTC.';
comment on column public.brands.updated_at is 'When it was last changed; UTC, kept by a trigger.';

create unique index brands_one_code on public.brands (agency_id, lower(brand_code));
create index brands_by_name on public.brands (agency_id, brand_name);
create index brands_active on public.brands (agency_id, client_id, brand_name) where status = 'active';

-- Shared by the studio's tables: a code made of the name, with a few letters of the id where that is taken.
create function atrium.code_of(name text, fallback text) returns text
language sql immutable parallel safe
as $$
  select coalesce(nullif(left(btrim(upper(regexp_replace(name, '[^A-Za-z0-9]+', '-', 'g')), '-'), 40), ''), fallback)
$$;
comment on function atrium.code_of(text, text) is
  'A name as a code: upper case letters, digits and hyphens, at most 40.';

create function atrium.complete_brand() returns trigger
language plpgsql
as $$
begin
  if new.brand_code is null then
    new.brand_code := atrium.code_of(new.brand_name, 'BRAND');
    if exists (select from public.brands b
        where b.agency_id = new.agency_id and lower(b.brand_code) = lower(new.brand_code)) then
      new.brand_code := new.brand_code || '-' || upper(left(new.id::text, 8));
    end if;
  end if;
  return new;
end
$$;
comment on function atrium.complete_brand() is
  'Trigger before insert on brands: makes a code of the name where none is given.';
call atrium.own_as_definer('atrium.complete_brand()'::regprocedure);

create trigger brands_complete before insert on public.brands
  for each row execute function atrium.complete_brand();
create trigger brands_touch before insert or update on public.brands
  for each row execute function atrium.touch();
create trigger brands_immutable before update on public.brands
  for each row execute function atrium.immutable('id', 'agency_id', 'client_id', 'created_by', 'created_at');
create trigger brands_audit after insert or update or delete on public.brands
  for each row execute function atrium.audit();

call atrium.allow('brands', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
  'agent');
call atrium.allow('brands', 'select', 'assigned', 'member');
call atrium.allow('brands', 'select', 'home', 'customer');
call atrium.allow('brands', 'insert', 'all', 'owner', 'admin', 'leadership', 'account');
call atrium.allow('brands', 'update', 'all', 'owner', 'admin', 'leadership', 'account');
call atrium.allow('brands', 'delete', 'all', 'owner', 'leadership');

alter table public.brands enable row level security;
alter table public.brands force row level security;
create policy brands_select on public.brands for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('brands:select'))
    and ((select atrium.sees_all_clients()) or client_id = any (array(select id from public.clients))));
create policy brands_insert on public.brands for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('brands:insert'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy brands_update on public.brands for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('brands:update'))
    and client_id = any (array(select w from atrium.writable_clients() w)))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('brands:update'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
create policy brands_delete on public.brands for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('brands:delete'))
    and client_id = any (array(select w from atrium.writable_clients() w)));
grant select, delete on public.brands to authenticated;
grant insert (client_id, brand_code, brand_name, brand_name_local, category, sub_category, target_segment, logo_url,
  tagline, brand_colors, launch_date, sunset_date, status) on public.brands to authenticated;
grant update (brand_code, brand_name, brand_name_local, category, sub_category, target_segment, logo_url, tagline,
  brand_colors, launch_date, sunset_date, status) on public.brands to authenticated;
