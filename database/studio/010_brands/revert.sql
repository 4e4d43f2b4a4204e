delete from atrium.role_rights where resource = 'brands';
drop table public.brands;
drop function atrium.complete_brand();
drop function atrium.code_of(text, text);
drop domain public.brand_status;
