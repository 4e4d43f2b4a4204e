namespace Atrium.Database.Catalogue;

/// <summary>What the queries of the catalogue share.</summary>
static class CatalogueSql
{
    /// <summary>Schemas that people make things in.</summary>
    public const string Schemas = """
        schemas as (
          select oid, nspname, nspowner, nspacl, quote_ident(nspname) as name
          from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'tests')
        ), extension_parts as (
          select classid, objid from pg_depend where deptype = 'e'
        )
        """;

    /// <summary>Relations that people made; partitions follow their parent and are left out.</summary>
    public const string Relations = $"""
        {Schemas}, relations as (
          select c.*, s.nspname as schema, s.name || '.' || quote_ident(c.relname) as name,
            case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
              when 'f' then 'foreign table' when 'c' then 'type' else 'table' end as kind
          from pg_class c join schemas s on s.oid = c.relnamespace
          where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c') and not c.relispartition
            and not exists (select from extension_parts e where e.classid = 'pg_class'::regclass and e.objid = c.oid)
            and not exists (select from extension_parts e where e.classid = 'pg_type'::regclass and e.objid = c.reltype)
        )
        """;

    /// <summary>Types that people made themselves, not those of relations or arrays.</summary>
    public const string Types = $"""
        {Schemas}, types as (
          select t.*, s.nspname as schema, s.name || '.' || quote_ident(t.typname) as name,
            case t.typtype when 'd' then 'domain' else 'type' end as kind
          from pg_type t join schemas s on s.oid = t.typnamespace
          where (t.typtype in ('d', 'e', 'r')
              or t.typtype = 'c' and exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
            and not exists (select from extension_parts e where e.classid = 'pg_type'::regclass and e.objid = t.oid)
        )
        """;

    /// <summary>Functions, procedures and aggregates that people made.</summary>
    public const string Routines = $"""
        {Schemas}, routines as (
          select p.*, s.nspname as schema,
            s.name || '.' || quote_ident(p.proname) || '(' || pg_get_function_identity_arguments(p.oid) || ')' as name,
            s.name || '.' || quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')' as signature,
            case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end as kind
          from pg_proc p join schemas s on s.oid = p.pronamespace
          where not exists (select from extension_parts e where e.classid = 'pg_proc'::regclass and e.objid = p.oid)
        )
        """;

    /// <summary>Every query, in the order of creation. Columns: those of <see cref="CatalogueObject"/>.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        SchemaSql.Schema, SchemaSql.Extension, SchemaSql.Type, SchemaSql.DomainCheck, SchemaSql.Sequence,
        TableSql.Table, TableSql.Column,
        RoutineSql.Routine,
        TableSql.Default, TableSql.NotNull, TableSql.Constraint, TableSql.Index, TableSql.Statistics,
        SettingSql.Storage, SettingSql.ReplicaIdentity, SettingSql.ColumnSetting,
        RoutineSql.View, SettingSql.Rule, RoutineSql.Trigger, RoutineSql.EventTrigger,
        AccessSql.Owner, AccessSql.RowSecurity, AccessSql.ForcedRowSecurity, AccessSql.Policy,
        AccessSql.Grant, AccessSql.ColumnGrant, AccessSql.DefaultGrant, PartitionSql.Rules,
        PartitionSql.Partition, PartitionSql.MissingMonth, SettingSql.Publication, SettingSql.Setting,
        SchemaSql.Comment,
    ];
}
