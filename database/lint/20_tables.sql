-- What every table of ours is made with.

-- rls forced: Without row security a table is open to whoever has a grant; unless it is forced, to its owner's code.
-- A partition that is asked directly goes by its own, not by its parent's.
select 'rls forced' as rule, name as object, 'Row security is not enabled and forced.' as detail,
  format('alter table %s enable row level security, force row level security;', name) as remedy
from lint.tables where space in ('public', 'storage') and not (relrowsecurity and relforcerowsecurity);

-- table guard: The database itself refuses a table that would lie open, whoever makes it and however.
select 'table guard', 'database', 'The event trigger atrium_guard is not there or not always on. A superuser may:',
  'call atrium.guard_tables();'
where not exists (select from pg_event_trigger e where e.evtname = 'atrium_guard' and e.evtenabled = 'A');

-- scope stated: The scope says whose rows these are; the tests attack a table by what it says.
select 'scope stated', name, 'Its comment names no scope.',
  'Begin the comment with Scope: agency, client, owner or parent.'
from lint.exposed where said !~ '^Scope: (agency|client|owner|parent)\M';

-- primary key: Without one a row can't be named, changed alone or replicated.
select 'primary key', t.name, 'It has no primary key.', 'Give it one.'
from lint.tables t where not exists (select from pg_constraint c where c.conrelid = t.oid and c.contype = 'p');

-- tenant column: A row that may be without a tenant belongs to nobody or to everybody.
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

-- tenant index: Every list is of one tenant; without an index led by it a list reads the rows of all.
select 'tenant index', t.name, format('No index begins with %s.', tenant),
  format('create index on %s (%s, created_at desc);', t.name, tenant)
from lint.exposed t, lateral (select case substring(t.said from '^Scope: (\w+)')
    when 'agency' then 'agency_id' when 'client' then 'client_id' else 'user_id' end as tenant) as s
where exists (select from lint.columns c where c.oid = t.oid and c.attname = tenant)
  and not exists (select from pg_index i join lint.columns c on c.oid = t.oid and c.attnum = i.indkey[0]
    where i.indrelid = t.oid and i.indpred is null and c.attname = tenant);

-- fixed column: Who can change a row's tenant, owner, author or role can take it away or rise.
select 'fixed column', c.name, format('%s can be changed.', c.attname),
  format('create trigger %I before update on %s for each row execute function atrium.immutable(%L);',
    t.relname || '_' || c.attname || '_fixed', c.name, c.attname)
from lint.columns c join lint.exposed t on t.oid = c.oid
where c.said !~* 'append only'
  and c.attname in ('agency_id', 'client_id', 'user_id', 'created_by', 'role', 'permissions')
  and not exists (select from lint.triggers g where g.tgrelid = c.oid and g.space = 'atrium' and g.tgtype & 18 = 18
    and (g.proname = 'immutable' or g.proname = 'by_function'
      and c.attname not in ('agency_id', 'created_by'))
    and c.attname = any (g.arguments));

-- times: When a row came and when it changed last is asked of every table.
select 'times', t.name, 'It lacks created_at, or updated_at with atrium.touch.',
  'created_at and updated_at timestamptz not null default now(), and the trigger; or say Append only.'
from lint.exposed t
where not exists (select from lint.columns c where c.oid = t.oid and c.attname = 'created_at' and c.attnotnull)
  or t.said !~* 'append only' and not (
    exists (select from lint.columns c where c.oid = t.oid and c.attname = 'updated_at' and c.attnotnull)
    and exists (select from lint.triggers g where g.tgrelid = t.oid and g.proname = 'touch' and g.tgtype & 18 = 18));

-- append only: A log that callers may change proves nothing.
select 'append only', t.name, format('%s may %s its rows.', r, p), format('revoke %s on %s from %s;', p, t.name, r)
from lint.exposed t, unnest(array['anon', 'authenticated']) as r, unnest(array['update', 'delete']) as p
where t.said ~* 'append only'
  and (has_table_privilege(r, t.oid, p) or p = 'update' and has_any_column_privilege(r, t.oid, p));

-- audit: Every change of a row is in the log, whichever way it came.
select 'audit', t.name, format('Changes by %s are not audited.', v.word),
  format('create trigger %I after %s on %s for each row execute function atrium.audit();',
    t.relname || '_audit_' || v.word, v.word, t.name)
from lint.exposed t, (values ('insert', 4), ('update', 16), ('delete', 8)) as v (word, bit)
where t.name <> 'public.audit_logs' and not (t.said ~* 'append only' and v.word = 'update')
  and not exists (select from lint.triggers g where g.tgrelid = t.oid and g.proname = 'audit' and g.tgtype & v.bit > 0);

-- disabled trigger: What audits, fixes or counts does nothing while it is switched off.
select 'disabled trigger', t.name, format('The trigger %s is off.', g.tgname),
  format('alter table %s enable trigger %I;', t.name, g.tgname)
from lint.tables t join lint.triggers g on g.tgrelid = t.oid where g.tgenabled in ('D', 'R');

-- rewrite rule: A rule replaces statements before row security and triggers see them.
select 'rewrite rule', r.ev_class::regclass::text, format('The rule %s rewrites what is asked of it.', r.rulename),
  format('drop rule %I on %s;', r.rulename, r.ev_class::regclass)
from pg_rewrite r
where r.rulename <> '_RETURN'
  and r.ev_class in (select oid from lint.tables union all select oid from lint.views);

-- owner: Row security never holds for a superuser, and whoever signs in as the owner may switch it off.
select 'owner', o.name, format('It belongs to %s, who is a superuser or can sign in.', r.rolname),
  format('alter table %s owner to atrium_owner;', o.name)
from (select name, relowner from lint.tables union all select name, relowner from lint.views) as o
  join pg_roles r on r.oid = o.relowner
where r.rolsuper or r.rolcanlogin;

-- logged: An unlogged table is empty after a crash and on every standby.
select 'logged', name, 'It is unlogged.', format('alter table %s set logged;', name)
from lint.tables where relpersistence = 'u';

-- comment: The data model, the tests and the next reader go by what is said of a thing.
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
select 'comment', name, 'The view has no comment.', 'Say what a row is.'
from lint.views where relkind = 'v' and space = 'public' and said = '';
