-- A new table of the owner is closed to callers until it says otherwise, and a new function can't be run by them.
set local role atrium_owner;
create table public.fresh (id int);
create function public.fresh() returns int language sql as 'select 1';
set local role none;
do $$ begin
  assert not has_table_privilege('authenticated', 'public.fresh', 'select'), 'a new table is open to callers';
  assert not has_table_privilege('anon', 'public.fresh', 'select'), 'a new table is open to everybody';
  assert not has_table_privilege('service_role', 'public.fresh', 'truncate'), 'truncate is granted';
  assert not has_function_privilege('authenticated', 'public.fresh()', 'execute'), 'a new function is open to callers';
end $$;
