delete from atrium.role_rights where resource = 'messages';
drop function public.redact_message(uuid, text);
drop table public.messages;
drop function atrium.note_edit();
drop function atrium.same_agency_message();
drop function atrium.complete_message();
drop domain public.message_delivery;
drop domain public.message_type;
