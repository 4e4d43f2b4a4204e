-- A code of a flow is worth nothing without the verifier of whoever began it, and is looked at once. Callers have none
-- of this.
do $$
declare
  attack record;
  person uuid;
  flow uuid;
begin
  for attack in
    select r, f from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway']) as r,
      unnest(array['atrium.issue_token(uuid, text, text, jsonb, jsonb)', 'atrium.use_token(text[], text)',
        'atrium.use_code(text[], text, text)', 'atrium.begin_flow(text, text)',
        'atrium.exchange_code(text, text, text, text, text)']) as f
  loop
    assert not has_function_privilege(attack.r, attack.f, 'execute'), format('%s may call %s', attack.r, attack.f);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) <> 'atrium_owner' then
    return;
  end if;
  for attack in
    select r, p from unnest(array['anon', 'authenticated', 'atrium_gateway']) as r,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
  loop
    assert not has_table_privilege(attack.r, 'auth.flow_state', attack.p),
      format('%s may %s flows', attack.r, attack.p);
  end loop;

  person := tests.create_user('flow@prove.test');
  set local role atrium_auth;
  for i in 1..2 loop
    -- the example of RFC 7636
    flow := atrium.begin_flow('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 'S256');
    update auth.flow_state set user_id = person, auth_code = 'code', auth_code_issued_at = now() where id = flow;
    if i = 1 then
      assert atrium.exchange_code('code', 'not the verifier', 'r1', '', '') ->> 'error' = 'bad_code_verifier', 'stolen';
    else
      assert atrium.exchange_code('code', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'r2', '', '') ? 'session_id',
        'the verifier does not fit';
    end if;
    assert atrium.exchange_code('code', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'r3', '', '') ->> 'error'
      = 'flow_state_not_found', 'a code is looked at twice';
  end loop;
  flow := atrium.begin_flow('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', 's256');
  update auth.flow_state set user_id = person, auth_code = 'code', auth_code_issued_at = now() - interval '6 minutes'
  where id = flow;
  assert atrium.exchange_code('code', 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk', 'r4', '', '') ->> 'error'
    = 'flow_state_expired', 'a code never ends';
end $$;
