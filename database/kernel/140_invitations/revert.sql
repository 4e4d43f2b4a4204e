delete from atrium.role_rights where resource = 'invitations';
drop table atrium.invitation_tokens;
drop table public.invitations;
