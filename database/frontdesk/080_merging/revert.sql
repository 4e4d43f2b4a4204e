delete from atrium.role_rights where resource = 'contacts' and action = 'delete';
drop function public.merge_contacts(uuid, uuid);
drop function public.deleted_contacts();
drop function public.restore_contact(uuid);
drop function public.delete_contact(uuid, text);
drop function atrium.close_desk(uuid, text);
