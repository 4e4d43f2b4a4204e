-- The triggers do what they say on a table of their own.
create function pg_temp.refusal(attempt text) returns text language plpgsql as $$
begin
  execute attempt;
  return null;
exception when others then
  return sqlstate;
end $$;
create table public.kept (id int, title text, owner_id int, updated_at timestamptz not null default now());
create trigger fixed before update on public.kept for each row execute function atrium.immutable('id', 'owner_id');
do $$
begin
  insert into public.kept (id, title, owner_id) values (1, 'before', null);
  assert pg_temp.refusal('update public.kept set id = 2') = 'ATIMM', 'a fixed column moved';
  assert pg_temp.refusal('update public.kept set owner_id = 2') = 'ATIMM', 'a fixed column moved away from null';
  assert pg_temp.refusal('update public.kept set title = ''after''') is null, 'a free column is stuck';
end $$;
