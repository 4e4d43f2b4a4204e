drop trigger contact_erasures_forget_asker on public.contact_erasures;
drop function atrium.forget_asker();
drop trigger contacts_take_tickets on public.contacts;
drop function atrium.follow_contact();
