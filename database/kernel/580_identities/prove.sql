-- No caller links, or unlinks, past sign-in.
do $$
declare
  attack record;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.may_change_identities(uuid, uuid, interval)',
        'atrium.link_identity(uuid, uuid, text, jsonb)',
        'atrium.link_by_provider(uuid, uuid, text, jsonb, uuid, text)',
        'atrium.unlink_identity(uuid, uuid, uuid, interval)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
end $$;
