drop function public.split_ticket(uuid, uuid[], text);
drop function public.unmerge_ticket(uuid);
drop function public.merge_tickets(uuid, uuid, boolean);
drop function atrium.lock_tickets(uuid, uuid);
drop function atrium.recount_ticket(uuid);
drop table atrium.ticket_merges;
