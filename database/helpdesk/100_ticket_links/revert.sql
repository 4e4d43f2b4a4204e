drop function public.reply_to_ticket(uuid, text, boolean, uuid[], public.ticket_status);
drop function atrium.merge_target(uuid);
delete from atrium.role_rights where resource = 'ticket_links';
drop table public.ticket_links;
drop function atrium.same_agency_link();
drop function atrium.place_link();
drop domain public.ticket_link_kind;
