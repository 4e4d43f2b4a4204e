drop function public.search_tickets(text, integer);
drop function atrium.matching_tickets(text, integer);
drop index public.messages_words;
drop index public.tickets_words;
drop function atrium.desk_words(uuid, text, text);
