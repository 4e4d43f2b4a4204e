drop view public.v_upcoming_deliverables;
drop view public.v_recent_activity;
drop function public.get_recent_activity(integer, uuid);
