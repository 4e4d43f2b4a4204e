drop table public.alerts;
drop function atrium.step_alert();
drop domain public.alert_type;
drop domain public.alert_status;
drop domain public.alert_severity;
delete from atrium.role_rights where resource = 'alerts';
