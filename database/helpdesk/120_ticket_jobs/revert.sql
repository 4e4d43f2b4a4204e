drop index public.tickets_trashed;
drop function public.purge_trashed_tickets(integer, integer);
drop function public.wake_snoozed_tickets(integer);
drop function public.close_resolved_tickets(integer);
