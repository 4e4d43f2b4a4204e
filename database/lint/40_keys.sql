-- Keys, indexes and constraints: no row points across agencies, and none of them tells of another's rows.

-- foreign key tenant: A key without the tenant lets a row point to another agency's, and lets its cascade delete ours.
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

-- foreign key person: A person may be in several agencies: who is named in a row must be of the row's.
select 'foreign key person', t.name, format('%s points to a person of any agency.', k.conname),
  'Refer to memberships (agency_id, user_id), or check with a trigger of the same_agency family.'
from lint.exposed t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
  join lint.exposed f on f.oid = k.confrelid
where f.name = 'public.users' and t.name <> 'public.memberships' and t.said !~ '^Scope: owner'
  and not exists (select from lint.columns c where c.oid = t.oid and c.attnum = any (k.conkey)
    and c.attname ~ '_by$' and not has_column_privilege('authenticated', t.oid, c.attnum, 'insert, update'))
  and not exists (select from lint.triggers g where g.tgrelid = t.oid and g.proname like '%same\_agency%');

-- foreign key action: What happens on delete is decided where the key is made; a set null must not null the tenant.
select 'foreign key action', t.name, format('%s does not say what happens on delete.', k.conname),
  'Say on delete cascade, restrict or set null; set null of one column where the key carries the agency.'
from lint.tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and k.conparentid = 0
where t.space <> 'auth' and (k.confdeltype = 'a' and cardinality(k.conkey) = 1
  or k.confdeltype = 'n' and cardinality(k.conkey) > 1 and k.confdelsetcols is null);

-- foreign key index: Each delete of what is pointed to looks for the rows that point: without an index, at all. The
-- index may begin with the key's last column alone, behind the tenant's, where that names one row by itself.
select 'foreign key index', t.name, format('No index serves %s.', k.conname),
  format('create index on %s (%s);', t.name, (select string_agg(quote_ident(a.attname), ', ' order by u.i)
    from unnest(k.conkey) with ordinality u (attnum, i) join pg_attribute a on a.attrelid = t.oid
      and a.attnum = u.attnum))
from lint.tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and k.conparentid = 0
where not exists (select from pg_index i where i.indrelid = t.oid
  and ((i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
    or i.indkey[0] = k.conkey[cardinality(k.conkey)] and exists (select from pg_index one where one.indisunique
      and one.indrelid = k.confrelid and one.indkey::text = k.confkey[cardinality(k.confkey)]::text)));

-- foreign key to accounts: Accounts may be somebody else's (Supabase's), who may drop any key but the primary one.
select 'foreign key to accounts', t.name, format('%s refers to auth by another key than the primary one.', k.conname),
  'Refer to auth.users (id).'
from lint.tables t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
  join pg_class f on f.oid = k.confrelid join pg_index p on p.indexrelid = k.conindid
where t.space <> 'auth' and f.relnamespace = to_regnamespace('auth') and not p.indisprimary;

-- unique per agency: A key that is unique across agencies tells by its error what another agency has.
select 'unique per agency', t.name, format('%s is unique across agencies.', c.relname),
  'Begin the key with the tenant, or say Global on purpose, and why, in its comment.'
from lint.exposed t join pg_index i on i.indrelid = t.oid and i.indisunique and not i.indisprimary
  join pg_class c on c.oid = i.indexrelid left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'u'
where not exists (select from lint.columns a where a.oid = t.oid and a.attnum = any (i.indkey::int2[])
    and (a.attname in ('agency_id', 'client_id') or a.attname = 'user_id' and t.said ~ '^Scope: owner'
      or t.said ~ '^Scope: parent' and exists (
        select from pg_constraint f where f.conrelid = t.oid and f.contype = 'f' and a.attnum = any (f.conkey))))
  and concat(obj_description(k.oid, 'pg_constraint'), obj_description(c.oid, 'pg_class')) !~ '^Global on purpose';

-- shared sequence: Numbers that all agencies draw from tell each how many the others draw.
select 'shared sequence', c.name, format('%s counts across agencies.', c.attname), 'uuid, or a counter row per agency'
from lint.columns c
where c.space in ('public', 'storage') and (c.attidentity <> '' or exists (
  select from pg_attrdef d where d.adrelid = c.oid and d.adnum = c.attnum
    and pg_get_expr(d.adbin, d.adrelid) ~ 'nextval'));

-- duplicate index: The second of two equal indexes costs with each write and serves nobody.
select 'duplicate index', t.name, format('%s is the same as %s.', max(i.indexrelid)::regclass,
    min(i.indexrelid)::regclass),
  format('drop index %s;', max(i.indexrelid)::regclass)
from lint.tables t join pg_index i on i.indrelid = t.oid
group by t.name, i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text,
  pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid)
having count(*) > 1;

-- broken index: An index whose making failed costs with each write, serves no query and, if unique, keeps nothing so.
select 'broken index', t.name, format('%s is not valid.', i.indexrelid::regclass),
  format('reindex index %s;', i.indexrelid::regclass)
from lint.tables t join pg_index i on i.indrelid = t.oid where not i.indisvalid;

-- unchecked constraint: A constraint that was never validated may not hold for the rows that were there.
select 'unchecked constraint', t.name, format('%s was never checked against the rows.', k.conname),
  format('alter table %s validate constraint %I;', t.name, k.conname)
from lint.tables t join pg_constraint k on k.conrelid = t.oid where not k.convalidated;
