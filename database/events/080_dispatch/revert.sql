drop function atrium.outbox_state();
drop function atrium.dispatch_outbox(integer);
drop function atrium.tell(atrium.outbox);
drop function atrium.turned(atrium.outbox, text[]);
drop function atrium.said_by(atrium.outbox);
drop type atrium.notice;
