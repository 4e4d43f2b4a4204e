drop function atrium.narrow_messages();
drop function atrium.narrow_tickets();
