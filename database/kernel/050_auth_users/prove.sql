-- No caller reads or writes identities, not even the own one.
do $$
declare
  attack record;
begin
  for attack in
    select r, t, p from unnest(array['anon', 'authenticated', 'atrium_gateway']) as r,
      unnest(array['auth.users', 'auth.identities']) as t,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p
  loop
    assert not has_table_privilege(attack.r, attack.t, attack.p), format('%s may %s %s', attack.r, attack.p, attack.t);
  end loop;
end $$;
