drop function public.revoke_session(uuid);
drop function public.my_sessions();
