-- Nobody who calls can read or change the matrix itself.
do $$
declare
  attack record;
begin
  for attack in
    select r, t, p from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      unnest(array['atrium.role_rights', 'atrium.role_right_sets']) as t,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, attack.t, attack.p), format('%s may %s %s', attack.r, attack.p, attack.t);
  end loop;
  assert not has_function_privilege('authenticated', 'atrium.allow(text,text,text,text[])', 'execute'),
    'a caller may give rights';
end $$;
