drop procedure atrium.read_newest(text);
drop function atrium.list_key(uuid);
