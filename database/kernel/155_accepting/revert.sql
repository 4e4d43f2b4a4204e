drop function public.invitation_by_token(text);
drop function public.accept_invitation(text);
drop function atrium.accept_token(text, uuid);
drop function atrium.accept_client_invitation(uuid, uuid);
drop function atrium.accept_open_invitation(uuid, uuid);
