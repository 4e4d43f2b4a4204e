delete from atrium.role_rights where resource = 'kb_article_votes';
drop function public.kb_article_stats(integer);
drop function public.vote_article(uuid, boolean, text);
drop function public.record_article_view(uuid);
drop function atrium.readable_article(uuid);
drop function atrium.cast_article_vote(public.kb_articles, boolean, text, text);
drop function atrium.count_article_view(public.kb_articles);
drop table atrium.article_views;
drop table public.kb_article_votes;
