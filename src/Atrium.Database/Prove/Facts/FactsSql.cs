namespace Atrium.Database.Prove.Facts;

/// <summary>The catalogue as JSON, in the shape of the records beside this file.</summary>
static class FactsSql
{
    /// <summary>The database roles that callers have.</summary>
    const string Callers = "(values ('anon'), ('authenticated'), ('service_role')) as callers (role)";

    /// <summary>Schemas that people made, and what in them belongs to extensions.</summary>
    const string Schemas = """
        schemas as (
          select n.oid, n.nspname from pg_namespace n
          where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        ), owned as (
          select classid, objid, refobjid from pg_depend where deptype = 'e'
        )
        """;

    /// <summary>What holds for a type: the one below a domain, and the labels of an enum.</summary>
    const string Types = """
        lateral (
          with recursive below as (
            select t.* from pg_type t where t.oid = typed.id
            union all
            select t.* from below b join pg_type t on t.oid = b.typbasetype where b.typtype = 'd'
          )
          select b.oid, format_type(b.oid, null) as name, b.typcategory::text as category, b.typrelid, b.typelem,
            coalesce((select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = b.oid),
              '[]') as labels
          from below b where b.typtype <> 'd' limit 1
        ) as base
        """;

    const string Columns = $"""
        select coalesce(jsonb_agg(jsonb_build_object(
          'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'base_type', base.name,
          'category', base.category, 'not_null', a.attnotnull or exists (
            select from pg_type d where d.oid = a.atttypid and d.typnotnull),
          'has_default', a.atthasdef or a.attidentity <> '', 'is_generated', a.attgenerated <> '',
          'is_identity', a.attidentity = 'a', 'values', base.labels,
          'grants', (select jsonb_object_agg(role, (select coalesce(jsonb_agg(privilege), '[]')
            from unnest(array['select', 'insert', 'update', 'references']) as privilege
            where has_column_privilege(role, a.attrelid, a.attnum, privilege))) from {Callers})
        ) order by a.attnum), '[]')
        from pg_attribute a, lateral (select a.atttypid as id) as typed, {Types}
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        """;

    const string References = """
        select coalesce(jsonb_agg(jsonb_build_object('name', k.conname, 'target', k.confrelid::bigint,
          'columns', (select jsonb_agg(a.attname order by n.place) from unnest(k.conkey) with ordinality n (num, place)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num),
          'target_columns', (select jsonb_agg(a.attname order by n.place)
            from unnest(k.confkey) with ordinality n (num, place)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.num)
        ) order by cardinality(k.conkey), k.conname), '[]')
        from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.conparentid = 0
        """;

    const string Keys = """
        select coalesce(jsonb_agg(jsonb_build_object('name', x.relname, 'definition', pg_get_indexdef(i.indexrelid),
          'columns', (select jsonb_agg(a.attname order by a.attnum) from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and (a.attnum = any (i.indkey::int2[]) or exists (
              select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                and d.refobjid = c.oid and d.refobjsubid = a.attnum and i.indexprs is not null)))
        ) order by not i.indisprimary, x.relname), '[]')
        from pg_index i join pg_class x on x.oid = i.indexrelid where i.indrelid = c.oid and i.indisunique
        """;

    const string Checks = """
        select coalesce(jsonb_agg(found.fact), '[]') from (
          select jsonb_build_object('expression', pg_get_expr(k.conbin, k.conrelid),
            'columns', (select coalesce(jsonb_agg(a.attname order by a.attnum), '[]') from pg_attribute a
              where a.attrelid = k.conrelid and a.attnum = any (k.conkey))) as fact
          from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
          union all
          select jsonb_build_object('expression', regexp_replace(pg_get_constraintdef(k.oid), '^CHECK ', ''),
            'columns', jsonb_build_array(a.attname))
          from pg_attribute a join pg_constraint k on k.contypid = a.atttypid
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        ) as found
        """;

    /// <summary>Tables, partitions, views and materialised views.</summary>
    public const string Tables = $"""
        with {Schemas}
        select coalesce(jsonb_agg(jsonb_build_object(
          'oid', c.oid::bigint, 'schema', s.nspname, 'name', c.relname, 'kind', c.relkind,
          'parent', coalesce((select p.oid::regclass::text from pg_inherits i join pg_class p on p.oid = i.inhparent
            where i.inhrelid = c.oid and c.relispartition), ''),
          'row_security', c.relrowsecurity, 'forced', c.relforcerowsecurity,
          'invoker', coalesce(array_to_string(c.reloptions, ',') ~* 'security_invoker=(true|on|1)', false),
          'comment', coalesce(obj_description(c.oid, 'pg_class'), ''),
          'columns', ({Columns}), 'references', ({References}), 'keys', ({Keys}), 'checks', ({Checks}),
          'grants', (select jsonb_object_agg(role, (select coalesce(jsonb_agg(privilege), '[]')
            from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as privilege
            where has_schema_privilege(role, s.oid, 'usage') and (has_table_privilege(role, c.oid, privilege)
              or privilege in ('select', 'insert', 'update', 'references')
                and has_any_column_privilege(role, c.oid, privilege)))) from {Callers})
        ) order by s.nspname, c.relname), '[]')::text
        from pg_class c join schemas s on s.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'f')
          and not exists (select from owned o where o.classid = 'pg_class'::regclass and o.objid = c.oid)
        """;

    /// <summary>Functions and procedures, those of extensions too.</summary>
    public const string Routines = $"""
        with {Schemas}
        select coalesce(jsonb_agg(jsonb_build_object(
          'oid', p.oid::bigint, 'schema', s.nspname, 'name', p.proname, 'kind', p.prokind,
          'signature', p.proname || '(' || coalesce((select string_agg(format_type(t, null), ', ' order by n)
            from unnest(p.proargtypes::oid[]) with ordinality as given (t, n)), '') || ')',
          'is_trigger', p.prorettype in ('trigger'::regtype, 'event_trigger'::regtype), 'is_definer', p.prosecdef,
          'owner_bypasses', r.rolbypassrls or r.rolsuper, 'owner_is_superuser', r.rolsuper,
          'path', (select split_part(setting, '=', 2) from unnest(p.proconfig) setting
            where setting like 'search\_path=%'),
          'volatility', p.provolatile, 'source', case s.nspname when 'public' then p.prosrc else '' end,
          'extension', coalesce((select e.extname from owned o join pg_extension e on e.oid = o.refobjid
            where o.classid = 'pg_proc'::regclass and o.objid = p.oid), ''),
          'arguments', (select coalesce(jsonb_agg(jsonb_build_object(
              'name', coalesce(p.proargnames[typed.place], ''), 'type', format_type(typed.id, null),
              'base_type', base.name, 'category', base.category,
              'element', case base.category when 'A' then format_type(base.typelem, null) else '' end,
              'relation', base.typrelid::bigint, 'has_default', typed.rank > p.pronargs - p.pronargdefaults,
              'values', base.labels || coalesce((select jsonb_agg(m[1]) from pg_constraint k,
                regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''', 'g') m where k.contypid = typed.id), '[]')
            ) order by typed.place), '[]')
            from (select given.id, given.place, row_number() over (order by given.place) as rank
              from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as given (id, place)
              where p.proargmodes is null or p.proargmodes[given.place] in ('i', 'b', 'v')) as typed, {Types}),
          'callers', (select coalesce(jsonb_agg(role), '[]') from {Callers}
            where has_schema_privilege(role, s.oid, 'usage') and has_function_privilege(role, p.oid, 'execute'))
        ) order by s.nspname, p.proname, p.oid), '[]')::text
        from pg_proc p join schemas s on s.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
        """;

    /// <summary>Sequences, types, triggers, policies and schemas, each with what it is to a caller.</summary>
    public const string Others = $"""
        with {Schemas}
        select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'title', title, 'class', class)
          order by kind, title), '[]')::text
        from (
          select 'sequence', c.oid::regclass::text, case when exists (select from {Callers}
              where role <> 'service_role' and has_schema_privilege(role, s.oid, 'usage')
                and has_sequence_privilege(role, c.oid, 'usage, select, update')) then '' else 'internal' end
          from pg_class c join schemas s on s.oid = c.relnamespace where c.relkind = 'S'
          union all
          select 'type', t.oid::regtype::text, 'holds no rows'
          from pg_type t join schemas s on s.oid = t.typnamespace
          where t.typtype in ('d', 'e', 'r', 'm') and not exists (
            select from owned o where o.classid = 'pg_type'::regclass and o.objid = t.oid)
          union all
          select 'trigger', format('%s on %s', g.tgname, g.tgrelid::regclass), 'acts for whoever changes the row'
          from pg_trigger g join pg_class c on c.oid = g.tgrelid join schemas s on s.oid = c.relnamespace
          where not g.tgisinternal and g.tgparentid = 0
          union all
          select 'policy', format('%s on %s', p.polname, p.polrelid::regclass), 'decides about rows of its table'
          from pg_policy p
          union all
          select 'role', r.rolname, 'a caller must not become it' from pg_roles r
          where r.rolname not in ('anon', 'authenticated', 'service_role', 'atrium_gateway', 'atrium_auth')
            and (r.rolname !~ '^pg_' or r.rolname ~ '^pg_(read|write|execute)')
          union all
          select 'schema', s.nspname, case when exists (select from {Callers} where role <> 'service_role'
            and has_schema_privilege(role, s.oid, 'usage')) then 'open to callers' else 'closed to callers' end
          from schemas s
        ) as found (kind, title, class)
        """;
}
