drop function atrium.generate_link(text, text, jsonb, jsonb);
drop function atrium.invite_user(text, jsonb, jsonb, bytea);
drop function atrium.ask_sign_up(text, text, jsonb, jsonb, bytea);
drop function atrium.next_mail();
drop function atrium.settle(text, text, jsonb);
drop function atrium.agency_to_found(text, jsonb);
drop function atrium.make_unconfirmed(uuid, text, text, jsonb);
