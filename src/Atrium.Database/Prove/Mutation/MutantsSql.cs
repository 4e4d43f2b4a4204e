namespace Atrium.Database.Prove.Mutation;

/// <summary>The faults, made of the catalogue: of every table, view and function that callers can name.</summary>
static class MutantsSql
{
    /// <summary>Each as a <see cref="Mutant"/> has it.</summary>
    public const string All = $"""
        with t as (
          select c.oid, c.relkind, n.nspname || '.' || c.relname as title,
            format('%I.%I', n.nspname, c.relname) as name,
            has_any_column_privilege('anon', c.oid, 'select, insert, update') as is_anons
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('public', 'storage') and c.relkind in ('r', 'p', 'v') and not c.relispartition
            and has_any_column_privilege('authenticated', c.oid, 'select, insert, update')
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
              and d.deptype = 'e')
        ), p as (
          select t.*, p.polname, p.polcmd, p.polroles, case p.polcmd when 'r' then array['select']
              when 'a' then array['insert', 'insert foreign'] when 'w' then array['update', 'move']
              when 'd' then array['delete'] else array[]::text[] end as operations,
            exists (select from pg_depend d where d.classid = 'pg_policy'::regclass and d.objid = p.oid
              and d.refobjid = t.oid and d.refobjsubid > 0
              and has_column_privilege('authenticated', t.oid, d.refobjsubid::int2, 'update')) as is_moveable
          from t join pg_policy p on p.polrelid = t.oid
        )
        select title, fault, sql, array[title], operations, foreign_column, excuse, is_static from (
          {Policies}
          union all {Tables}
          union all {Keys}
        ) as faults (title, fault, sql, operations, foreign_column, excuse, is_static)
        union all {FunctionMutantsSql.Owners}
        union all {FunctionMutantsSql.Helpers}
        union all {FunctionMutantsSql.Sources}
        order by 1, 2
        """;

    const string Policies = """
        select title, format('policy %s dropped', polname), array[format('drop policy %I on %s', polname, name)],
          operations, '', case when title = 'public.users' and polcmd = 'a'
            then 'everybody''s own row is there already: an insert is taken for a change' else '' end, false from p
        union all
        select title, format('policy %s lets everything through', polname),
          array[format('alter policy %I on %s %s %s', polname, name, case when polcmd <> 'a' then 'using (true)' end,
            case when polcmd in ('a', 'w', '*') then 'with check (true)' end)],
          operations, '', '', false from p
        union all
        select title, format('check of policy %s removed', polname),
          array[format('alter policy %I on %s with check (true)', polname, name)], operations, '',
          case when not is_moveable then 'no caller may change a column that it speaks of' else '' end, false
        from p where polcmd in ('w', '*')
        union all
        select title, format('policy %s for everybody', polname),
          array[format('alter policy %I on %s to public', polname, name)], operations, '',
          case when not is_anons then 'nobody else holds a privilege on the table' else '' end, false
        from p where polroles <> '{0}'
        """;

    const string Tables = """
        select title, 'row security off', array[format('alter table %s disable row level security', name)],
          '{}'::text[], '', '', false from t where relkind <> 'v'
        union all
        select title, 'row security not forced', array[format('alter table %s no force row level security', name)],
          array['select'], '', 'callers own no table; the guard and the lint refuse it', false
        from t where relkind <> 'v'
        union all
        select title, 'everything granted to ' || caller,
          array[format('grant select, insert, update, delete on %s to %s', name, caller)], '{}', '',
          case when relkind = 'v' then 'a view reads as its caller, who needs the same rights on what is behind it'
            when not has_schema_privilege(caller, split_part(title, '.', 1), 'usage')
              then 'the caller may not enter the schema' else '' end, false
        from t, unnest(array['anon', 'authenticated']) as caller
        where not (has_table_privilege(caller, oid, 'select') and has_table_privilege(caller, oid, 'insert')
          and has_table_privilege(caller, oid, 'update') and has_table_privilege(caller, oid, 'delete'))
        union all
        select title, 'truncate granted', array[format('grant truncate on %s to authenticated', name)],
          array['truncate'], '', '', false from t where relkind <> 'v'
        union all
        select title, 'reads as an owner past row security',
          array[format('alter view %s reset (security_invoker)', name),
            format('alter view %s owner to atrium_definer', name)],
          array['select'], '', '', false from t where relkind = 'v'
        union all
        select title, format('columns of %s may change', g.tgname),
          array[format('drop trigger %I on %s', g.tgname, name)], array['move'], '', case when not exists (
            select from unnest(string_to_array(encode(g.tgargs, 'escape'), '\000')) as fixed
            join pg_attribute a on a.attrelid = t.oid and a.attname = fixed
            where has_column_privilege('authenticated', t.oid, a.attnum, 'update'))
          then 'no caller may change a column that it guards' else '' end, false
        from t join pg_trigger g on g.tgrelid = t.oid and g.tgfoid = 'atrium.immutable'::regproc
        where not g.tgisinternal and g.tgparentid = 0
        """;

    const string Keys = """
        select t.title, format('%s no longer says the agency', k.conname),
          array[format('alter table %s drop constraint %I', t.name, k.conname),
            format('alter table %s add foreign key (%I) references %s (%I)', t.name, a.attname,
              k.confrelid::regclass, b.attname)],
          array['insert foreign', 'move'], a.attname::text, '', false
        from t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' and cardinality(k.conkey) > 1
          and k.conparentid = 0
        cross join lateral unnest(k.conkey, k.confkey) as pair (own, theirs)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = pair.own
        join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs
        where exists (select from pg_index i where i.indrelid = k.confrelid and i.indisunique and i.indnkeyatts = 1
          and i.indkey[0] = pair.theirs and i.indpred is null)
          and has_column_privilege('authenticated', t.oid, pair.own, 'insert, update')
        union all
        select t.title, format('%s is one for all agencies', x.relname),
          array[case when exists (select from pg_constraint k where k.conindid = x.oid and k.conrelid = t.oid)
              then format('alter table %s drop constraint %I cascade', t.name, x.relname)
              else format('drop index %s', x.oid::regclass) end,
            format('create unique index %I on %s (%s)', x.relname, t.name, (
              select string_agg(quote_ident(a.attname), ', ')
              from pg_attribute a where a.attrelid = t.oid and a.attnum = any (i.indkey::int2[])
                and a.attname not in ('agency_id', 'client_id')))],
          array['insert foreign'], '', '', false
        from t join pg_index i on i.indrelid = t.oid and i.indisunique and not i.indisprimary and i.indexprs is null
          and i.indpred is null and t.relkind = 'r'
        join pg_class x on x.oid = i.indexrelid
        where exists (select from pg_attribute a where a.attrelid = t.oid and a.attnum = any (i.indkey::int2[])
            and a.attname in ('agency_id', 'client_id'))
          and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attnum = any (i.indkey::int2[])
            and a.attname not in ('agency_id', 'client_id')
            and (a.atttypid = 'uuid'::regtype or not has_column_privilege('authenticated', t.oid, a.attnum, 'insert')))
          and i.indnkeyatts > 1
        """;
}
