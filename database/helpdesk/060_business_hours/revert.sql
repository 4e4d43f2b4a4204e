drop function atrium.add_business_time(uuid, timestamptz, interval);
drop function atrium.business_time(uuid, timestamptz, timestamptz);
drop function atrium.open_spans(uuid, timestamptz, timestamptz);
drop function public.create_business_calendar(text, text, jsonb);
drop function public.set_business_hours(uuid, jsonb);
drop table public.business_holidays;
drop table public.business_hours;
drop table public.business_calendars;
delete from atrium.role_rights where resource in ('business_calendars', 'business_hours', 'business_holidays');
