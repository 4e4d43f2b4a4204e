drop function public.installs_by_day(integer);
drop function public.communications_by_day(integer);
drop function public.clients_of_kpi(text);
drop function public.clients_dashboard();
drop function atrium.kpi_value(text, timestamptz);
drop function atrium.kpi_clients(text, timestamptz);
drop function atrium.installs_at(timestamptz);
drop function atrium.clients_at(timestamptz);
