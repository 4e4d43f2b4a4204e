delete from atrium.role_rights where resource = 'macros';
drop function public.run_macro(uuid, uuid[]);
drop function atrium.count_macro(uuid, integer);
drop function atrium.take_step(uuid, jsonb);
drop table public.macros;
drop function atrium.check_macro();
