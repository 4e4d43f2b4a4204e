delete from atrium.role_rights where resource = 'webhook_deliveries';
drop function atrium.clean_webhooks();
drop function public.test_webhook_endpoint(uuid);
drop function public.replay_webhook_delivery(uuid);
drop function atrium.settle_webhook_delivery(uuid, integer, text, integer);
drop function atrium.claim_webhook_deliveries(integer, interval);
drop function atrium.plan_webhooks(atrium.outbox);
drop table public.webhook_deliveries;
drop domain public.webhook_delivery_status;
