drop function atrium.list_key(uuid);
