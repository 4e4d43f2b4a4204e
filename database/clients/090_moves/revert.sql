drop function public.update_client_billing(uuid, text, text, text, text, text);
drop function public.set_client_status(uuid, text, text);
drop function public.clear_client_health(uuid);
drop function atrium.found_health(uuid);
drop function public.set_client_health(uuid, text, text);
drop function public.move_clients_stage(uuid[], uuid, text);
drop function public.move_client_stage(uuid, uuid, text);
drop trigger clients_by_function on public.clients;
delete from atrium.role_rights
where resource = 'clients' and action in ('move', 'set_health', 'set_status', 'bill');
