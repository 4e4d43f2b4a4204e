-- What every table and every definer function of Atrium is made with: a way to hand a function to atrium_definer, and
-- the triggers that keep times, authors and fixed columns.
create procedure atrium.own_as_definer(helper regprocedure)
language plpgsql
as $$
declare
  acting text := current_user;
begin
  execute pg_catalog.format('alter function %s security definer set search_path = pg_catalog, pg_temp', helper);
  execute pg_catalog.format('revoke all on function %s from public', helper);
  -- the deployer is a member of both roles, so it may hand the function over
  perform pg_catalog.set_config('role', 'none', true);
  execute pg_catalog.format('alter function %s owner to atrium_definer', helper);
  perform pg_catalog.set_config('role', acting, true) where acting <> session_user;
end
$$;
comment on procedure atrium.own_as_definer(regprocedure) is
  'Makes a function security definer: owned by atrium_definer, with a fixed search_path and no public execute. Grant'
  ' execute after it.';

create function atrium.touch() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  person uuid := atrium.current_user_id();
begin
  if tg_op = 'UPDATE' then
    new.updated_at := clock_timestamp();
    if person is not null and exists (
        select from pg_attribute where attrelid = tg_relid and attname = 'updated_by' and not attisdropped) then
      new.updated_by := person;
    end if;
  elsif person is not null and exists (
      select from pg_attribute where attrelid = tg_relid and attname = 'created_by' and not attisdropped) then
    new.created_by := coalesce(new.created_by, person);
  end if;
  return new;
end
$$;
comment on function atrium.touch() is
  'Trigger before insert or update: updated_at moves with each change, even twice in one transaction; created_by and'
  ' updated_by, where the table has them, are the caller.';

create function atrium.immutable() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  was jsonb := to_jsonb(old);
  becomes jsonb := to_jsonb(new);
  fixed text;
begin
  foreach fixed in array tg_argv loop
    if was -> fixed is distinct from becomes -> fixed
      -- a referenced person who is deleted may be forgotten (on delete set null)
      and not (fixed in ('created_by', 'updated_by') and becomes -> fixed = 'null' and pg_trigger_depth() > 1) then
      raise exception using errcode = 'ATIMM',
        message = format('The column %s of %s can''t be changed.', fixed, tg_table_name),
        hint = 'Leave it out of the update, or make a new row.';
    end if;
  end loop;
  return new;
end
$$;
comment on function atrium.immutable() is
  'Trigger before update: the columns named as arguments keep their value, for everybody. Raises ATIMM.';

create function atrium.by_function() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  was jsonb := to_jsonb(old);
  becomes jsonb := to_jsonb(new);
  guarded text;
begin
  if current_user in ('anon', 'authenticated') then
    foreach guarded in array tg_argv loop
      if was -> guarded is distinct from becomes -> guarded then
        raise exception using errcode = 'ATIMM',
          message = format('The column %s of %s is changed by its function only.', guarded, tg_table_name),
          hint = 'Call the function that makes this change and checks who may.';
      end if;
    end loop;
  end if;
  return new;
end
$$;
comment on function atrium.by_function() is
  'Trigger before update: the columns named as arguments change through definer functions only, never by a'
  ' direct update'
  ' of a caller. Raises ATIMM.';
