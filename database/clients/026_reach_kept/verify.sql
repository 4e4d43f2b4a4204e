-- The reach still goes past row security, on a closed path.
do $$
begin
  assert (select l.lanname = 'plpgsql' and p.prosecdef and 'search_path=pg_catalog, pg_temp' = any (p.proconfig)
      and p.provolatile = 's'
    from pg_proc p join pg_language l on l.oid = p.prolang where p.oid = 'atrium.client_reach(uuid)'::regprocedure),
    'the plan of a reach is not kept, or its path is open';
  assert not has_function_privilege('anon', 'atrium.client_reach(uuid)', 'execute'), 'a reach is open to anon';
end $$;
