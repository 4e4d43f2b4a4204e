drop procedure atrium.allow(text, text, text, text[]);
drop table atrium.role_rights;
drop function atrium.gather_rights();
drop table atrium.role_right_sets;
