drop view public.v_upcoming_deliverables;
drop view public.v_recent_activity;
drop function public.get_recent_activity(integer, uuid);
drop index public.artifacts_written;
drop index public.artifacts_made;
drop index public.campaigns_made;
