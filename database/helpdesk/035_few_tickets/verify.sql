-- The planner sees through listed, so that its sides reach their indexes; narrow_tickets is past row security, closed.
select tests.help_desk();
do $$
declare
  line text;
begin
  assert (select p.prosecdef and 'search_path=pg_catalog, pg_temp' = any (p.proconfig)
    from pg_proc p where p.oid = 'atrium.narrow_tickets()'::regprocedure), 'the path is open';
  perform tests.act('creative');
  call atrium.read_newest('messages');
  assert cardinality(current_setting('atrium.few_tickets')::uuid[]) > 0, 'nothing was named';
  for line in explain (costs off) select from public.messages m where atrium.listed(m) loop
    assert line !~ 'listed', line;
  end loop;
end $$;
