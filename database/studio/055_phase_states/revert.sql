drop function public.add_default_phases(uuid);
drop function public.reorder_phases(uuid, uuid[]);
drop function public.move_phase(uuid, public.phase_status, text);
