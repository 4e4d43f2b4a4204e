delete from atrium.role_rights where resource = 'kb_categories';
drop table public.kb_categories;
drop function atrium.place_category();
drop function atrium.slug_of(text, text);
drop function atrium.openness(text);
drop domain public.article_visibility;
