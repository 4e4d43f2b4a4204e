drop function atrium.finish_mail(uuid, text, text);
drop function atrium.decide_mail(uuid, text, text);
drop function atrium.take_mail();
drop function atrium.queue_mail(text, text, jsonb, bytea);
drop table atrium.mails;
