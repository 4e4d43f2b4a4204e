drop index public.communications_waiting;
drop view public.client_overview;
