drop function public.vote_help_article(text, text, boolean, text, text, text);
drop function public.record_help_view(text, text, text);
drop function public.search_help(text, text, text, integer);
drop function public.help_article(text, text, text);
drop function public.help_articles(text, text, text, integer);
drop function public.help_center(text);
drop function atrium.public_article(text, text, text);
drop function atrium.help_agency(text);
