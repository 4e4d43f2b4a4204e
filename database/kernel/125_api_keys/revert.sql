delete from atrium.role_rights where resource = 'api_keys';
drop table atrium.api_key_secrets;
drop table public.api_keys;
