drop function atrium.enter();
drop function atrium.enter(jsonb);
drop table atrium.session_agencies;
