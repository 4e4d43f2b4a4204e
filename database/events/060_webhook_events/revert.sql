delete from atrium.role_rights where resource = 'processed_webhook_events';
drop function atrium.webhook_door(text);
drop function atrium.settle_webhook_event(uuid, boolean, text);
drop function atrium.take_webhook_events(integer);
drop function public.claim_webhook_event(uuid, text, text, text, jsonb, text);
drop table public.processed_webhook_events;
drop function atrium.step_webhook_event();
drop domain public.webhook_event_status;
