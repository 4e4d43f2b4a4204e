-- Months are made for a table that has only just come, what waited moves into them, and the log names the table.
set local role atrium_owner;
create table public.diary (id uuid default gen_random_uuid(), agency_id uuid, day date, twice int generated always as
  (extract(day from day)::int * 2) stored, primary key (id, day)) partition by range (day);
comment on table public.diary is 'Scope: agency. Append only.';
alter table public.diary enable row level security;
alter table public.diary force row level security;
create table public.diary_default partition of public.diary default;
create trigger diary_audit after insert or update or delete on public.diary
  for each row execute function atrium.audit();
reset role;
do $$
declare
  next_month date := date_trunc('month', now() at time zone 'UTC') + interval '1 month';
begin
  insert into public.diary (day) values (next_month);
  assert atrium.make_partition('public.diary', next_month), 'nothing is made';
  assert not atrium.make_partition('public.diary', next_month), 'it is made twice';
  assert (select tableoid = format('public.diary_%s', to_char(next_month, 'YYYY_MM'))::regclass and twice = 2
    from public.diary), 'an early row stays behind';
  assert (select bool_and(table_name = 'diary') from public.audit_logs where table_name like 'diary%'),
    'the log names the partition';
  assert (select relrowsecurity and relforcerowsecurity and obj_description(oid) ~ 'Append only' from pg_class
    where oid = format('public.diary_%s', to_char(next_month, 'YYYY_MM'))::regclass), 'it is open, or nothing is said';
  assert atrium.make_partitions(1) >= 1 and atrium.make_partitions(1) = 0, 'a table is left out';
  assert not has_function_privilege('service_role', 'atrium.make_partition(regclass, date)', 'execute'),
    'anybody makes partitions of anything';
end $$;
