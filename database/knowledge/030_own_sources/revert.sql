drop table public.brand_cartridges;
drop table public.instruction_cartridges;
delete from atrium.role_rights where resource in ('instruction_cartridges', 'brand_cartridges');
