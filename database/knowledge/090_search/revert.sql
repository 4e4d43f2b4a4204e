drop function public.search_knowledge(text, extensions.vector, text, jsonb, integer);
drop function atrium.check_filters(jsonb);
drop function atrium.find_chunks(text, extensions.vector, text, jsonb, integer);
drop function atrium.matching_chunks(text, uuid[], uuid[], uuid[], integer);
drop function atrium.nearest_chunks(extensions.vector, text, uuid[], uuid[], uuid[], integer);
drop function atrium.readable_texts(jsonb);
