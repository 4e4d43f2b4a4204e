drop trigger agencies_default_stages on public.agencies;
drop function atrium.add_default_stages();
drop table public.client_stages;
drop domain public.client_stage_purpose;
delete from atrium.role_rights where resource = 'client_stages';
