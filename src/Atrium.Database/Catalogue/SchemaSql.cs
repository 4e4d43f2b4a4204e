namespace Atrium.Database.Catalogue;

/// <summary>Schemas, extensions, types, sequences, comments.</summary>
static class SchemaSql
{
    public const string Schema = $"""
        with {CatalogueSql.Schemas}
        select 'schema', name, nspname, '', '', 'create schema ' || name, 'drop schema ' || name, ''
        from schemas s
        where not exists (select from extension_parts e where e.classid = 'pg_namespace'::regclass and e.objid = s.oid)
        """;

    // The version is the server's, not the plan's.
    public const string Extension = """
        select 'extension', quote_ident(e.extname), n.nspname, '', '',
          format('create extension %I schema %I', e.extname, n.nspname), format('drop extension %I', e.extname), ''
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname <> 'plpgsql'
        """;

    public const string Type = $"""
        with {CatalogueSql.Types}
        select kind, name, schema, '', '', create_sql, format('drop %s %s', kind, name), ''
        from (
          select t.*, case t.typtype
            when 'd' then format('create domain %s as %s', t.name, format_type(t.typbasetype, t.typtypmod))
              || case when t.typcollation <> b.typcollation then ' collate ' || t.typcollation::regcollation else '' end
              || coalesce(' default ' || t.typdefault, '') || case when t.typnotnull then ' not null' else '' end
            when 'e' then format('create type %s as enum (%s)', t.name,
              (select string_agg(quote_literal(enumlabel), ', ' order by enumsortorder)
                from pg_enum where enumtypid = t.oid))
            when 'r' then format('create type %s as range (subtype = %s)', t.name,
              (select rngsubtype::regtype from pg_range where rngtypid = t.oid))
            else format('create type %s as (%s)', t.name,
              (select string_agg(quote_ident(attname) || ' ' || format_type(atttypid, atttypmod), ', ' order by attnum)
               from pg_attribute where attrelid = t.typrelid and attnum > 0 and not attisdropped))
            end as create_sql
          from types t left join pg_type b on b.oid = t.typbasetype
        ) as made
        """;

    public const string DomainCheck = $"""
        with {CatalogueSql.Types}
        select 'domain check', quote_ident(k.conname) || ' on ' || t.name, t.schema, 'domain ' || t.name, '',
          format('alter domain %s add constraint %I %s', t.name, k.conname, pg_get_constraintdef(k.oid)),
          format('alter domain %s drop constraint %I', t.name, k.conname), ''
        from pg_constraint k join types t on t.oid = k.contypid where k.contype = 'c'
        """;

    public const string Sequence = $"""
        with {CatalogueSql.Relations}
        select 'sequence', r.name, r.schema, '', '',
          format('create sequence %s as %s start %s increment %s minvalue %s maxvalue %s cache %s', r.name,
            format_type(q.seqtypid, null), q.seqstart, q.seqincrement, q.seqmin, q.seqmax, q.seqcache)
            || case when q.seqcycle then ' cycle' else '' end
            || coalesce((select format(' owned by %s.%I', d.refobjid::regclass, a.attname)
                from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
                where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype = 'a'), ''),
          'drop sequence ' || r.name, ''
        from pg_sequence q join relations r on r.oid = q.seqrelid
        where not exists (select from pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = r.oid and d.deptype = 'i')
        """;

    // Runs last: a comment belongs to something that is there by then.
    public const string Comment = $"""
        with {CatalogueSql.Schemas}, comments as (
          select d.description, i.identity, i.schema,
            case when i.type ~ 'column$' then 'column' when i.type = 'table constraint' then 'constraint'
              when i.type = 'domain constraint' then 'constraint' else i.type end as type,
            case when i.type = 'domain constraint' then replace(i.identity, ' on ', ' on domain ')
              else i.identity end as target,
            coalesce((select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where c.oid in (
                case when d.classoid = 'pg_class'::regclass then d.objoid end,
                (select tgrelid from pg_trigger where d.classoid = 'pg_trigger'::regclass and oid = d.objoid),
                (select polrelid from pg_policy where d.classoid = 'pg_policy'::regclass and oid = d.objoid),
                (select conrelid from pg_constraint where d.classoid = 'pg_constraint'::regclass and oid = d.objoid))),
              i.schema, case when d.classoid = 'pg_namespace'::regclass then trim('"' from i.identity) end, '') as place
          from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
          where d.classoid in ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass,
              'pg_constraint'::regclass,
              'pg_policy'::regclass, 'pg_trigger'::regclass, 'pg_namespace'::regclass, 'pg_event_trigger'::regclass)
            and (d.objoid >= 16384 or d.objoid = 'public'::regnamespace)
            and not exists (select from extension_parts e where e.classid = d.classoid and e.objid = d.objoid)
            and not exists (select from pg_class c
              where d.classoid = 'pg_class'::regclass and c.oid = d.objoid and c.relispartition)
        )
        select 'comment', 'on ' || type || ' ' || target, place, '', '',
          format('comment on %s %s is %L', type, target, description),
          format('comment on %s %s is null', type, target), format('comment on %s %s is %L', type, target, description)
        from comments where place !~ '^pg_' and place not in ('information_schema', 'tests')
        """;
}
