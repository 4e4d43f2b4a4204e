drop procedure atrium.read_newest();
drop function atrium.list_key(uuid);
