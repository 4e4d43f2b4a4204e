delete from atrium.role_rights where resource = 'campaigns' and action = 'decide_budget';
drop function public.shift_campaign(uuid, integer);
drop function public.decide_budget(uuid, boolean, text);
drop function public.submit_budget(uuid);
drop function public.move_campaign(uuid, public.campaign_status, text);
drop function atrium.next_statuses(text, text);
