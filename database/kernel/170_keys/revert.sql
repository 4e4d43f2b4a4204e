drop function atrium.api_key_claims(text);
drop function public.revoke_api_key(uuid);
drop function public.create_api_key(text, text, timestamptz);
