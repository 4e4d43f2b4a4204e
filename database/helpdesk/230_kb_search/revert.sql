drop function public.search_articles(text, text, uuid, public.article_status, text, integer);
drop function atrium.find_articles(uuid, integer, text, text, uuid, text, text, integer);
drop trigger kb_articles_rewords on public.kb_articles;
drop trigger kb_articles_words on public.kb_articles;
drop function atrium.gather_article_words();
drop function atrium.words_of_article(public.kb_articles);
drop table atrium.article_words;
drop function atrium.plain_words(text);
drop function atrium.text_language(text);
