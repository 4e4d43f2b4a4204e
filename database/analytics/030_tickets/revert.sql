drop function public.refresh_analytics_views();
drop view public.agent_performance;
drop view public.ticket_metrics;
drop function atrium.ticket_figures();
delete from atrium.role_rights where resource in ('ticket_metrics', 'agent_performance');
drop table atrium.analytics_refreshes;
drop materialized view atrium.ticket_days;
do $$
declare
  acting text := current_user;
begin
  perform set_config('role', 'none', true);
  if to_regrole('atrium_definer') is not null then
    execute format('revoke temporary on database %I from atrium_definer', current_database());
  end if;
  perform set_config('role', acting, true) where acting <> session_user;
end $$;
