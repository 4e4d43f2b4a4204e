delete from atrium.role_rights where resource = 'artifacts' and action in ('share', 'sign_off');
drop function public.sign_off_artifact(uuid, integer, boolean, text);
drop function public.share_artifact(uuid, boolean);
drop function public.hand_over_artifact(uuid, uuid, text);
drop function public.restore_artifact(uuid);
drop function public.archive_artifact(uuid, text);
drop function atrium.keep_or_put_away(uuid, boolean, text);
drop function public.publish_artifact(uuid);
