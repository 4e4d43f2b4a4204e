-- Who may touch what at all, before any policy is asked.

-- grant without policy: A grant that no policy narrows is refused to all today and open to all with the next policy.
select 'grant without policy', t.name, format('%s may %s, and no policy says which rows.', r, v.word),
  format('revoke %s on %s from %s;', v.word, t.name, r)
from lint.exposed t, unnest(array['anon', 'authenticated']) as r,
  (values ('select', 'r'), ('insert', 'a'), ('update', 'w'), ('delete', 'd')) as v (word, cmd)
where (has_table_privilege(r, t.oid, v.word) or v.word <> 'delete' and has_any_column_privilege(r, t.oid, v.word))
  and not exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd in (v.cmd::"char", '*')
    and (p.polroles = '{0}' or r::regrole::oid = any (p.polroles)));

-- grant too wide: Truncate goes round row security, references and trigger reach into it, a partition has no policies.
select 'grant too wide', t.name, format('%s may %s.', r.name, p), format('revoke %s on %s from %s;', p, t.name, r.name)
from lint.tables t, lint.callers r, unnest(array['truncate', 'references', 'trigger']) as p
where has_table_privilege(r.oid, t.oid, p)
union all
select 'grant too wide', t.name, format('%s reaches the partition itself.', r), format('revoke all on %s from %s;',
  t.name, r)
from lint.tables t, unnest(array['anon', 'authenticated', 'service_role']) as r
where t.relispartition and has_table_privilege(r, t.oid, 'select, insert, update, delete')
union all
select 'grant too wide', n.nspname, format('%s may create objects in the schema.', r.name),
  format('revoke create on schema %I from %s;', n.nspname, r.name)
from pg_namespace n, lint.callers r
where n.nspname in ('public', 'atrium', 'storage') and r.name <> 'service_role'
  and has_schema_privilege(r.oid, n.oid, 'create');

-- grant to everybody: What is granted to PUBLIC is granted to roles that nobody has thought of yet.
select 'grant to everybody', o.name, format('Everybody may %s.', lower(string_agg(a.privilege_type, ', '))),
  format('revoke all on %s from public;', o.name)
from (select name, relacl from lint.tables union all select name, relacl from lint.views
    union all select format('sequence %I.%I', n.nspname, s.relname), s.relacl
      from pg_class s join pg_namespace n on n.oid = s.relnamespace
      where s.relkind = 'S' and n.nspname in ('public', 'storage', 'atrium')) as o,
  aclexplode(o.relacl) as a
where a.grantee = 0 group by o.name;

-- temporary objects: A temporary table of the right name is found before the real one by a function without a path.
select 'temporary objects', 'database', format('%s may create temporary tables.', string_agg(r.name, ', ')),
  format('revoke temporary on database %I from public;', current_database())
from lint.callers r
where has_database_privilege(r.oid, current_database(), 'temporary')
  and exists (select from pg_namespace n where n.nspname = 'auth' and pg_get_userbyid(n.nspowner) = 'atrium_owner')
having count(*) > 0;

-- grant by column: Which columns a caller writes is said one by one: a new one is closed, authors and tenants stay so.
select 'grant by column', t.name, format('%s may %s every column.', r, p), 'Name the columns in the grant.'
from lint.exposed t, unnest(array['anon', 'authenticated']) as r, unnest(array['insert', 'update']) as p
where has_table_privilege(r, t.oid, p)
union all
select 'grant by column', c.name, format('%s may %s %s.', r, v.word, c.attname),
  format('revoke %s (%I) on %s from %s;', v.word, c.attname, c.name, r)
from lint.columns c, unnest(array['anon', 'authenticated']) as r, (values ('insert'), ('update')) as v (word)
where c.space in ('public', 'storage') and not has_table_privilege(r, c.oid, v.word)
  and has_column_privilege(r, c.oid, c.attnum, v.word)
  and (c.attname in ('created_by', 'updated_by', 'created_at', 'updated_at', 'permissions')
    -- a role in an agency; who says a message of a conversation is another thing
    or c.attname = 'role' and c.type in ('agency_role', 'text')
    or v.word = 'update' and c.attname in ('id', 'agency_id', 'client_id', 'user_id'));

-- open to everybody: Callers who are not signed in are strangers; what they may touch is open to the world.
select 'open to everybody', o.name, 'Callers who are not signed in may touch it.',
  format('revoke all on %s from anon;', o.name)
from (select oid, name, said, space from lint.exposed union all select oid, name, said, space from lint.views) as o
where o.space <> 'atrium' and o.said !~ 'Open to everybody' and (has_table_privilege('anon', o.oid,
    'select, insert, update, delete') or has_any_column_privilege('anon', o.oid, 'select, insert, update'));

-- secret column: What opens something lies beside its row, in schema atrium, where no caller reads.
select 'secret column', c.name, format('%s can be read by callers.', c.attname),
  'Move it to a table in schema atrium, or say Shown on purpose in its comment.'
from lint.columns c
where c.space in ('public', 'storage') and not c.relispartition
  and c.attname ~ 'password|secret|(^|_)token$|token_hash|key_hash|private_key|(^|_)api_key$'
  and coalesce(col_description(c.oid, c.attnum), '') !~ 'Shown on purpose'
  and (has_column_privilege('authenticated', c.oid, c.attnum, 'select')
    or has_column_privilege('anon', c.oid, c.attnum, 'select'));

-- default grant: What every new object grants by itself is granted without anybody deciding it.
select 'default grant', pg_get_userbyid(d.defaclrole)::text,
  format('New objects of kind %s are granted to %s.', d.defaclobjtype,
    case a.grantee when 0 then 'everybody' else pg_get_userbyid(a.grantee) end),
  'alter default privileges for role … revoke … from …'
from pg_default_acl d, aclexplode(d.defaclacl) as a
where d.defaclrole in (select oid from pg_roles where rolname in ('atrium_owner', 'atrium_definer'))
  and a.grantee in (0, 'anon'::regrole, 'authenticated'::regrole)
union all
select 'default grant', 'atrium_owner', 'Everybody may run its new functions.',
  'alter default privileges for role atrium_owner revoke execute on functions from public;'
where not exists (select from pg_default_acl d
  where d.defaclrole = to_regrole('atrium_owner') and d.defaclobjtype = 'f' and d.defaclnamespace = 0);

-- caller role: A caller's role that passes by the policies, or can become one that does, makes all of them void.
select 'caller role', c.name, format('The role %s.', w.what), format('%s;', w.remedy)
from lint.callers c join pg_roles r on r.oid = c.oid,
  lateral (
    select 'is a superuser', format('alter role %I nosuperuser', c.name) where r.rolsuper
    union all
    select 'passes by the policies', format('alter role %I nobypassrls', c.name)
      where r.rolbypassrls and c.name <> 'service_role'
    union all
    select 'makes roles', format('alter role %I nocreaterole', c.name) where r.rolcreaterole
    union all
    select 'is a member of ' || o.rolname, format('revoke %I from %I', o.rolname, c.name)
      from pg_roles o
      where not r.rolsuper and pg_has_role(c.oid, o.oid, 'member')
        and (o.rolname in ('atrium_owner', 'atrium_definer') or o.rolname ~ '^pg_' or o.rolsuper)
  ) as w (what, remedy);
