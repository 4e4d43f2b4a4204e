drop procedure atrium.read_newest(text);
drop function atrium.narrow(text);
drop function atrium.few_ids();
drop function atrium.list_key(uuid);
