delete from atrium.role_rights where resource in ('notifications', 'notification_deliveries');
drop table public.notification_deliveries;
drop table public.notifications;
drop function atrium.step_notification();
drop domain public.delivery_status;
drop domain public.notification_channel;
drop domain public.notification_priority;
drop domain public.notification_status;
drop domain public.notification_type;
