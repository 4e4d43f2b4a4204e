drop table public.preference_cartridges;
drop table public.style_cartridges;
drop function atrium.one_active_cartridge();
drop domain public.cartridge_work_status;
delete from atrium.role_rights where resource in ('style_cartridges', 'preference_cartridges');
