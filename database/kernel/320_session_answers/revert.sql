drop function atrium.open_session(uuid, text, text, text, text);
drop function atrium.session_answer(uuid);
drop function atrium.session_agency(uuid, uuid);
drop function atrium.user_answer(uuid);
