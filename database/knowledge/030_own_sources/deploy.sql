-- A person's own steering profiles, second half: what he taught the assistant, and his own brand.
create table public.instruction_cartridges (
  id                  uuid primary key default gen_random_uuid(),
  user_id             uuid not null default atrium.current_user_id() references public.users on delete cascade,
  name                text not null,
  description         text,
  training_docs       jsonb not null default '[]',
  extracted_knowledge jsonb not null default '{}',
  process_status      public.cartridge_work_status not null default 'pending',
  last_processed_at   timestamptz,
  is_active           boolean not null default true,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint instruction_cartridges_name check (length(btrim(name)) between 1 and 200),
  constraint instruction_cartridges_values check (jsonb_typeof(training_docs) = 'array'
    and jsonb_typeof(extracted_knowledge) = 'object')
);
comment on table public.instruction_cartridges is
  'Scope: owner. What the person taught the assistant. Seen by that person alone.';
comment on column public.instruction_cartridges.id is 'Key.';
comment on column public.instruction_cartridges.user_id is 'Whose it is; never changes.';
comment on column public.instruction_cartridges.name is 'As shown.';
comment on column public.instruction_cartridges.description is 'What it is for.';
comment on column public.instruction_cartridges.training_docs is
  'List of {file_path, file_name, file_type, uploaded_at}.';
comment on column public.instruction_cartridges.extracted_knowledge is
  'Object: concepts, frameworks, guidelines, examples.';
comment on column public.instruction_cartridges.process_status is 'How far the reading is.';
comment on column public.instruction_cartridges.last_processed_at is 'UTC; when it was last read.';
comment on column public.instruction_cartridges.is_active is
  'In use; one a person at most, switching one on switches the others off.';
comment on column public.instruction_cartridges.created_at is 'UTC; when it was made.';
comment on column public.instruction_cartridges.updated_at is 'UTC; last change.';
create unique index instruction_cartridges_one_active on public.instruction_cartridges (user_id) where is_active;
create index instruction_cartridges_by_user on public.instruction_cartridges (user_id, name);
create trigger instruction_cartridges_touch before insert or update on public.instruction_cartridges
  for each row execute function atrium.touch();
create trigger instruction_cartridges_immutable before update on public.instruction_cartridges
  for each row execute function atrium.immutable('user_id');
create trigger instruction_cartridges_one_active before insert or update of is_active on public.instruction_cartridges
  for each row execute function atrium.one_active_cartridge();
create trigger instruction_cartridges_audit after insert or update or delete on public.instruction_cartridges
  for each row execute function atrium.audit();
alter table public.instruction_cartridges enable row level security;
alter table public.instruction_cartridges force row level security;
create policy instruction_cartridges_select on public.instruction_cartridges for select to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('instruction_cartridges:select')));
create policy instruction_cartridges_insert on public.instruction_cartridges for insert to authenticated
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('instruction_cartridges:insert')));
create policy instruction_cartridges_update on public.instruction_cartridges for update to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('instruction_cartridges:update')))
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('instruction_cartridges:update')));
create policy instruction_cartridges_delete on public.instruction_cartridges for delete to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('instruction_cartridges:delete')));
grant select, delete on public.instruction_cartridges to authenticated;
grant insert (user_id, name, description, training_docs, is_active) on public.instruction_cartridges to authenticated;
grant update (name, description, training_docs, is_active) on public.instruction_cartridges to authenticated;

create table public.brand_cartridges (
  id                  uuid primary key default gen_random_uuid(),
  user_id             uuid not null default atrium.current_user_id() references public.users on delete cascade,
  name                text not null default 'My brand',
  company_name        text,
  company_description text,
  company_tagline     text,
  industry            text,
  target_audience     text,
  core_values         text[] not null default '{}',
  brand_voice         text,
  brand_personality   text[] not null default '{}',
  logo_url            text,
  brand_colors        jsonb not null default '{}',
  social_links        jsonb not null default '{}',
  core_messaging      text,
  blueprint_112       jsonb not null default '{}',
  is_active           boolean not null default true,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  constraint brand_cartridges_name check (length(btrim(name)) between 1 and 200),
  constraint brand_cartridges_values check (jsonb_typeof(blueprint_112) = 'object'
    and jsonb_typeof(brand_colors) = 'object'
    and jsonb_typeof(social_links) = 'object')
);
comment on table public.brand_cartridges is 'Scope: owner. The person''s own brand. Seen by that person alone.';
comment on column public.brand_cartridges.id is 'Key.';
comment on column public.brand_cartridges.user_id is 'Whose it is; never changes.';
comment on column public.brand_cartridges.name is 'As shown.';
comment on column public.brand_cartridges.company_name is 'Name of the company.';
comment on column public.brand_cartridges.company_description is 'What it does.';
comment on column public.brand_cartridges.company_tagline is 'Its line.';
comment on column public.brand_cartridges.industry is 'Its trade.';
comment on column public.brand_cartridges.target_audience is 'Whom it speaks to.';
comment on column public.brand_cartridges.core_values is 'What it stands for.';
comment on column public.brand_cartridges.brand_voice is 'How it speaks.';
comment on column public.brand_cartridges.brand_personality is 'Its character, in words.';
comment on column public.brand_cartridges.logo_url is 'Address of the logo.';
comment on column public.brand_cartridges.brand_colors is 'Object: primary, secondary, accent.';
comment on column public.brand_cartridges.social_links is 'Object: linkedin, twitter, website.';
comment on column public.brand_cartridges.core_messaging is 'What every text says.';
comment on column public.brand_cartridges.blueprint_112 is 'Marketing brief of 112 numbered fields in 16 sections.';
comment on column public.brand_cartridges.is_active is
  'In use; one a person at most, switching one on switches the others off.';
comment on column public.brand_cartridges.created_at is 'UTC; when it was made.';
comment on column public.brand_cartridges.updated_at is 'UTC; last change.';
create unique index brand_cartridges_one_active on public.brand_cartridges (user_id) where is_active;
create index brand_cartridges_by_user on public.brand_cartridges (user_id, name);
create trigger brand_cartridges_touch before insert or update on public.brand_cartridges
  for each row execute function atrium.touch();
create trigger brand_cartridges_immutable before update on public.brand_cartridges
  for each row execute function atrium.immutable('user_id');
create trigger brand_cartridges_one_active before insert or update of is_active on public.brand_cartridges
  for each row execute function atrium.one_active_cartridge();
create trigger brand_cartridges_audit after insert or update or delete on public.brand_cartridges
  for each row execute function atrium.audit();
alter table public.brand_cartridges enable row level security;
alter table public.brand_cartridges force row level security;
create policy brand_cartridges_select on public.brand_cartridges for select to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('brand_cartridges:select')));
create policy brand_cartridges_insert on public.brand_cartridges for insert to authenticated
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('brand_cartridges:insert')));
create policy brand_cartridges_update on public.brand_cartridges for update to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('brand_cartridges:update')))
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('brand_cartridges:update')));
create policy brand_cartridges_delete on public.brand_cartridges for delete to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('brand_cartridges:delete')));
grant select, delete on public.brand_cartridges to authenticated;
grant insert (user_id, name, company_name, company_description, company_tagline, industry, target_audience,
  core_values, brand_voice, brand_personality, logo_url, brand_colors, social_links, core_messaging, blueprint_112,
  is_active) on public.brand_cartridges to authenticated;
grant update (name, company_name, company_description, company_tagline, industry, target_audience, core_values,
  brand_voice, brand_personality, logo_url, brand_colors, social_links, core_messaging, blueprint_112, is_active) on
  public.brand_cartridges to authenticated;

insert into atrium.role_rights (role, resource, action, reach)
select r, t, a, 'own'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r,
  unnest(array['instruction_cartridges', 'brand_cartridges']) t, unnest(array['select', 'insert', 'update',
  'delete']) a;
