-- The operator's functions are for the gateway's sign-in role, which runs them for the service key alone.
do $$
declare
  attack record;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.list_users(integer, integer)', 'atrium.put_user(uuid, jsonb)',
        'atrium.delete_user(uuid)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
end $$;
