-- Views, types of columns, extensions.

-- view rights: A view shows rows by its owner's rights unless it says otherwise.
select 'view rights', name, 'It shows rows by its owner''s rights.',
  format('alter view %s set (security_invoker = true);', name)
from lint.views where relkind = 'v' and space in ('public', 'storage') and not 'security_invoker=true' = any (options);

-- view barrier: A view over tables without policies is their only filter, and a cheap condition could run before it.
select 'view barrier', v.name, 'It filters what has no policies, and is no barrier.',
  format('alter view %s set (security_barrier = true);', v.name)
from lint.views v
where v.relkind = 'v' and v.space in ('public', 'storage') and not 'security_barrier=true' = any (v.options)
  and exists (select from pg_rewrite r join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
      and d.refclassid = 'pg_class'::regclass
    join pg_class t on t.oid = d.refobjid join pg_namespace n on n.oid = t.relnamespace
    where r.ev_class = v.oid and n.nspname = 'atrium' and t.relkind in ('r', 'p', 'm') and not t.relrowsecurity);

-- view of accounts: Accounts hold hashes, tokens and addresses of all agencies.
select distinct 'view of accounts', v.name, format('It reads auth.%s.', t.relname), 'Read public.users.'
from lint.views v join pg_rewrite r on r.ev_class = v.oid
  join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
  join pg_class t on t.oid = d.refobjid
where v.relkind in ('v', 'm') and v.space in ('public', 'storage') and t.relnamespace = to_regnamespace('auth');

-- materialized view: Row security does not hold for one: who may read it reads the rows of all agencies.
select 'materialized view', v.name, 'Callers can reach it.', 'Move it to schema atrium, and serve it by a function.'
from lint.views v
where v.relkind = 'm' and (v.space in ('public', 'storage') or exists (
  select from lint.callers r where r.signs_in and has_table_privilege(r.oid, v.oid, 'select')));

-- foreign table: Row security does not hold for one.
select 'foreign table', v.name, 'It lies in an exposed schema.', format('alter table %s set schema atrium;', v.name)
from lint.views v where v.relkind = 'f' and v.space in ('public', 'storage');

-- enum: The equality of an enum is not leakproof, so that no index serves it under row security.
select 'enum', t.oid::regtype::text, 'Its equality is not leakproof.', 'Make it a domain over text with a check.'
from pg_type t join pg_namespace n on n.oid = t.typnamespace
where t.typtype = 'e' and n.nspname in ('public', 'atrium', 'storage');

-- time zone: A time without a zone is another instant wherever it is read.
select 'time zone', c.name, format('%s knows no time zone.', c.attname), 'timestamptz, or date for a day'
from lint.columns c where c.atttypid in ('timestamp'::regtype, 'timetz'::regtype) and c.space <> 'auth';

-- money: Binary fractions don't add up to the cent, and the type money has the server's currency.
select 'money', c.name, format('%s is %s.', c.attname, c.type), 'numeric, with its currency beside it'
from lint.columns c
where c.type = 'money' or c.type in ('real', 'double precision')
  and c.attname ~ '(amount|price|cost|rate|value|total|budget|margin|revenue|fee|balance)';

-- object number: The number of a function or an operator is another one after an upgrade of the server.
select 'object number', c.name, format('%s is %s.', c.attname, c.type), 'Keep the name as text.'
from lint.columns c
where c.atttypid in ('regproc'::regtype, 'regprocedure'::regtype, 'regoper'::regtype, 'regoperator'::regtype,
  'regconfig'::regtype, 'regdictionary'::regtype, 'regnamespace'::regtype, 'regcollation'::regtype);

-- extension place: What an extension brings is granted to everybody: in an exposed schema, everybody can call it.
select 'extension place', e.extname::text, format('It lies in schema %s.', n.nspname),
  format('alter extension %I set schema extensions;', e.extname)
from pg_extension e join pg_namespace n on n.oid = e.extnamespace
where n.nspname in ('public', 'storage', 'atrium', 'auth');

-- extension version: The server has a newer version than the database uses; fixes wait in it.
select 'extension version', e.extname::text, format('%s is in use, the server has %s.', e.extversion,
    v.default_version),
  format('alter extension %I update;', e.extname)
from pg_extension e join pg_available_extensions v on v.name = e.extname
where e.extversion <> v.default_version;
