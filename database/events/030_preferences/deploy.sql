-- How each person wants to be told: a preference per type and way, a time of quiet, and when the digest goes out. What
-- nobody said follows the defaults of atrium.default_channels.
create domain public.notification_timing as text constraint notification_timing_known
  check (value in ('at_once', 'digest'));
comment on domain public.notification_timing is 'at_once, or together once a day.';

create table public.notification_preferences (
  id         uuid primary key default gen_random_uuid(),
  agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  user_id    uuid not null default atrium.current_user_id(),
  type       public.notification_type not null,
  channel    public.notification_channel not null,
  is_enabled boolean not null default true,
  timing     public.notification_timing not null default 'at_once',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint notification_preferences_once unique (agency_id, user_id, type, channel),
  constraint notification_preferences_member foreign key (agency_id, user_id)
    references public.memberships (agency_id, user_id) on delete cascade,
  constraint notification_preferences_timing check (channel <> 'in_app' or timing = 'at_once')
);
comment on table public.notification_preferences is
  'Scope: owner. Whether and when somebody is told of a type of thing in a way.';
comment on column public.notification_preferences.id is 'Identifier.';
comment on column public.notification_preferences.agency_id is 'The agency it holds in; never changes.';
comment on column public.notification_preferences.user_id is 'Whose preference it is; never changes.';
comment on column public.notification_preferences.type is 'The type of notification.';
comment on column public.notification_preferences.channel is 'The way.';
comment on column public.notification_preferences.is_enabled is 'Whether to be told this way.';
comment on column public.notification_preferences.timing is 'At once or with the digest; in the app always at once.';
comment on column public.notification_preferences.created_at is 'When it was said; UTC.';
comment on column public.notification_preferences.updated_at is 'When it last changed; UTC, kept by a trigger.';
create index notification_preferences_of_user on public.notification_preferences (user_id, agency_id);

create table public.notification_settings (
  id          uuid primary key default gen_random_uuid(),
  agency_id   uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
  user_id     uuid not null default atrium.current_user_id(),
  quiet_from  time,
  quiet_until time,
  digest_at   time not null default '08:00',
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  constraint notification_settings_once unique (agency_id, user_id),
  constraint notification_settings_member foreign key (agency_id, user_id)
    references public.memberships (agency_id, user_id) on delete cascade,
  constraint notification_settings_quiet check ((quiet_from is null) = (quiet_until is null)
    and quiet_from <> quiet_until)
);
comment on table public.notification_settings is 'Scope: owner. When somebody is left in peace and gets the digest.';
comment on column public.notification_settings.id is 'Identifier.';
comment on column public.notification_settings.agency_id is 'The agency it holds in; never changes.';
comment on column public.notification_settings.user_id is 'Whose it is; never changes.';
comment on column public.notification_settings.quiet_from is
  'From then on nothing leaves the house but what is urgent; in the person''s time zone. Null: no quiet.';
comment on column public.notification_settings.quiet_until is 'Until then; before quiet_from, it is the next day''s.';
comment on column public.notification_settings.digest_at is 'When the digest goes out, in the person''s time zone.';
comment on column public.notification_settings.created_at is 'When it was set; UTC.';
comment on column public.notification_settings.updated_at is 'When it last changed; UTC, kept by a trigger.';
create index notification_settings_of_user on public.notification_settings (user_id, agency_id);

do $$
declare
  named text;
begin
  foreach named in array array['notification_preferences', 'notification_settings'] loop
    execute format('create trigger %s_touch before insert or update on public.%1$s
      for each row execute function atrium.touch()', named);
    execute format('create trigger %s_immutable before update on public.%1$s
      for each row execute function atrium.immutable(''id'', ''agency_id'', ''user_id'', ''created_at'')', named);
    execute format('create trigger %s_audit after insert or update or delete on public.%1$s
      for each row execute function atrium.audit()', named);
    execute format('alter table public.%s enable row level security', named);
    execute format('alter table public.%s force row level security', named);
    execute format('create policy %s_select on public.%1$s for select to authenticated
      using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
        and (select atrium.may(%2$L)))', named, named || ':select');
    execute format('create policy %s_insert on public.%1$s for insert to authenticated
      with check (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
        and (select atrium.may(%2$L)))', named, named || ':insert');
    execute format('create policy %s_update on public.%1$s for update to authenticated
      using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
        and (select atrium.may(%2$L)))
      with check (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
        and (select atrium.may(%2$L)))', named, named || ':update');
    execute format('create policy %s_delete on public.%1$s for delete to authenticated
      using (user_id = (select atrium.current_user_id()) and agency_id = (select atrium.current_agency_id())
        and (select atrium.may(%2$L)))', named, named || ':delete');
    execute format('grant select, delete on public.%s to authenticated', named);
  end loop;
  insert into atrium.role_rights (role, resource, action, reach)
  select r, t, a, 'own' from unnest(array['owner', 'admin', 'leadership', 'finance', 'pm', 'account', 'creative',
    'agent', 'member', 'customer']) r, unnest(array['notification_preferences', 'notification_settings']) t,
    unnest(array['select', 'insert', 'update', 'delete']) a;
end $$;
grant insert (agency_id, user_id, type, channel, is_enabled, timing) on public.notification_preferences
  to authenticated;
grant update (is_enabled, timing) on public.notification_preferences to authenticated;
grant insert (agency_id, user_id, quiet_from, quiet_until, digest_at) on public.notification_settings
  to authenticated;
grant update (quiet_from, quiet_until, digest_at) on public.notification_settings to authenticated;

create function atrium.default_channels(type text) returns text[]
language sql immutable
as $$
  select case when type in ('hot_lead', 'missed_call', 'voicemail', 'assigned', 'mentioned', 'approval_requested',
    'sla_breached') then array['in_app', 'email'] else array['in_app'] end
$$;
comment on function atrium.default_channels(text) is 'The ways a type of notification takes where nobody said.';

create function atrium.channels_of(agency uuid, person uuid, type text, wanted jsonb) returns text[]
language sql stable
as $$
  select coalesce(array_agg(w.channel order by w.place), '{}')
  from unnest(array['in_app', 'email', 'sms', 'push']) with ordinality as w (channel, place)
  left join public.notification_preferences p
    on p.agency_id = agency and p.user_id = person and p.type = channels_of.type and p.channel = w.channel
  where case when wanted is null
    then coalesce(p.is_enabled, w.channel = any (atrium.default_channels(channels_of.type)))
    else wanted ? w.channel and coalesce(p.is_enabled, true) end
$$;
comment on function atrium.channels_of(uuid, uuid, text, jsonb) is
  'The ways somebody is told: the defaults with the own preferences; of those a sender wants, what was not declined.';

create function atrium.after_quiet(moment timestamptz, zone text, quiet_from time, quiet_until time)
returns timestamptz
language sql stable
as $$
  select case
    when quiet_from < quiet_until and l.at::time >= quiet_from and l.at::time < quiet_until
      or quiet_from > quiet_until and l.at::time < quiet_until then (l.at::date + quiet_until) at time zone zone
    when quiet_from > quiet_until and l.at::time >= quiet_from then (l.at::date + 1 + quiet_until) at time zone zone
    else moment end
  from (select moment at time zone zone as at) as l
$$;
comment on function atrium.after_quiet(timestamptz, text, time, time) is
  'The moment, or the end of the quiet time it falls into; hours on the clock of the zone, across midnight and'
  ' changes of the clock.';

create function atrium.delivery_time(agency uuid, person uuid, type text, channel text, priority text,
  moment timestamptz default clock_timestamp(), out due timestamptz, out is_digest boolean)
language sql stable
as $$
  select case
      when priority = 'urgent' then moment
      when coalesce(p.timing, 'at_once') = 'digest' then (l.at::date + coalesce(s.digest_at, '08:00')
        + case when l.at::time < coalesce(s.digest_at, '08:00') then interval '0' else interval '1 day' end)
        at time zone z.zone
      else atrium.after_quiet(moment, z.zone, s.quiet_from, s.quiet_until) end,
    priority <> 'urgent' and coalesce(p.timing, 'at_once') = 'digest'
  from (select coalesce((select u.timezone from public.users u where u.id = person),
      (select a.timezone from public.agencies a where a.id = agency), 'UTC') as zone) as z
  cross join lateral (select moment at time zone z.zone as at) as l
  left join public.notification_preferences p on p.agency_id = agency and p.user_id = person
    and p.type = delivery_time.type and p.channel = delivery_time.channel
  left join public.notification_settings s on s.agency_id = agency and s.user_id = person
$$;
comment on function atrium.delivery_time(uuid, uuid, text, text, text, timestamptz) is
  'When something may leave the house for somebody: at once where urgent, with the next digest where asked for, else'
  ' after the quiet time.';
