drop function atrium.use_setup_link(text);
drop function atrium.create_setup_link(interval);
drop table atrium.setup_links;
