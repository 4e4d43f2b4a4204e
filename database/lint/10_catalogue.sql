-- What the rules look at: tables, columns, functions, triggers and policies of ours, each read once. The rules are in
-- the files beside this one. A rule is a query with a row for each finding: rule, object, detail, remedy; above it a
-- comment with its name and why it is a rule. A remedy that ends with a semicolon is SQL. All of it runs in a
-- transaction that is rolled back.
-- What a comment declares: "Scope: …" the scope of a table; "Append only" that its rows never change; "Global on
-- purpose" that a key is unique across agencies; "Open to everybody" that a function serves callers not signed in;
-- "The agency is checked" of a function that takes one; "Shown on purpose" of a column that only sounds secret.
create schema lint;

create table lint.tables as
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, n.nspname as space, c.relname, c.relrowsecurity,
    c.relforcerowsecurity, c.relispartition, c.relpersistence, c.relowner, c.relacl,
    coalesce(obj_description(c.oid, 'pg_class'), '') as said
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('public', 'storage', 'atrium', 'auth')
    -- of a schema that was there before (Supabase's), nothing is ours
    and not (n.nspname in ('auth', 'storage') and pg_get_userbyid(n.nspowner) <> 'atrium_owner')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e');

create table lint.exposed as select * from lint.tables t where t.space in ('public', 'storage') and not relispartition;

create table lint.columns as
  select t.oid, t.name, t.space, t.said, t.relispartition, a.attnum, a.attname, a.attnotnull, a.attidentity,
    a.atttypid, format_type(a.atttypid, null) as type
  from lint.tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped;
create index on lint.columns (oid, attname);

create table lint.functions as
  select p.oid, p.oid::regprocedure::text as name, n.nspname as space, p.proname, p.prosecdef, p.proconfig, p.proowner,
    p.proacl, p.provolatile, p.proleakproof, p.proargnames, p.proargmodes, p.prorettype, p.prosrc, p.prokind,
    l.lanname as language, case p.prokind when 'p' then 'procedure' else 'function' end as kind,
    coalesce(obj_description(p.oid, 'pg_proc'), '') as said
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
  where (n.nspname in ('public', 'storage', 'atrium')
      or n.nspname = 'auth' and pg_get_userbyid(n.nspowner) = 'atrium_owner')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');

create table lint.triggers as
  select g.tgrelid, g.tgname, g.tgtype, g.tgenabled, p.proname, n.nspname as space,
    coalesce(string_to_array(encode(g.tgargs, 'escape'), '\000'), '{}') as arguments
  from pg_trigger g join pg_proc p on p.oid = g.tgfoid join pg_namespace n on n.oid = p.pronamespace
  where not g.tgisinternal;

create table lint.views as
  select c.oid, format('%I.%I', n.nspname, c.relname) as name, n.nspname as space, c.relkind, c.relowner, c.relacl,
    coalesce(c.reloptions, '{}') as options, coalesce(obj_description(c.oid, 'pg_class'), '') as said
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('v', 'm', 'f') and n.nspname in ('public', 'storage', 'atrium')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e');

create table lint.expressions as
  select p.oid, p.polrelid, p.polname, p.polcmd, e.part, e.expression
  from pg_policy p join lint.tables t on t.oid = p.polrelid,
    lateral (values ('using', pg_get_expr(p.polqual, p.polrelid)),
      ('check', pg_get_expr(p.polwithcheck, p.polrelid))) as e (part, expression)
  where e.expression is not null;

-- a policy's expression with everything inside a subselect cut out; per_row tells of a call for each row of one
create table lint.policies as
  with recursive cut (oid, polrelid, polname, polcmd, part, rest, per_row) as (
    select oid, polrelid, polname, polcmd, part, expression, false from lint.expressions
    union all
    select oid, polrelid, polname, polcmd, part,
      regexp_replace(regexp_replace(rest, '\(\s*SELECT[^()]*\)', '<q>', 'g'), '\((?!\s*SELECT)([^()]*)\)', '[\1]', 'g'),
      per_row or rest ~ '\(\s*SELECT[^()]*\m(atrium|auth|public)\.\w+\[[^()]*\sFROM\s'
        or rest ~ '\(\s*SELECT[^()]*\sWHERE\s[^()]*\m(atrium|auth|public)\.\w+\[[^()]*\)'
    from cut where rest ~ '\(')
  select * from cut where rest !~ '\(';

-- who a request may become, and who it comes as
create table lint.callers as
  select r.oid, r.rolname::text as name, r.rolname in ('anon', 'authenticated') as signs_in
  from pg_roles r where r.rolname in ('anon', 'authenticated', 'service_role', 'atrium_auth', 'atrium_gateway');

analyze lint.tables, lint.exposed, lint.columns, lint.functions, lint.triggers, lint.views, lint.expressions,
  lint.policies, lint.callers;
