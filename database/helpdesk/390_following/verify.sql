-- Still past row security, on a closed path.
do $$
begin
  assert (select p.prosecdef and 'search_path=pg_catalog, pg_temp' = any (p.proconfig) and p.provolatile = 's'
    from pg_proc p where p.oid = 'atrium.followed_tickets()'::regprocedure), 'the path is open';
  assert not has_function_privilege('anon', 'atrium.followed_tickets()', 'execute'), 'open to anon';
end $$;
