-- run as: deployer
drop event trigger if exists atrium_guard;
drop procedure atrium.guard_tables();
drop table atrium.open_tables;
drop function atrium.note_open_tables();
drop function atrium.judge_open_table();
drop function atrium.lies_open(oid);
