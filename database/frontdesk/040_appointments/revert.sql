delete from atrium.role_rights where resource in ('appointments', 'appointment_holds');
drop table atrium.booked_times;
drop table public.appointment_holds;
drop table public.appointments;
drop function atrium.keep_booked_time();
drop function atrium.complete_booking();
drop domain public.hold_status;
drop domain public.appointment_status;
