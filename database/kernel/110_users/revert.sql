delete from atrium.role_rights where resource = 'users';
drop table public.users;
drop function atrium.adopt_user();
