drop function atrium.forgive_attempt(text, text);
drop function atrium.begin_attempt(text, text);
drop function atrium.attempt_keys(text, text);
drop table atrium.sign_in_attempts;
