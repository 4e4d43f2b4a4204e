delete from atrium.role_rights where resource = 'notifications' and action = 'insert';
drop function atrium.settle_delivery(uuid, text, text, text);
drop function atrium.claim_deliveries(integer, interval);
drop function public.notification_digest(timestamptz);
drop function public.expire_old_notifications();
drop function public.mark_notifications(public.notification_status, public.notification_type);
drop function public.create_notification(uuid, uuid, public.notification_type, text, text, uuid, text, text,
  public.notification_priority, jsonb);
drop function atrium.notify(uuid, uuid, text, text, text, uuid, text, text, text, jsonb, uuid, uuid, bigint);
