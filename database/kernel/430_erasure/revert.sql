delete from atrium.role_rights where resource = 'erasure_requests';
drop function atrium.erase_account(uuid, text);
drop function atrium.redact_audit(uuid, text, text, text[]);
drop function atrium.without_words(jsonb, text[]);
revoke update (old_values, new_values, reason, metadata) on public.audit_logs from atrium_definer;
drop table atrium.audit_redactions;
drop table public.erasure_requests;
drop domain public.erasure_status;
