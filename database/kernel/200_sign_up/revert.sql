-- run as: deployer
drop trigger atrium_mirror_user on auth.users;
drop function atrium.mirror_user();
