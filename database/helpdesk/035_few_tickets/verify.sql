-- The look-up is past row security, and closed.
do $$
begin
  assert (select bool_and(p.prosecdef and 'search_path=pg_catalog, pg_temp' = any (p.proconfig))
    from pg_proc p where p.proname in ('narrow_tickets', 'narrow_messages')), 'the path is open';
end $$;
