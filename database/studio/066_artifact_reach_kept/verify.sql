-- It still goes past row security, on a closed path.
do $$
declare
  helper text;
begin
  foreach helper in array array['atrium.artifact_reach(uuid)'] loop
    assert (select l.lanname = 'plpgsql' and p.prosecdef and 'search_path=pg_catalog, pg_temp' = any (p.proconfig)
        and p.provolatile = 's'
      from pg_proc p join pg_language l on l.oid = p.prolang where p.oid = helper::regprocedure),
      helper || ': its plan is not kept, or its path is open';
    assert not has_function_privilege('anon', helper, 'execute'), helper || ' is open to anon';
  end loop;
end $$;
