drop function public.search_everything(text, integer);
