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
  stated atrium.role_rights := coalesce(new, old);
  gathered text;
begin
  -- the first row of a change gathers for all rows of its role; the others find theirs there
  if exists (select from atrium.role_right_sets s where s.role = stated.role
      and (strpos(s.rights, ' ' || stated.resource || ':' || stated.action || ' ') > 0)
        = exists (select from atrium.role_rights r where (r.role, r.resource, r.action)
          = (stated.role, stated.resource, stated.action))) then
    return null;
  end if;
  select ' ' || string_agg(r.resource || ':' || r.action, ' ' order by r.resource, r.action) || ' ' into gathered
  from atrium.role_rights r where r.role = stated.role;
  if gathered is null then
    delete from atrium.role_right_sets s where s.role = stated.role;
  else
    insert into atrium.role_right_sets (role, rights) values (stated.role, gathered)
    on conflict (role) do update set rights = excluded.rights;
  end if;
  return null;
end
$$;
comment on function atrium.gather_rights() is
  'Trigger: keeps role_right_sets, at the end of the transaction that changes role_rights.';

-- A right is another row, never an old one changed: there is nothing to gather after an update of its reach.
create constraint trigger role_rights_gather after insert or delete on atrium.role_rights
  deferrable initially deferred for each row execute function atrium.gather_rights();

create procedure atrium.allow(resource text, action text, reach text, variadic roles text[])
language sql
as $$
  insert into atrium.role_rights (role, resource, action, reach)
  select r, resource, action, reach from unnest(roles) as r
$$;
comment on procedure atrium.allow(text, text, text, text[]) is
  'Gives roles a right; how a change states the rights of its tables.';
