-- Nobody but sign-in opens sessions or reads accounts.
do $$
declare
  attack record;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.user_answer(uuid)', 'atrium.session_agency(uuid, uuid)', 'atrium.session_answer(uuid)',
        'atrium.open_session(uuid, text, text, text, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
end $$;
