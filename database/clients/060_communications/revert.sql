drop table public.communications;
drop function atrium.complete_communication();
drop domain public.communication_direction;
drop domain public.communication_type;
delete from atrium.role_rights where resource = 'communications';
