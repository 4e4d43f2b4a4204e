delete from atrium.role_rights where resource in ('notification_preferences', 'notification_settings');
drop function atrium.delivery_time(uuid, uuid, text, text, text, timestamptz);
drop function atrium.after_quiet(timestamptz, text, time, time);
drop function atrium.channels_of(uuid, uuid, text, jsonb);
drop function atrium.default_channels(text);
drop table public.notification_settings;
drop table public.notification_preferences;
drop domain public.notification_timing;
