delete from atrium.role_rights where resource in ('booking_hours', 'booking_closures');
drop function atrium.open_hours(uuid, uuid, date);
drop table public.booking_closures;
drop table public.booking_hours;
