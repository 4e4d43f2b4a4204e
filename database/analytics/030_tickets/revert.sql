drop function public.refresh_analytics_views();
drop view public.agent_performance;
drop view public.ticket_metrics;
drop function atrium.ticket_figures();
delete from atrium.role_rights where resource in ('ticket_metrics', 'agent_performance');
drop table atrium.analytics_refreshes;
drop table atrium.ticket_days;
