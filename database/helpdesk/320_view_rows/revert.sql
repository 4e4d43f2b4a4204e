drop trigger agencies_default_views on public.agencies;
drop function atrium.add_default_views();
drop function atrium.default_views(uuid);
drop function public.count_views(uuid[]);
drop function public.view_tickets(uuid, jsonb, text, boolean, integer, text, uuid);
drop function atrium.view_condition(jsonb);
revoke execute on function atrium.refuse_filter(text), atrium.filter_values(text, jsonb, text, text),
  atrium.filter_time(text, jsonb), atrium.filter_leaf(jsonb), atrium.filter_tree(jsonb, integer)
  from authenticated, service_role;
