drop trigger clients_events on public.clients;
drop function atrium.write_client_events();
drop table public.client_state_events;
drop table public.client_stage_events;
drop domain public.client_state_kind;
delete from atrium.role_rights where resource in ('client_stage_events', 'client_state_events');
