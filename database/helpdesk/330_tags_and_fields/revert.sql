delete from atrium.role_rights where resource in ('ticket_tags', 'custom_field_definitions', 'ticket_staff_fields');
drop trigger tickets_retag on public.tickets;
drop trigger tickets_tag on public.tickets;
drop function atrium.gather_tags();
drop table public.ticket_staff_fields;
drop table public.custom_field_definitions;
drop table public.ticket_tags;
