delete from atrium.role_rights where resource = 'tickets';
drop table public.tickets;
drop function atrium.same_agency_ticket();
drop function atrium.keep_ticket();
drop function atrium.complete_ticket();
drop table atrium.ticket_counters;
drop domain public.ticket_channel;
drop domain public.ticket_priority;
drop domain public.ticket_status;
