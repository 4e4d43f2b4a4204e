drop function atrium.listed(public.messages);
drop function atrium.listed(public.tickets);
drop function atrium.narrow_messages();
drop function atrium.narrow_tickets();
