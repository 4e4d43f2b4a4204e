-- Making, using and revoking API keys. A key is shown once; sign-in turns it into claims that atrium.enter checks anew
-- with every request.
create function public.create_api_key(name text, role text, expires_at timestamptz default null)
returns table (id uuid, key text, prefix text)
language plpgsql
as $$
#variable_conflict use_column
declare
  made uuid;
  label text;
begin
  perform atrium.demand('api_keys:insert');
  if not atrium.is_role(create_api_key.role) or create_api_key.role in ('owner', 'customer') then
    perform atrium.refuse('ATVAL', 'A key can''t have this role.', 'Take a role of staff other than owner.');
  end if;
  if atrium.rank(create_api_key.role) < atrium.rank(atrium.current_agency_role()) then
    perform atrium.refuse('ATRNK', 'You can''t give a role above your own.', 'Ask an owner.');
  end if;
  if create_api_key.name is null or length(btrim(create_api_key.name)) not between 1 and 100 then
    perform atrium.refuse('ATVAL', 'A key needs a name of 1 to 100 characters.', 'Say what the key is for.');
  end if;
  if create_api_key.expires_at <= now() then
    perform atrium.refuse('ATVAL', 'The key would have expired already.', 'Give a time to come, or none.');
  end if;
  label := encode(extensions.gen_random_bytes(4), 'hex');
  key := 'atr_' || label || '_' || encode(extensions.gen_random_bytes(24), 'hex');
  insert into public.api_keys as k (agency_id, name, role, prefix, expires_at)
  values (atrium.current_agency_id(), btrim(create_api_key.name), create_api_key.role, label, create_api_key.expires_at)
  returning k.id into made;
  insert into atrium.api_key_secrets (api_key_id, key_hash) values (made, sha256(convert_to(key, 'UTF8')));
  id := made;
  prefix := label;
  return next;
end
$$;
comment on function public.create_api_key(text, text, timestamptz) is
  'Makes a key of the current agency and gives it, this once. Refuses with ATNOM, ATRNK, ATVAL.';
call atrium.own_as_definer('public.create_api_key(text,text,timestamptz)'::regprocedure);

create function public.revoke_api_key(id uuid) returns void
language plpgsql
as $$
begin
  perform atrium.demand('api_keys:update');
  update public.api_keys k set revoked_at = now()
  where k.id = revoke_api_key.id and k.agency_id = atrium.current_agency_id() and k.revoked_at is null;
  if not found then
    perform atrium.refuse('ATNOF', 'There is no such key in use.');
  end if;
end
$$;
comment on function public.revoke_api_key(uuid) is 'Revokes a key for good, with the next request. ATNOM, ATNOF.';
call atrium.own_as_definer('public.revoke_api_key(uuid)'::regprocedure);

create function atrium.api_key_claims(key text) returns jsonb
language plpgsql
as $$
declare
  held public.api_keys;
begin
  select k.* into held
  from atrium.api_key_secrets s join public.api_keys k on k.id = s.api_key_id
  where s.key_hash = sha256(convert_to(key, 'UTF8')) and k.revoked_at is null
    and (k.expires_at is null or k.expires_at > now());
  if not found then
    return null;
  end if;
  update public.api_keys k set last_used_at = now()
  where k.id = held.id and (k.last_used_at is null or k.last_used_at < now() - interval '1 minute');
  return jsonb_build_object('role', 'authenticated', 'agency_id', held.agency_id, 'api_key_id', held.id);
end
$$;
comment on function atrium.api_key_claims(text) is
  'The claims a key stands for, and a note that it was used; null for an unknown, revoked or expired key. For sign-in.';
call atrium.own_as_definer('atrium.api_key_claims(text)'::regprocedure);

grant execute on function public.create_api_key(text, text, timestamptz), public.revoke_api_key(uuid) to authenticated;
grant execute on function atrium.api_key_claims(text) to atrium_auth;
