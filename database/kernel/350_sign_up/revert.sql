drop function atrium.sign_up(text, text, jsonb, text, text, text);
