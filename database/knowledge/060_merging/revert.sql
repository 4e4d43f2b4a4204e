drop function public.preview_prompt();
drop function public.merge_cartridges();
drop function atrium.prompt_of(text, jsonb);
drop function atrium.prompt_lines(text, jsonb, integer);
drop function atrium.merged_cartridges(uuid, uuid);
drop function atrium.cartridges_in_use(uuid, uuid);
drop function atrium.as_list(jsonb);
drop function atrium.stated(jsonb);
drop function atrium.built_in_cartridges();
