drop function atrium.delete_user(uuid);
drop function atrium.put_user(uuid, jsonb);
drop function atrium.list_users(integer, integer);
