-- The catalogue lint: what must hold of every table, policy and function that was really deployed. Each query gives one
-- row a violation: rule, object, detail, remedy. It runs in a transaction that is rolled back.
-- What a comment declares: "Scope: …" the scope of a table; "Append only" that its rows never change; "Global on
-- purpose" that a key is unique across agencies; "Open to everybody" that a function serves callers not signed in.
create schema lint;
create view lint.tables as
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, n.nspname as space, c.relname, c.relrowsecurity,
    c.relforcerowsecurity, c.relispartition, c.relacl, coalesce(obj_description(c.oid, 'pg_class'), '') as said
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('public', 'storage', 'atrium', 'auth')
    and not (n.nspname = 'auth' and pg_get_userbyid(n.nspowner) <> 'atrium_owner')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e');
create view lint.exposed as
  select t.* from lint.tables t where t.space in ('public', 'storage') and not t.relispartition;
create view lint.columns as
  select t.*, a.attnum, a.attname, a.attnotnull, a.attidentity, a.atttypid, format_type(a.atttypid, null) as type
  from lint.tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped;
create view lint.functions as
  select p.oid, p.oid::regprocedure::text as name, n.nspname as space, p.proname, p.prosecdef, p.proconfig, p.proowner,
    p.proacl, p.provolatile, p.proargnames, p.prorettype, coalesce(obj_description(p.oid, 'pg_proc'), '') as said
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where (n.nspname in ('public', 'storage', 'atrium')
      or n.nspname = 'auth' and pg_get_userbyid(n.nspowner) = 'atrium_owner')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');
create view lint.triggers as
  select g.tgrelid, g.tgtype, p.proname, n.nspname as space,
    coalesce(string_to_array(encode(g.tgargs, 'escape'), '\000'), '{}') as arguments
  from pg_trigger g join pg_proc p on p.oid = g.tgfoid join pg_namespace n on n.oid = p.pronamespace
  where not g.tgisinternal and g.tgenabled <> 'D';
-- a policy's expression with everything inside a subselect cut out; per_row tells of a call for each row of one
create view lint.policies as
  with recursive cut (oid, polrelid, polname, polcmd, part, rest, per_row) as (
    select p.oid, p.polrelid, p.polname, p.polcmd, e.part, e.expression, false
    from pg_policy p join lint.tables t on t.oid = p.polrelid,
      lateral (values ('using', pg_get_expr(p.polqual, p.polrelid)),
        ('check', pg_get_expr(p.polwithcheck, p.polrelid))) as e (part, expression)
    where e.expression is not null
    union all
    select oid, polrelid, polname, polcmd, part,
      regexp_replace(regexp_replace(rest, '\(\s*SELECT[^()]*\)', '<q>', 'g'), '\((?!\s*SELECT)([^()]*)\)', '[\1]', 'g'),
      per_row or rest ~ '\(\s*SELECT[^()]*\m(atrium|auth|public)\.\w+\[[^()]*\sFROM\s'
        or rest ~ '\(\s*SELECT[^()]*\sWHERE\s[^()]*\m(atrium|auth|public)\.\w+\[[^()]*\)'
    from cut where rest ~ '\(')
  select * from cut where rest !~ '\(';

select 'rls forced' as rule, name as object, 'Row security is not enabled and forced.' as detail,
  'alter table … enable row level security; … force row level security' as remedy
from lint.tables where space in ('public', 'storage') and not (relrowsecurity and relforcerowsecurity);

select 'scope stated', name, 'Its comment names no scope.',
  'Begin the comment with Scope: agency, client, owner or parent.'
from lint.exposed where said !~ '^Scope: (agency|client|owner|parent)\M';

select 'primary key', t.name, 'It has no primary key.', 'Give it one.'
from lint.tables t where not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'p');

select 'tenant column', t.name,
  format('Scope %s, but its columns say otherwise.', substring(t.said from '^Scope: (\w+)')),
  'agency: agency_id not null. client: client_id not null and no agency_id. owner: user_id, or its own id.'
from lint.exposed t
where t.name <> 'public.agencies' and case substring(t.said from '^Scope: (\w+)')
  when 'agency' then not exists (select from lint.columns c where c.oid = t.oid and c.attname = 'agency_id'
    and (c.attnotnull or t.said ~* 'append only'))
  when 'client' then exists (select from lint.columns c where c.oid = t.oid and c.attname = 'agency_id')
    or not exists (select from lint.columns c where c.oid = t.oid and c.attname = 'client_id' and c.attnotnull)
  when 'owner' then t.name <> 'public.users'
    and not exists (select from lint.columns c where c.oid = t.oid and c.attname = 'user_id' and c.attnotnull)
  else false end;

select 'one policy', t.name, format('%s permissive policies for %s.', count(*), cmd), 'Make them one: they are or-ed.'
from lint.tables t join pg_policy p on p.polrelid = t.oid and p.polpermissive,
  lateral unnest(case p.polcmd when '*' then '{r,a,w,d}'::text[] else array[p.polcmd::text] end) as cmd
group by t.name, cmd having count(*) > 1;

select 'policy roles', t.name, format('The policy %s is for everybody.', p.polname), 'Name the role: to authenticated.'
from lint.tables t join pg_policy p on p.polrelid = t.oid where p.polroles = '{0}';

select 'policy check', t.name, format('The policy %s checks no new row.', p.polname),
  'Say with check, even where it repeats.'
from lint.tables t join pg_policy p on p.polrelid = t.oid where p.polcmd in ('a', 'w', '*') and p.polwithcheck is null;

select 'grant without policy', t.name, format('%s may %s, and no policy says which rows.', r, v.word),
  'Policy before grant.'
from lint.exposed t, unnest(array['anon', 'authenticated']) as r,
  (values ('select', 'r'), ('insert', 'a'), ('update', 'w'), ('delete', 'd')) as v (word, cmd)
where (has_table_privilege(r, t.oid, v.word) or v.word <> 'delete' and has_any_column_privilege(r, t.oid, v.word))
  and not exists (select from pg_policy p where p.polrelid = t.oid and p.polcmd in (v.cmd::"char", '*')
    and (p.polroles = '{0}' or r::regrole::oid = any (p.polroles)));

select 'function per row', t.name, format('The policy %s calls a function for each row.', p.polname),
  'Wrap the call: (select atrium.…()).'
from lint.policies p join lint.tables t on t.oid = p.polrelid
where p.per_row or exists (
  select from pg_depend d join pg_proc f on f.oid = d.refobjid join pg_namespace n on n.oid = f.pronamespace
  where d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass
    and n.nspname <> 'pg_catalog' and p.rest ~ ('(^|[^\w])' || f.proname || '\['));

select 'policy set form', t.name, format('The policy %s asks with in (select …) or exists.', p.polname),
  'Write = any (array(select …)).'
from lint.policies p join lint.tables t on t.oid = p.polrelid where p.rest ~* '\m(IN|EXISTS|ANY|ALL)\s*\[?<q>';

select 'policy reads itself', t.name, format('The policy %s reads its own table.', p.polname),
  'That recurses: use a definer helper.'
from pg_policy p join lint.tables t on t.oid = p.polrelid
where concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  ~ ('FROM \(?(' || t.space || '\.)?' || t.relname || '\M');

select 'policy function', t.name, format('The policy %s calls the volatile %s.', p.polname, f.proname),
  'Make it stable.'
from pg_policy p join lint.tables t on t.oid = p.polrelid
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass
  join pg_proc f on f.oid = d.refobjid
where f.provolatile = 'v';

select 'foreign key tenant', t.name, format('%s can point across agencies.', k.conname),
  'Carry the tenant: (agency_id, …) references … (agency_id, …).'
from lint.exposed t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
  join lint.exposed f on f.oid = k.confrelid
where f.name <> 'public.agencies'
  and exists (select from lint.columns c where c.oid = t.oid and c.attname = 'agency_id')
  and exists (select from lint.columns c where c.oid = f.oid and c.attname = 'agency_id')
  and not exists (select from unnest(k.conkey, k.confkey) as pair (near, far)
    join lint.columns a on a.oid = t.oid and a.attnum = pair.near and a.attname = 'agency_id'
    join lint.columns b on b.oid = f.oid and b.attnum = pair.far and b.attname = 'agency_id');

select 'foreign key person', t.name, format('%s points to a person of any agency.', k.conname),
  'Refer to memberships (agency_id, user_id), or check with a trigger of the same_agency family.'
from lint.exposed t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
  join lint.exposed f on f.oid = k.confrelid
where f.name = 'public.users' and t.name <> 'public.memberships' and t.said !~ '^Scope: owner'
  and not exists (select from lint.columns c where c.oid = t.oid and c.attnum = any (k.conkey)
    and c.attname ~ '_by$' and not has_column_privilege('authenticated', t.oid, c.attnum, 'insert, update'))
  and not exists (select from lint.triggers g where g.tgrelid = t.oid and g.proname like '%same\_agency%');

select 'foreign key action', t.name, format('%s does not say what happens on delete.', k.conname),
  'Say on delete cascade, restrict or set null; set null of one column where the key carries the agency.'
from lint.tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and k.conparentid = 0
where t.space <> 'auth' and (k.confdeltype = 'a' and cardinality(k.conkey) = 1
  or k.confdeltype = 'n' and cardinality(k.conkey) > 1 and k.confdelsetcols is null);

select 'foreign key index', t.name, format('No index serves %s.', k.conname), 'Index its columns, those first.'
from lint.tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and k.conparentid = 0
where not exists (select from pg_index i where i.indrelid = t.oid and i.indisvalid
  and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey);

select 'unique per agency', t.name, format('%s is unique across agencies.', c.relname),
  'Begin the key with the tenant, or say Global on purpose, and why, in its comment.'
from lint.exposed t join pg_index i on i.indrelid = t.oid and i.indisunique and not i.indisprimary
  join pg_class c on c.oid = i.indexrelid left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'u'
where not exists (select from lint.columns a where a.oid = t.oid and a.attnum = any (i.indkey::int2[])
    and (a.attname in ('agency_id', 'client_id') or a.attname = 'user_id' and t.said ~ '^Scope: owner'
      or t.said ~ '^Scope: parent' and exists (
        select from pg_constraint f where f.conrelid = t.oid and f.contype = 'f' and a.attnum = any (f.conkey))))
  and concat(obj_description(k.oid, 'pg_constraint'), obj_description(c.oid, 'pg_class')) !~ '^Global on purpose';

select 'tenant index', t.name, format('No index begins with %s.', tenant),
  format('Index (%s, <the default order>).', tenant)
from lint.exposed t, lateral (select case substring(t.said from '^Scope: (\w+)')
    when 'agency' then 'agency_id' when 'client' then 'client_id' else 'user_id' end as tenant) as s
where exists (select from lint.columns c where c.oid = t.oid and c.attname = tenant)
  and not exists (select from pg_index i join lint.columns c on c.oid = t.oid and c.attnum = i.indkey[0]
    where i.indrelid = t.oid and i.indpred is null and c.attname = tenant);

select 'fixed column', c.name, format('%s can be changed.', c.attname),
  'Attach atrium.immutable, or by_function for state.'
from lint.columns c join lint.exposed t on t.oid = c.oid
where c.said !~* 'append only'
  and c.attname in ('agency_id', 'client_id', 'user_id', 'created_by', 'role', 'permissions')
  and not exists (select from lint.triggers g where g.tgrelid = c.oid and g.space = 'atrium' and g.tgtype & 18 = 18
    and (g.proname = 'immutable' or g.proname = 'by_function'
      and c.attname not in ('agency_id', 'created_by'))
    and c.attname = any (g.arguments));

select 'times', t.name, 'It lacks created_at, or updated_at with atrium.touch.',
  'created_at and updated_at timestamptz not null default now(), and the trigger; or say Append only.'
from lint.exposed t
where not exists (select from lint.columns c where c.oid = t.oid and c.attname = 'created_at' and c.attnotnull)
  or t.said !~* 'append only' and not (
    exists (select from lint.columns c where c.oid = t.oid and c.attname = 'updated_at' and c.attnotnull)
    and exists (select from lint.triggers g where g.tgrelid = t.oid and g.proname = 'touch' and g.tgtype & 18 = 18));

select 'append only', t.name, format('%s may %s its rows.', r, p), 'Revoke it, or drop Append only from the comment.'
from lint.exposed t, unnest(array['anon', 'authenticated']) as r, unnest(array['update', 'delete']) as p
where t.said ~* 'append only'
  and (has_table_privilege(r, t.oid, p) or p = 'update' and has_any_column_privilege(r, t.oid, p));

select 'audit', t.name, format('Changes by %s are not audited.', v.word),
  'Attach atrium.audit after insert, update and delete.'
from lint.exposed t, (values ('insert', 4), ('update', 16), ('delete', 8)) as v (word, bit)
where t.name <> 'public.audit_logs' and not (t.said ~* 'append only' and v.word = 'update')
  and not exists (select from lint.triggers g where g.tgrelid = t.oid and g.proname = 'audit' and g.tgtype & v.bit > 0);

select 'comment', name, 'The table has no comment.', 'Say what it holds.' from lint.tables where said = ''
union all
select 'comment', format('%s.%s', c.name, c.attname), 'The column has no comment.', 'Say what it means, with its unit.'
from lint.columns c where not c.relispartition and c.space <> 'auth' and col_description(c.oid, c.attnum) is null
union all
select 'comment', name, 'The function has no comment.', 'Say what it does and what it refuses.'
from lint.functions where said = ''
union all
select 'comment', t.oid::regtype::text, 'The domain has no comment.', 'Say what its values mean.'
from pg_type t where t.typtype = 'd' and t.typnamespace = 'public'::regnamespace
  and obj_description(t.oid, 'pg_type') is null
union all
select 'comment', c.oid::regclass::text, 'The view has no comment.', 'Say what a row is.'
from pg_class c where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace
  and obj_description(c.oid, 'pg_class') is null;

select 'grant too wide', t.name, format('%s may %s.', r, p), 'Revoke it: it goes round row security.'
from lint.tables t, unnest(array['anon', 'authenticated', 'service_role', 'atrium_auth', 'atrium_gateway']) as r,
  unnest(array['truncate', 'references', 'trigger']) as p
where has_table_privilege(r, t.oid, p)
union all
select 'grant too wide', t.name, 'Everybody has rights on it.', 'Name the role.'
from lint.tables t, lateral aclexplode(t.relacl) as a where a.grantee = 0
union all
select 'grant too wide', t.name, format('%s reaches the partition itself.', r), 'Grant on the parent only.'
from lint.tables t, unnest(array['anon', 'authenticated', 'service_role']) as r
where t.relispartition and has_table_privilege(r, t.oid, 'select, insert, update, delete')
union all
select 'grant too wide', n.nspname, format('%s may create objects in the schema.', r), 'Revoke create.'
from pg_namespace n, unnest(array['anon', 'authenticated', 'atrium_auth', 'atrium_gateway']) as r
where n.nspname in ('public', 'atrium', 'storage') and has_schema_privilege(r, n.oid, 'create');

select 'grant by column', t.name, format('%s may %s every column.', r, p), 'Name the columns in the grant.'
from lint.exposed t, unnest(array['anon', 'authenticated']) as r, unnest(array['insert', 'update']) as p
where has_table_privilege(r, t.oid, p)
union all
select 'grant by column', c.name, format('%s may %s %s.', r, v.word, c.attname), 'Leave the column out of the grant.'
from lint.columns c, unnest(array['anon', 'authenticated']) as r, (values ('insert'), ('update')) as v (word)
where c.space in ('public', 'storage') and not has_table_privilege(r, c.oid, v.word)
  and has_column_privilege(r, c.oid, c.attnum, v.word)
  and (c.attname in ('created_by', 'updated_by', 'created_at', 'updated_at', 'permissions')
    -- a role in an agency; who says a message of a conversation is another thing
    or c.attname = 'role' and c.type in ('agency_role', 'text')
    or v.word = 'update' and c.attname in ('id', 'agency_id', 'client_id', 'user_id'));

select 'definer function', f.name, 'Its owner or its search_path is open.', 'call atrium.own_as_definer(…)'
from lint.functions f join pg_roles o on o.oid = f.proowner
where f.prosecdef
  and (o.rolname not in ('atrium_definer', 'atrium_owner') and to_regrole('atrium_definer') is not null
  or coalesce(not 'search_path=pg_catalog, pg_temp' = any (f.proconfig), true));

select 'public execute', f.name, 'Everybody may run it.', 'revoke execute … from public, then grant it by name'
from lint.functions f
where f.proacl is null or exists (select from aclexplode(f.proacl) a where a.grantee = 0);

select 'anon execute', f.name, 'Callers who are not signed in may run it.',
  'Say Open to everybody, and why, in its comment.'
from lint.functions f
where f.space = 'public' and has_function_privilege('anon', f.oid, 'execute') and f.said !~ 'Open to everybody';

select 'agency argument', f.name, 'A definer function takes the agency from its caller.',
  'Use atrium.current_agency_id(); or check the argument and say so: The agency is checked.'
from lint.functions f
where f.space in ('public', 'storage') and f.prosecdef and f.said !~ 'The agency is checked'
  and coalesce(f.proargnames && array['agency_id', 'p_agency_id', 'org_id', 'p_org_id', 'agency'], false)
  and exists (select from pg_proc p where p.oid = f.oid and (p.proargmodes is null
    or exists (select from unnest(p.proargnames, p.proargmodes) as a (name, mode)
      where a.name in ('agency_id', 'p_agency_id', 'org_id', 'p_org_id', 'agency') and a.mode in ('i', 'b', 'v'))));

select 'view rights', c.oid::regclass::text, 'It shows rows by its owner''s rights.', 'with (security_invoker = true)'
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'storage') and (c.relkind = 'm' or c.relkind = 'v'
  and coalesce(not 'security_invoker=true' = any (c.reloptions), true))
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e');

select 'enum', t.oid::regtype::text, 'Its equality is not leakproof.', 'Make it a domain over text with a check.'
from pg_type t join pg_namespace n on n.oid = t.typnamespace
where t.typtype = 'e' and n.nspname in ('public', 'atrium', 'storage');

select 'time zone', c.name, format('%s knows no time zone.', c.attname), 'timestamptz, or date for a day'
from lint.columns c where c.atttypid in ('timestamp'::regtype, 'timetz'::regtype) and c.space <> 'auth';

select 'money', c.name, format('%s is %s.', c.attname, c.type), 'numeric, with its currency beside it'
from lint.columns c
where c.type = 'money' or c.type in ('real', 'double precision')
  and c.attname ~ '(amount|price|cost|rate|value|total|budget|margin|revenue|fee|balance)';

select 'shared sequence', c.name, format('%s counts across agencies.', c.attname), 'uuid, or a counter row per agency'
from lint.columns c
where c.space in ('public', 'storage') and (c.attidentity <> '' or exists (
  select from pg_attrdef d where d.adrelid = c.oid and d.adnum = c.attnum
    and pg_get_expr(d.adbin, d.adrelid) ~ 'nextval'));
