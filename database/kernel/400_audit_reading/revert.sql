delete from atrium.role_rights where resource = 'audit_logs' and action = 'insert';
drop function public.detect_suspicious_activity(uuid, integer);
drop function public.get_org_audit_logs(uuid, integer, integer);
drop function public.log_audit_event(text, text, text, text, uuid, text, text, text[]);
drop function atrium.check_audit_agency(uuid, text);
