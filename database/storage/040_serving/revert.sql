drop function atrium.known_blobs(uuid[]);
drop function atrium.sweep_blobs(interval, integer);
drop function atrium.public_object(text, text);
