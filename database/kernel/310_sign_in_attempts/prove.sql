-- No caller sees who failed, or clears a count; sign-in itself reaches the counts by the two functions only.
do $$
declare
  attack record;
begin
  for attack in
    select r, p from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, 'atrium.sign_in_attempts', attack.p),
      format('%s may %s the counts', attack.r, attack.p);
  end loop;
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.begin_attempt(text, text)', 'atrium.forgive_attempt(text, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
end $$;
