drop table public.client_terms;
drop table public.client_contacts;
delete from atrium.role_rights where resource in ('client_contacts', 'client_terms');
