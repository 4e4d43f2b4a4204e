-- Nobody writes, changes or deletes an entry directly; partitions are closed to every caller.
do $$
declare
  attack record;
begin
  for attack in
    select r, c.oid::regclass as t, p, c.oid = 'public.audit_logs'::regclass as parent
    from unnest(array['anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth']) as r,
      pg_class c,
      unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as p
    where c.relname like 'audit\_logs%' and c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
  loop
    continue when attack.parent and attack.p = 'select' and attack.r in ('authenticated', 'service_role');
    continue when attack.parent and attack.p = 'insert' and attack.r = 'service_role';
    assert not has_table_privilege(attack.r, attack.t, attack.p), format('%s may %s %s', attack.r, attack.p, attack.t);
  end loop;
end $$;
