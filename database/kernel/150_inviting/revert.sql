drop function public.resend_invitation(uuid);
drop function public.revoke_invitation(uuid);
drop function atrium.lock_invitation(uuid);
drop function public.invite_member(text, text, uuid, text);
drop function atrium.check_home_client(text, uuid);
drop function atrium.client_name(uuid);
drop function atrium.new_token();
