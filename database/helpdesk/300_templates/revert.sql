delete from atrium.role_rights where resource = 'response_templates';
drop function public.use_template(uuid, uuid);
drop function atrium.count_template(uuid);
drop function public.render_template(uuid, uuid);
drop table public.response_templates;
drop function atrium.render_words(text, uuid);
drop function atrium.check_template();
drop function atrium.unknown_variables(text);
drop domain public.tool_visibility;
