drop function public.role_matrix();
drop function public.create_agency(text);
drop function atrium.found_agency(text, uuid);
drop function public.switch_agency(uuid);
drop function public.my_agencies();
drop function public.whoami();
