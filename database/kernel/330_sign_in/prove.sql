-- Callers can't try passwords past the door, nor make hashes at our cost.
do $$
declare
  attack record;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.hash_password(text)', 'atrium.password_matches(text, text)',
        'atrium.sign_in(text, text, text, text, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  assert not atrium.password_matches('', '') is true, 'an account without a password can be entered';
end $$;
