drop function atrium.mark_overdue_equipment();
drop function public.get_campaign_equipment(uuid);
drop function public.busy_equipment(timestamptz, timestamptz);
drop function public.set_equipment_status(uuid, public.equipment_status);
drop function public.cancel_reservation(uuid);
drop function public.return_equipment(uuid, public.equipment_condition, text);
drop function public.pick_up_equipment(uuid);
drop function atrium.lock_checkout(uuid);
drop function public.check_out_equipment(uuid, timestamptz, text, uuid, uuid, timestamptz);
