delete from atrium.role_rights where resource = 'agencies';
drop function atrium.free_slug(text);
drop table public.agencies;
drop function atrium.known_timezone();
