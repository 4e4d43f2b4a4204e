-- run as: deployer
-- A table in an exposed schema without forced row security is an open table, so the database itself refuses one. The
-- statement that makes a table necessarily comes before the one that forces its row security, so each statement only
-- notes what lies open after it, and the transaction's end is refused while something of that still does. A note never
-- outlives its transaction.
set local role atrium_owner;
create table atrium.open_tables (
  relation   oid not null,
  created_at timestamptz not null default now(),
  constraint open_tables_pkey primary key (relation)
);
comment on table atrium.open_tables is
  'Tables that lie open in the course of a transaction. No row is committed: the end of it judges and forgets.';
comment on column atrium.open_tables.relation is 'The table, in pg_class.';
comment on column atrium.open_tables.created_at is 'When the transaction that left it open began; UTC.';

create function atrium.lies_open(relation oid) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  -- of storage only where it is ours; what an extension brings is the extension's
  return exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.oid = relation and (n.nspname = 'public'
        or n.nspname = 'storage' and pg_get_userbyid(n.nspowner) = 'atrium_owner')
      and (c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity) or c.relkind in ('m', 'f'))
      and not exists (select from pg_depend d
        where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'));
end
$$;
comment on function atrium.lies_open(oid) is
  'Whether a table of an exposed schema lacks forced row security, or is of a kind that can''t have it.';
revoke execute on function atrium.lies_open(oid) from public;

create function atrium.judge_open_table() returns trigger
language plpgsql
as $$
begin
  delete from atrium.open_tables o where o.relation = new.relation;
  if atrium.lies_open(new.relation) then
    raise exception using errcode = 'ATOPN',
      message = format('%s lies open: its row security is not enabled and forced.', new.relation::regclass),
      hint = case when (select c.relkind from pg_class c where c.oid = new.relation) in ('r', 'p')
        then format('Before the transaction ends: alter table %s enable row level security, force row level security;',
          new.relation::regclass)
        else 'It can''t have row security: make it in schema atrium, and serve it by a function.' end;
  end if;
  return null;
end
$$;
comment on function atrium.judge_open_table() is
  'Trigger at the end of a transaction: forgets the table, and raises ATOPN where it still lies open.';
call atrium.own_as_definer('atrium.judge_open_table()'::regprocedure);

create constraint trigger open_tables_judge after insert on atrium.open_tables
  deferrable initially deferred for each row execute function atrium.judge_open_table();
alter table atrium.open_tables enable always trigger open_tables_judge;

create function atrium.note_open_tables() returns event_trigger
language plpgsql
as $$
declare
  touched oid[] := array(
    select d.objid from pg_event_trigger_ddl_commands() d where d.classid = 'pg_class'::regclass
    union all
    select c.oid from pg_event_trigger_ddl_commands() d join pg_class c on c.relnamespace = d.objid
    where d.classid = 'pg_namespace'::regclass);
  one oid;
begin
  foreach one in array touched loop
    if atrium.lies_open(one) then
      -- who has all constraints checked at once still gets to force row security with the next statement
      set constraints atrium.open_tables_judge deferred;
      insert into atrium.open_tables (relation) values (one) on conflict do nothing;
    end if;
  end loop;
end
$$;
comment on function atrium.note_open_tables() is
  'Event trigger after statements that make, alter or move tables: notes those that lie open, for the end of the'
  ' transaction.';
call atrium.own_as_definer('atrium.note_open_tables()'::regprocedure);

create procedure atrium.guard_tables()
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  drop event trigger if exists atrium_guard;
  create event trigger atrium_guard on ddl_command_end
    when tag in ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE', 'CREATE SCHEMA', 'ALTER SCHEMA',
      'CREATE MATERIALIZED VIEW', 'ALTER MATERIALIZED VIEW', 'CREATE FOREIGN TABLE', 'ALTER FOREIGN TABLE',
      'IMPORT FOREIGN SCHEMA')
    execute function atrium.note_open_tables();
  alter event trigger atrium_guard enable always;
end
$$;
comment on procedure atrium.guard_tables() is
  'Sets up the guard against open tables, or sets it right again. Only a superuser may (or whom the server lets).';
revoke execute on procedure atrium.guard_tables() from public;

set local role none;
-- a deployer who may not make event triggers goes without; verify, lint and doctor say so
do $$ begin
  call atrium.guard_tables();
exception when insufficient_privilege then
  null;
end $$;
