drop function atrium.update_account(uuid, uuid, text, jsonb, text, text, interval, jsonb);
drop function atrium.may_change_access(uuid, uuid, text, interval);
drop function atrium.verify_token(text, text, text, text, text, text, text, text);
drop function atrium.confirm_address(uuid, jsonb);
drop function atrium.found_first_agency(uuid, text);
