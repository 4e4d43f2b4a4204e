-- What a function may be, and who may run it.

-- definer function: A function with its owner's rights does what the owner may, for whoever finds its names first.
select 'definer function', f.name, 'Its owner or its search_path is open.',
  format('call atrium.own_as_definer(%L::regprocedure);', f.name)
from lint.functions f join pg_roles o on o.oid = f.proowner
where f.prosecdef
  and (o.rolname not in ('atrium_definer', 'atrium_owner', 'atrium_explainer')
  or coalesce(not 'search_path=pg_catalog, pg_temp' = any (f.proconfig), true));

-- search path: A function whose path is not fixed means other things for other callers. (Those in language sql may be
-- without: a fixed path would keep the planner from inlining them.)
select 'search path', f.name, 'Its search_path is its caller''s.',
  format('alter %s %s set search_path = pg_catalog, public, pg_temp;', f.kind, f.name)
from lint.functions f
where not f.prosecdef and f.language <> 'sql' and f.prokind in ('f', 'p')
  and not exists (select from unnest(f.proconfig) as c where c ~ '^search_path=');

-- public execute: A function is open to everybody unless that is taken back.
select 'public execute', f.name, 'Everybody may run it.', format('revoke execute on %s %s from public;', f.kind, f.name)
from lint.functions f
where f.proacl is null or exists (select from aclexplode(f.proacl) a where a.grantee = 0);

-- anon execute: What callers who are not signed in may run, anybody on the net may run.
select 'anon execute', f.name, 'Callers who are not signed in may run it.',
  'Say Open to everybody, and why, in its comment.'
from lint.functions f
where f.space = 'public' and has_function_privilege('anon', f.oid, 'execute') and f.said !~ 'Open to everybody';

-- agency argument: A caller who names the agency names another's.
select 'agency argument', f.name, 'A definer function takes the agency from its caller.',
  'Use atrium.current_agency_id(); or check the argument and say so: The agency is checked.'
from lint.functions f
where f.space in ('public', 'storage') and f.prosecdef and f.said !~ 'The agency is checked'
  and coalesce(f.proargnames && array['agency_id', 'p_agency_id', 'org_id', 'p_org_id', 'agency'], false)
  and (f.proargmodes is null or exists (select from unnest(f.proargnames, f.proargmodes) as a (name, mode)
    where a.name in ('agency_id', 'p_agency_id', 'org_id', 'p_org_id', 'agency') and a.mode in ('i', 'b', 'v')));

-- leakproof: The planner runs a leakproof function before the policies: it may depend on its arguments alone.
select 'leakproof', f.name, 'It is leakproof and not immutable.', format('alter function %s not leakproof;', f.name)
from lint.functions f where f.proleakproof and f.provolatile <> 'i';

-- session setting: A setting that outlives its transaction is found by the next request of the pool.
select 'session setting', f.name, 'It sets something for the session.', 'set_config(…, true), or set local'
from lint.functions f
where f.prosrc ~* 'set_config\s*\([^;]*,\s*false\s*\)' or f.prosrc ~* '\mset\s+session\M';

-- notify: A notification reaches every session that listens, whichever agency it is of.
select 'notify', f.name, 'It notifies, and its comment does not say that nothing of a row is told.',
  'Tell a number and no value of a row, and say Tells no row in its comment.'
from lint.functions f
where (f.prosrc ~* '\mpg_notify\s*\(' or f.prosrc ~* '^\s*notify\s') and f.said !~ 'Tells no row';
