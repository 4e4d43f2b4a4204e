-- The shelves of the help centre: a tree of categories. A category says who may read at most what stands on it, so that
-- nothing internal is listed outside; nothing on it or below it is more open than it is.
create domain public.article_visibility as text
  constraint article_visibility_known check (value in ('public', 'customers', 'internal'));
comment on domain public.article_visibility is
  'public: everybody, without signing in. customers: contact users too. internal: staff.';

create function atrium.openness(visibility text) returns integer
language sql immutable parallel safe
as $$ select case visibility when 'public' then 2 when 'customers' then 1 else 0 end $$;
comment on function atrium.openness(text) is 'How open a visibility is: 2 public, 1 customers, 0 internal.';

-- Accents go, the usual letters without a plain form get one; what is left becomes hyphens.
create function atrium.slug_of(title text, fallback text) returns text
language sql immutable parallel safe
as $$
  select coalesce(nullif(btrim(left(btrim(regexp_replace(regexp_replace(normalize(
    replace(replace(replace(replace(replace(lower(title), 'ß', 'ss'), 'æ', 'ae'), 'ø', 'o'), 'œ', 'oe'), 'ł', 'l'),
    NFD), '[\u0300-\u036f'']', '', 'g'), '[^a-z0-9]+', '-', 'g'), '-'), 80), '-'), ''), fallback)
$$;
comment on function atrium.slug_of(text, text) is
  'A title as part of an address: lower case letters, digits and hyphens, at most 80; the fallback where none is left.';

create table public.kb_categories (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  parent_id   uuid,
  name        text not null,
  slug        text not null,
  description text,
  icon        text,
  position    integer not null default 0,
  visibility  public.article_visibility not null default 'public',
  metadata    jsonb not null default '{}',
  created_by  uuid,
  updated_by  uuid,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint kb_categories_agency_id unique (agency_id, id),
  constraint kb_categories_slug_key unique (agency_id, slug),
  constraint kb_categories_siblings unique nulls not distinct (agency_id, parent_id, name),
  -- a category that holds others doesn't go before them
  constraint kb_categories_parent foreign key (agency_id, parent_id) references public.kb_categories (agency_id, id),
  constraint kb_categories_name check (length(btrim(name)) between 1 and 120),
  constraint kb_categories_slug check (slug ~ '^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$'),
  constraint kb_categories_words check (length(description) <= 1000 and length(icon) <= 50),
  constraint kb_categories_metadata check (jsonb_typeof(metadata) = 'object' and length(metadata::text) <= 10000)
);
comment on table public.kb_categories is
  'Scope: agency; contact users see what is not internal. The tree of the help centre, five levels at most.';
comment on column public.kb_categories.id is 'Identifier.';
comment on column public.kb_categories.agency_id is 'The agency; never changes.';
comment on column public.kb_categories.parent_id is 'The category it stands in; null for the top. Never a cycle.';
comment on column public.kb_categories.name is 'Name, 1 to 120 characters, once among its siblings.';
comment on column public.kb_categories.slug is
  'Part of its address, unique within the agency; made of the name where absent.';
comment on column public.kb_categories.description is 'What is found there, up to 1,000 characters.';
comment on column public.kb_categories.icon is 'Emoji or name of an icon.';
comment on column public.kb_categories.position is 'Order among its siblings, then by name.';
comment on column public.kb_categories.visibility is
  'Who may read at most: articles and categories in it are no more open than it is.';
comment on column public.kb_categories.metadata is 'Object: what other tools want to keep with it.';
comment on column public.kb_categories.created_by is 'Who made it. Not a reference: it outlives the account.';
comment on column public.kb_categories.updated_by is 'Who changed it last. Not a reference, like created_by.';
comment on column public.kb_categories.created_at is 'When it was made; UTC.';
comment on column public.kb_categories.updated_at is 'When it was last changed; UTC, kept by a trigger.';
create index kb_categories_children on public.kb_categories (agency_id, parent_id, position, name);

create function atrium.place_category() returns trigger
language plpgsql
as $$
declare
  above uuid := new.parent_id;
  depth integer := 1;
  ceiling text;
begin
  if tg_op = 'INSERT' and new.slug is null then
    -- who makes categories at once waits here, so that each finds a free address
    perform pg_advisory_xact_lock(hashtextextended('kb:' || new.agency_id, 0));
    new.slug := atrium.slug_of(new.name, 'category');
    if exists (select from public.kb_categories c where c.agency_id = new.agency_id and c.slug = new.slug) then
      new.slug := left(new.slug, 71) || '-' || left(new.id::text, 8);
    end if;
  end if;
  if tg_op = 'UPDATE' and new.parent_id is not distinct from old.parent_id
    and atrium.openness(new.visibility) = atrium.openness(old.visibility) then
    return new;
  end if;
  if above is not null then
    -- two who put categories into each other wait here for one another
    perform pg_advisory_xact_lock(hashtextextended('kb:' || new.agency_id, 0));
    select c.visibility into ceiling from public.kb_categories c
    where c.agency_id = new.agency_id and c.id = above for share;
    if found and atrium.openness(new.visibility) > atrium.openness(ceiling) then
      raise exception using errcode = 'ATVAL', message = format('The category above is %s, this one can''t be %s.',
        ceiling, new.visibility), hint = 'Open the category above first, or make this one as closed.';
    end if;
    while above is not null and above <> new.id and depth <= 20 loop
      depth := depth + 1;
      select c.parent_id into above from public.kb_categories c where c.agency_id = new.agency_id and c.id = above;
    end loop;
  end if;
  if tg_op = 'UPDATE' and above is null then
    with recursive below (id, level) as (
      select c.id, 1 from public.kb_categories c where c.agency_id = new.agency_id and c.parent_id = new.id
      union all
      select c.id, b.level + 1 from below b join public.kb_categories c on c.agency_id = new.agency_id
        and c.parent_id = b.id where b.level <= 5)
    select depth + coalesce(max(level), 0) into depth from below;
    if exists (select from public.kb_categories c where c.agency_id = new.agency_id and c.parent_id = new.id
        and atrium.openness(c.visibility) > atrium.openness(new.visibility)) then
      raise exception using errcode = 'ATSTA', message = 'There are categories in it that are more open.',
        hint = 'Close those first.';
    end if;
  end if;
  if above = new.id then
    raise exception using errcode = 'ATVAL', message = 'A category can''t stand in itself or in one of its own.',
      hint = 'Choose a category outside of it.';
  elsif depth > 5 then
    raise exception using errcode = 'ATVAL', message = 'Categories are at most five deep.',
      hint = 'Choose a category higher up.';
  end if;
  return new;
end
$$;
comment on function atrium.place_category() is
  'Trigger before insert or update: makes a slug, keeps the tree free of cycles, five deep, and nothing more open than'
  ' what it stands in. ATVAL, ATSTA.';
call atrium.own_as_definer('atrium.place_category()'::regprocedure);

create trigger kb_categories_place before insert or update on public.kb_categories
  for each row execute function atrium.place_category();
create trigger kb_categories_touch before insert or update on public.kb_categories
  for each row execute function atrium.touch();
create trigger kb_categories_immutable before update on public.kb_categories
  for each row execute function atrium.immutable('id', 'agency_id', 'created_by', 'created_at');
create trigger kb_categories_audit after insert or update or delete on public.kb_categories
  for each row execute function atrium.audit();

call atrium.allow('kb_categories', 'select', 'all', 'owner', 'admin', 'leadership', 'finance', 'pm', 'account',
  'creative', 'agent', 'member');
call atrium.allow('kb_categories', 'select', 'home', 'customer');
call atrium.allow('kb_categories', 'insert', 'all', 'owner', 'admin', 'leadership', 'agent');
call atrium.allow('kb_categories', 'update', 'all', 'owner', 'admin', 'leadership', 'agent');
call atrium.allow('kb_categories', 'delete', 'all', 'owner', 'admin');

alter table public.kb_categories enable row level security;
alter table public.kb_categories force row level security;
create policy kb_categories_select on public.kb_categories for select to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_categories:select'))
    and (visibility <> 'internal' or not (select atrium.is_contact())));
create policy kb_categories_insert on public.kb_categories for insert to authenticated
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_categories:insert')));
create policy kb_categories_update on public.kb_categories for update to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_categories:update')))
  with check (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_categories:update')));
create policy kb_categories_delete on public.kb_categories for delete to authenticated
  using (agency_id = (select atrium.current_agency_id()) and (select atrium.may('kb_categories:delete')));
grant select, delete on public.kb_categories to authenticated;
grant insert (parent_id, name, slug, description, icon, position, visibility, metadata),
  update (parent_id, name, slug, description, icon, position, visibility, metadata)
  on public.kb_categories to authenticated;
