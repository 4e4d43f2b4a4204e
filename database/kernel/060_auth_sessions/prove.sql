-- No caller reads or writes sessions, tokens or factors; sign-in may.
do $$
declare
  attack record;
begin
  for attack in
    select r, 'auth.' || t as t, p from unnest(array['anon', 'authenticated', 'atrium_gateway']) as r,
      unnest(array['sessions', 'refresh_tokens', 'one_time_tokens', 'mfa_factors', 'mfa_challenges',
        'mfa_amr_claims']) as t,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p
  loop
    assert not has_table_privilege(attack.r, attack.t, attack.p), format('%s may %s %s', attack.r, attack.p, attack.t);
  end loop;
  if pg_get_userbyid((select nspowner from pg_namespace where nspname = 'auth')) = 'atrium_owner' then
    assert has_table_privilege('atrium_auth', 'auth.refresh_tokens', 'insert'), 'sign-in can''t issue a token';
    assert not has_table_privilege('atrium_auth', 'auth.refresh_tokens', 'truncate'), 'sign-in may truncate';
  end if;
end $$;
