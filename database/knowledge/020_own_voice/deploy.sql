-- A person's own steering profiles, first half: how he writes and how he likes answers. Nobody else reads them,
-- owners and admins of the agency included.
create domain public.cartridge_work_status as text check (value in ('pending', 'analyzing', 'completed', 'failed'));
comment on domain public.cartridge_work_status is 'How far the reading of a cartridge''s files is.';

create function atrium.one_active_cartridge() returns trigger language plpgsql
set search_path = pg_catalog, pg_temp as $$
begin
  if new.is_active then
    execute format('update %s set is_active = false where user_id = $1 and id <> $2 and is_active', tg_relid::regclass)
    using new.user_id, new.id;
  end if;
  return new;
end $$;
comment on function atrium.one_active_cartridge() is
  'Trigger: switching one cartridge of a person on switches the others off.';

create table public.style_cartridges (
  id                   uuid primary key default gen_random_uuid(),
  user_id              uuid not null default atrium.current_user_id() references public.users on delete cascade,
  name                 text not null,
  description          text,
  tone                 text,
  vocabulary_level     text,
  call_to_action_style text,
  use_emojis           boolean not null default false,
  source_files         jsonb not null default '[]',
  learned_style        jsonb not null default '{}',
  analysis_status      public.cartridge_work_status not null default 'pending',
  last_analyzed_at     timestamptz,
  is_active            boolean not null default true,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now(),
  constraint style_cartridges_name check (length(btrim(name)) between 1 and 200),
  constraint style_cartridges_values check (jsonb_typeof(source_files) = 'array'
    and jsonb_typeof(learned_style) = 'object')
);
comment on table public.style_cartridges is 'Scope: owner. How the person writes. Seen by that person alone.';
comment on column public.style_cartridges.id is 'Key.';
comment on column public.style_cartridges.user_id is 'Whose it is; never changes.';
comment on column public.style_cartridges.name is 'As shown.';
comment on column public.style_cartridges.description is 'What it is for.';
comment on column public.style_cartridges.tone is 'Warm, factual, bold …; free text.';
comment on column public.style_cartridges.vocabulary_level is 'Plain, professional, expert …; free text.';
comment on column public.style_cartridges.call_to_action_style is 'How a text asks for action; free text.';
comment on column public.style_cartridges.use_emojis is 'Whether texts carry emojis.';
comment on column public.style_cartridges.source_files is
  'List of {file_path, file_name, file_type, uploaded_at}: samples to learn from.';
comment on column public.style_cartridges.learned_style is 'What was learned from the samples.';
comment on column public.style_cartridges.analysis_status is 'How far the learning is.';
comment on column public.style_cartridges.last_analyzed_at is 'UTC; when it was last learned.';
comment on column public.style_cartridges.is_active is
  'In use; one a person at most, switching one on switches the others off.';
comment on column public.style_cartridges.created_at is 'UTC; when it was made.';
comment on column public.style_cartridges.updated_at is 'UTC; last change.';
create unique index style_cartridges_one_active on public.style_cartridges (user_id) where is_active;
create index style_cartridges_by_user on public.style_cartridges (user_id, name);
create trigger style_cartridges_touch before insert or update on public.style_cartridges
  for each row execute function atrium.touch();
create trigger style_cartridges_immutable before update on public.style_cartridges
  for each row execute function atrium.immutable('user_id');
create trigger style_cartridges_one_active before insert or update of is_active on public.style_cartridges
  for each row execute function atrium.one_active_cartridge();
create trigger style_cartridges_audit after insert or update or delete on public.style_cartridges
  for each row execute function atrium.audit();
alter table public.style_cartridges enable row level security;
alter table public.style_cartridges force row level security;
create policy style_cartridges_select on public.style_cartridges for select to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('style_cartridges:select')));
create policy style_cartridges_insert on public.style_cartridges for insert to authenticated
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('style_cartridges:insert')));
create policy style_cartridges_update on public.style_cartridges for update to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('style_cartridges:update')))
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('style_cartridges:update')));
create policy style_cartridges_delete on public.style_cartridges for delete to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('style_cartridges:delete')));
grant select, delete on public.style_cartridges to authenticated;
grant insert (user_id, name, description, tone, vocabulary_level, call_to_action_style, use_emojis, source_files,
  is_active) on public.style_cartridges to authenticated;
grant update (name, description, tone, vocabulary_level, call_to_action_style, use_emojis, source_files, is_active) on
  public.style_cartridges to authenticated;

create table public.preference_cartridges (
  id             uuid primary key default gen_random_uuid(),
  user_id        uuid not null default atrium.current_user_id() references public.users on delete cascade,
  name           text not null default 'My preferences',
  language       text not null default 'English',
  platform       text not null default 'LinkedIn',
  tone           text not null default 'Professional',
  content_length text not null default 'Medium',
  use_emojis     boolean not null default false,
  use_hashtags   boolean not null default true,
  hashtag_count  integer not null default 3,
  is_active      boolean not null default true,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now(),
  constraint preference_cartridges_name check (length(btrim(name)) between 1 and 200),
  constraint preference_cartridges_values check (content_length in ('Short', 'Medium', 'Long')
    and hashtag_count between 0 and 30)
);
comment on table public.preference_cartridges is
  'Scope: owner. How the person likes answers. Seen by that person alone.';
comment on column public.preference_cartridges.id is 'Key.';
comment on column public.preference_cartridges.user_id is 'Whose it is; never changes.';
comment on column public.preference_cartridges.name is 'As shown.';
comment on column public.preference_cartridges.language is 'Language of answers.';
comment on column public.preference_cartridges.platform is 'Where texts are meant for.';
comment on column public.preference_cartridges.tone is
  'Professional, Casual, Friendly, Authoritative, Playful; free text.';
comment on column public.preference_cartridges.content_length is
  'Short, Medium or Long: to 100, to 200, over 200 words.';
comment on column public.preference_cartridges.use_emojis is 'Whether texts carry emojis.';
comment on column public.preference_cartridges.use_hashtags is 'Whether texts carry hashtags.';
comment on column public.preference_cartridges.hashtag_count is 'How many hashtags, 0 to 30.';
comment on column public.preference_cartridges.is_active is
  'In use; one a person at most, switching one on switches the others off.';
comment on column public.preference_cartridges.created_at is 'UTC; when it was made.';
comment on column public.preference_cartridges.updated_at is 'UTC; last change.';
create unique index preference_cartridges_one_active on public.preference_cartridges (user_id) where is_active;
create index preference_cartridges_by_user on public.preference_cartridges (user_id, name);
create trigger preference_cartridges_touch before insert or update on public.preference_cartridges
  for each row execute function atrium.touch();
create trigger preference_cartridges_immutable before update on public.preference_cartridges
  for each row execute function atrium.immutable('user_id');
create trigger preference_cartridges_one_active before insert or update of is_active on public.preference_cartridges
  for each row execute function atrium.one_active_cartridge();
create trigger preference_cartridges_audit after insert or update or delete on public.preference_cartridges
  for each row execute function atrium.audit();
alter table public.preference_cartridges enable row level security;
alter table public.preference_cartridges force row level security;
create policy preference_cartridges_select on public.preference_cartridges for select to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('preference_cartridges:select')));
create policy preference_cartridges_insert on public.preference_cartridges for insert to authenticated
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('preference_cartridges:insert')));
create policy preference_cartridges_update on public.preference_cartridges for update to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('preference_cartridges:update')))
  with check (user_id = (select atrium.current_user_id()) and (select atrium.may('preference_cartridges:update')));
create policy preference_cartridges_delete on public.preference_cartridges for delete to authenticated
  using (user_id = (select atrium.current_user_id()) and (select atrium.may('preference_cartridges:delete')));
grant select, delete on public.preference_cartridges to authenticated;
grant insert (user_id, name, language, platform, tone, content_length, use_emojis, use_hashtags, hashtag_count,
  is_active) on public.preference_cartridges to authenticated;
grant update (name, language, platform, tone, content_length, use_emojis, use_hashtags, hashtag_count, is_active) on
  public.preference_cartridges to authenticated;

insert into atrium.role_rights (role, resource, action, reach)
select r, t, a, 'own'
from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative', 'agent', 'member',
  'customer']) r,
  unnest(array['style_cartridges', 'preference_cartridges']) t, unnest(array['select', 'insert', 'update', 'delete']) a;
