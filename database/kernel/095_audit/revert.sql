drop function atrium.log_event(text, text, text, text, text, jsonb, uuid, uuid);
drop function atrium.audit();
