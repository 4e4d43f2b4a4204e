delete from atrium.role_rights where resource = 'webhook_endpoints';
drop function public.rotate_webhook_secret(uuid);
drop function public.create_webhook_endpoint(text, text, text[], text);
drop table atrium.webhook_secrets;
drop table public.webhook_endpoints;
drop function atrium.step_webhook_endpoint();
