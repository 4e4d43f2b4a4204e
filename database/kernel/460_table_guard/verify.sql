-- The guard stands where the deployer may set it up, judges even where triggers are switched off for a load, lets
-- through what is closed by the end, and leaves no note.
do $$
declare
  guard pg_event_trigger := (select e from pg_event_trigger e where e.evtname = 'atrium_guard');
begin
  assert (select tgenabled = 'A' from pg_trigger where tgname = 'open_tables_judge'), 'a load could go round the judge';
  if guard.oid is null then
    assert not (select rolsuper from pg_roles where rolname = current_user), 'a superuser went without the guard';
    return;
  end if;
  assert guard.evtenabled = 'A', 'a load could go round the guard';
  set constraints all immediate;
  create table public.closed_in_time (id int);
  alter table public.closed_in_time enable row level security;
  alter table public.closed_in_time force row level security;
  create table public.gone_in_time (id int);
  drop table public.gone_in_time;
  create table atrium.hidden (id int);
  set constraints all immediate;
  assert not exists (select from atrium.open_tables), 'a note was left';
  perform atrium.make_partitions(4);
  set constraints all immediate;
end $$;
