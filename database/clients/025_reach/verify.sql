-- The definer helpers belong to the definer and are closed to strangers.
do $$
declare
  helper text;
begin
  foreach helper in array array['atrium.client_reach(uuid)', 'atrium.same_agency_user()'] loop
    assert (select prosecdef and 'search_path=pg_catalog, pg_temp' = any (proconfig) from pg_proc
      where oid = helper::regprocedure), helper || ' has an open path';
    assert not has_function_privilege('anon', helper, 'execute'), helper || ' is open to anon';
  end loop;
end $$;
