-- Nobody reads codes, callers don't touch them, and one person's code is none of another's.
do $$
declare
  attack record;
  person uuid;
  thief uuid;
  sign_in uuid;
begin
  for attack in
    select r, p from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, 'atrium.recovery_codes', attack.p),
      format('%s may %s codes', attack.r, attack.p);
  end loop;
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.put_recovery_codes(uuid, text[])', 'atrium.count_recovery_codes(uuid)',
        'atrium.use_recovery_code(uuid, text)', 'atrium.own_recovery_codes(uuid, uuid)',
        'atrium.new_recovery_codes(uuid, uuid, text[])',
        'atrium.pass_recovery_code(uuid, uuid, text, text, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  person := tests.create_user('codes@prove.test');
  thief := tests.create_user('thief@prove.test');
  perform atrium.put_recovery_codes(person, '{mine}');
  sign_in := atrium.open_session(thief, 'rt', 'password', '', '') ->> 'session_id';
  assert atrium.pass_recovery_code(thief, sign_in, 'mine', 'r', '') ->> 'error' = 'recovery_code_not_valid', 'a thief';
  assert atrium.pass_recovery_code(person, sign_in, 'mine', 'r', '') ->> 'error' = 'session_not_found', 'in its name';
end $$;
