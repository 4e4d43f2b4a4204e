delete from atrium.role_rights where resource = 'contact_erasures' or resource = 'contacts' and action = 'erase';
drop function atrium.erase_due_contacts();
drop function public.export_contact(uuid);
drop function public.erase_contact(uuid, text);
drop function atrium.erase(uuid, text);
drop table public.contact_erasures;
