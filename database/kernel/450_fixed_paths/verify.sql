-- Nobody's path decides what a function of ours means, but for SQL that the planner inlines.
do $$ begin
  assert not exists (
    select from pg_proc p join pg_language l on l.oid = p.prolang
    where p.pronamespace in ('public'::regnamespace, 'atrium'::regnamespace) and l.lanname = 'plpgsql'
      and not exists (select from unnest(p.proconfig) as c where c ~ '^search_path=')), 'a path is open';
end $$;
