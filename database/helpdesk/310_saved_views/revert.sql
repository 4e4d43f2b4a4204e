delete from atrium.role_rights where resource = 'saved_views';
drop table public.saved_views;
drop function atrium.check_view();
drop function atrium.filter_tree(jsonb, integer);
drop function atrium.filter_leaf(jsonb);
drop function atrium.filter_time(text, jsonb);
drop function atrium.filter_values(text, jsonb, text, text);
drop function atrium.refuse_filter(text);
