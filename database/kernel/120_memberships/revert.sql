delete from atrium.role_rights where resource = 'memberships';
revoke select on public.users from authenticated;
drop policy users_select on public.users;
drop table public.memberships;
drop function atrium.keep_owner();
