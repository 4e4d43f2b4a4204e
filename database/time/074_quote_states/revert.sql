delete from atrium.role_rights where resource = 'project_quotes' and action = 'decide';
drop function public.attach_quote(uuid, uuid);
drop function public.close_quote(uuid, boolean, text);
drop function public.send_quote(uuid);
drop function public.decide_quote(uuid, boolean, text);
drop function public.submit_quote(uuid);
drop function atrium.lock_quote(uuid, text);
