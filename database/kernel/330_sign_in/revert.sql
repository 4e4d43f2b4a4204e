drop function atrium.sign_in(text, text, text, text, text);
drop function atrium.password_matches(text, text);
drop function atrium.hash_password(text);
