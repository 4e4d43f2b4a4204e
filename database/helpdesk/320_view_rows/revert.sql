drop trigger agencies_default_views on public.agencies;
drop function atrium.add_default_views();
drop function atrium.default_views(uuid);
drop function public.count_views(uuid[]);
drop function public.view_tickets(uuid, jsonb, text, boolean, integer, text, uuid);
drop function atrium.view_condition(jsonb);
