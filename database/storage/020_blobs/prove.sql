-- Only the server writes down bytes; nobody reads what there is.
select tests.two_agencies();
do $$
declare
  attack record;
begin
  for attack in
    select r, p from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, 'atrium.blobs', attack.p), format('%s may %s bytes', attack.r, attack.p);
  end loop;
  assert not has_function_privilege('authenticated', 'atrium.keep_blob(uuid, uuid, bytea, bigint)', 'execute'),
    'a caller makes bytes';
  assert not has_function_privilege('anon', 'atrium.keep_blob(uuid, uuid, bytea, bigint)', 'execute'), 'anon does';
end $$;
