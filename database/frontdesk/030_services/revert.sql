delete from atrium.role_rights where resource in ('services', 'booking_resources', 'service_resources');
drop table public.service_resources;
drop table public.booking_resources;
drop table public.services;
drop domain public.booking_resource_kind;
