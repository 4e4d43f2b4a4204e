drop function public.restore_member(uuid);
drop function public.suspend_member(uuid);
drop function public.set_member_permissions(uuid, text[]);
drop function public.set_member_scope(uuid, text);
drop function public.set_member_role(uuid, text, uuid);
drop function atrium.member_to_change(uuid, text);
