-- What a policy may say, and how.

-- no policy: A table with row security and no policy shows nothing to anybody; most often one was forgotten.
select 'no policy', t.name, 'It has row security and no policy.', 'Say who may what, or move it to schema atrium.'
from lint.exposed t where t.relrowsecurity and not exists (select from pg_policy p where p.polrelid = t.oid);

-- policy in vain: A policy of a table whose row security is off decides nothing, and looks as if it did.
select 'policy in vain', t.name, 'It has policies, and row security is off.',
  format('alter table %s enable row level security, force row level security;', t.name)
from lint.tables t where t.space not in ('public', 'storage') and not t.relrowsecurity
  and exists (select from pg_policy p where p.polrelid = t.oid);

-- one policy: Permissive policies are or-ed: the widest decides, and each costs.
select 'one policy', t.name, format('%s permissive policies for %s.', count(*), cmd), 'Make them one.'
from lint.tables t join pg_policy p on p.polrelid = t.oid and p.polpermissive,
  lateral unnest(case p.polcmd when '*' then '{r,a,w,d}'::text[] else array[p.polcmd::text] end) as cmd
group by t.name, cmd having count(*) > 1;

-- policy roles: A policy for everybody holds for anon and for roles that do not exist yet.
select 'policy roles', t.name, format('The policy %s is for everybody.', p.polname),
  format('alter policy %I on %s to authenticated;', p.polname, t.name)
from lint.tables t join pg_policy p on p.polrelid = t.oid where p.polroles = '{0}';

-- policy check: What a write must leave behind is said, even where it repeats what it must find.
select 'policy check', t.name, format('The policy %s checks no new row.', p.polname),
  format('alter policy %I on %s with check (%s);', p.polname, t.name, pg_get_expr(p.polqual, p.polrelid))
from lint.tables t join pg_policy p on p.polrelid = t.oid where p.polcmd in ('a', 'w', '*') and p.polwithcheck is null;

-- policy always true: A condition that always holds keeps nobody out.
select 'policy always true', t.name, format('The policy %s lets everything through.', e.polname),
  'Say whose rows they are: agency_id = (select atrium.current_agency_id()).'
from lint.expressions e join lint.tables t on t.oid = e.polrelid where e.expression = 'true';

-- policy trusts claims: A token says who somebody was when it was made, and parts of it people write themselves.
select 'policy trusts claims', t.name, format('The policy %s reads the token or a setting itself.', e.polname),
  'Ask atrium.current_agency_id(), current_user_id() or may(), which hold what the database knows now.'
from lint.expressions e join lint.tables t on t.oid = e.polrelid
where e.expression ~ '\mjwt\M|request\.jwt|_metadata|current_setting\(';

-- function per row: A call for each row costs 40 to 100 times as much as one a statement.
select 'function per row', t.name, format('The policy %s calls a function for each row.', p.polname),
  'Wrap the call: (select atrium.…()).'
from lint.policies p join lint.tables t on t.oid = p.polrelid
where p.per_row or exists (
  select from pg_depend d join pg_proc f on f.oid = d.refobjid join pg_namespace n on n.oid = f.pronamespace
  where d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass
    and n.nspname <> 'pg_catalog' and p.rest ~ ('(^|[^\w])' || f.proname || '\['));

-- policy set form: in (select …) becomes a hashed subplan that is filled before the first row comes.
select 'policy set form', t.name, format('The policy %s asks with in (select …) or exists.', p.polname),
  'Write = any (array(select …)).'
from lint.policies p join lint.tables t on t.oid = p.polrelid where p.rest ~* '\m(IN|EXISTS|ANY|ALL)\s*\[?<q>';

-- policy reads itself: To read its own table a policy needs the policy again: the server gives up.
select 'policy reads itself', t.name, format('The policy %s reads its own table.', e.polname),
  'Ask a definer helper.'
from lint.expressions e join lint.tables t on t.oid = e.polrelid
where e.expression ~ ('FROM \(?(' || t.space || '\.)?' || t.relname || '\M');

-- policy function: A volatile function is called for each row, and may answer each differently.
select 'policy function', t.name, format('The policy %s calls the volatile %s.', p.polname, f.proname),
  format('alter function %s stable;', f.oid::regprocedure)
from pg_policy p join lint.tables t on t.oid = p.polrelid
  join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass
  join pg_proc f on f.oid = d.refobjid
where f.provolatile = 'v';
