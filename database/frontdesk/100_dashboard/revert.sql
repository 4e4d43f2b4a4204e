drop function public.lead_board();
drop function public.calls_by_day(integer);
drop function public.frontdesk_dashboard(integer);
