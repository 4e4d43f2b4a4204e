delete from atrium.role_rights where resource = 'appointments' and action = 'delete';
drop function public.delete_appointment(uuid);
drop function public.reopen_appointment(uuid);
drop function public.mark_no_show(uuid);
drop function public.cancel_appointment(uuid, text);
drop function public.complete_appointment(uuid);
drop function public.start_appointment(uuid);
drop function public.confirm_appointment(uuid);
drop function atrium.step_appointment(uuid, public.appointment_status, text[], text);
