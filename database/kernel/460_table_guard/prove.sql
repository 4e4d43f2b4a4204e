-- Every way to a table that lies open ends in a refusal, for the superuser too.
create function pg_temp.open(attempt text) returns text language plpgsql as $$
declare
  statement text;
begin
  foreach statement in array string_to_array(attempt, ';') loop
    execute statement;
  end loop;
  set constraints all immediate;
  return 'went through';
exception when sqlstate 'ATOPN' then
  return null;
end $$;
do $$
declare
  attempt text;
begin
  if not exists (select from pg_event_trigger where evtname = 'atrium_guard') then
    return;
  end if;
  foreach attempt in array array[
    'create table public.bare (id int)',
    'create table public.bare (like public.agencies including all)',
    'create table public.bare as select 1 as id',
    'create table public.bare (id int); alter table public.bare enable row level security',
    'create table public.bare (id int); alter table public.bare force row level security',
    'create unlogged table public.bare (id int) partition by list (id)',
    'create table public.bare partition of public.audit_logs for values from (''2001-01-01'') to (''2001-02-01'')',
    'create table atrium.bare (like public.audit_logs including all); alter table atrium.bare set schema public;'
      'alter table public.audit_logs attach partition public.bare for values from (''2001-01-01'') to (''2001-02-01'')',
    'alter table public.agencies no force row level security',
    'alter table public.agencies disable row level security',
    'alter table atrium.role_rights set schema public',
    'create schema elsewhere; create table elsewhere.bare (id int); alter schema public rename to before;'
      'alter schema elsewhere rename to public',
    'create materialized view public.bare as select 1 as id'] loop
    assert pg_temp.open(attempt) is null, 'it went through: ' || attempt;
  end loop;
  assert not exists (select from atrium.open_tables), 'a note was left';
end $$;
