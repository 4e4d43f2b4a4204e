delete from atrium.role_rights where resource in ('ai_conversations', 'ai_messages');
drop table public.ai_messages;
drop function atrium.number_message();
drop table public.ai_conversations;
drop domain public.ai_message_role;
drop domain public.ai_context_type;
