drop function public.set_default_cartridge(uuid);
drop table public.agency_cartridges;
drop domain public.cartridge_type;
delete from atrium.role_rights where resource = 'agency_cartridges';
