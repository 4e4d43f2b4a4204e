-- The rights matrix, the one place: policies ask atrium.may, and atrium.may reads what stands here. Each module's
-- change inserts the rows of its tables. role_right_sets is the same matrix as enter wants it: one string a role.
create table atrium.role_rights (
  role       public.agency_role not null,
  resource   text not null,
  action     text not null,
  reach      text not null,
  created_at timestamptz not null default now(),
  constraint role_rights_pkey primary key (role, resource, action),
  constraint role_rights_resource check (resource ~ '^[a-z][a-z_]*$'),
  constraint role_rights_action check (action ~ '^[a-z][a-z_]*$'),
  constraint role_rights_reach check (reach in ('all', 'assigned', 'own', 'home'))
);
comment on table atrium.role_rights is 'What each role may do, for every table and function. Scope: the deployment.';
comment on column atrium.role_rights.role is 'The role that holds the right.';
comment on column atrium.role_rights.resource is 'A table, or a part of one with rules of its own.';
comment on column atrium.role_rights.action is 'select, insert, update, delete or a function''s verb.';
comment on column atrium.role_rights.reach is
  'How far the policies let it go: all of the agency, assigned clients, own rows, the home client.';
comment on column atrium.role_rights.created_at is 'When the change that states it was deployed.';

create table atrium.role_right_sets (
  role   public.agency_role not null,
  rights text not null,
  constraint role_right_sets_pkey primary key (role)
);
comment on table atrium.role_right_sets is 'role_rights as one string a role, for atrium.enter. Kept by a trigger.';
comment on column atrium.role_right_sets.role is 'The role.';
comment on column atrium.role_right_sets.rights is 'Its rights, resource:action, each with a space before and after.';

create function atrium.gather_rights() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  gone atrium.role_rights;
begin
  if tg_op = 'INSERT' then
    insert into atrium.role_right_sets as s (role, rights)
    select f.role, ' ' || string_agg(f.resource || ':' || f.action, ' ' order by f.resource, f.action) || ' '
    from fresh f group by f.role
    on conflict (role) do update set rights = s.rights || ltrim(excluded.rights);
    return null;
  end if;
  for gone in select * from stale loop
    update atrium.role_right_sets s
    set rights = replace(s.rights, ' ' || gone.resource || ':' || gone.action || ' ', ' ') where s.role = gone.role;
  end loop;
  delete from atrium.role_right_sets s where s.rights = ' ';
  return null;
end
$$;
comment on function atrium.gather_rights() is
  'Trigger after a statement: keeps role_right_sets, in the order in which rights were given.';

-- A right is another row, never an old one changed: there is nothing to gather after an update of its reach.
create trigger role_rights_given after insert on atrium.role_rights
  referencing new table as fresh for each statement execute function atrium.gather_rights();
create trigger role_rights_withdrawn after delete on atrium.role_rights
  referencing old table as stale for each statement execute function atrium.gather_rights();

create procedure atrium.allow(resource text, action text, reach text, variadic roles text[])
language sql
as $$
  insert into atrium.role_rights (role, resource, action, reach)
  select r, resource, action, reach from unnest(roles) as r
$$;
comment on procedure atrium.allow(text, text, text, text[]) is
  'Gives roles a right; how a change states the rights of its tables.';
