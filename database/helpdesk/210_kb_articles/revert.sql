delete from atrium.role_rights where resource in ('kb_articles', 'kb_redirects');
drop trigger kb_categories_keep on public.kb_categories;
drop function atrium.keep_shelf();
drop table public.kb_redirects;
drop table public.kb_articles;
drop function atrium.keep_address();
drop function atrium.place_article();
drop domain public.article_status;
