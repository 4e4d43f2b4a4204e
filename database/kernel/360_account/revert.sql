drop function atrium.sign_out(uuid, uuid, text);
drop function atrium.change_account(uuid, uuid, text, jsonb);
drop function atrium.own_account(uuid, uuid);
