-- Callers neither begin nor end ways nor name themselves; what waits is read by nobody.
do $$
declare
  attack record;
begin
  for attack in
    select r, p from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, 'atrium.provider_ways', attack.p),
      format('%s may %s ways', attack.r, attack.p);
  end loop;
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.begin_way(text, bytea)', 'atrium.take_way(text)', 'atrium.is_invited(text)',
        'atrium.join_by_address(text, text, text, text)',
        'atrium.sign_in_by_provider(text, jsonb, uuid, text, text, text, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
end $$;
