namespace Atrium.Database.Catalogue;

/// <summary>Partitions, of which those by month come and go by date: no plan says which there are.</summary>
static class PartitionSql
{
    const string Partitions = $"""
        {CatalogueSql.Schemas}, partitions as (
          select c.oid, format('%I.%I', s.nspname, c.relname) as name, c.relname, s.nspname as schema,
            p.oid::regclass::text as parent, p.relname as parent_name, pg_get_expr(c.relpartbound, c.oid) as bound,
            case when c.relname ~ ('^' || p.relname || '_\d\d\d\d_(0[1-9]|1[0-2])$')
              then to_date(right(c.relname, 7), 'YYYY_MM') end as month
          from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
          join schemas s on s.oid = c.relnamespace
          where c.relispartition and c.relkind in ('r', 'p')
        )
        """;

    // Partitions come and go by date: only what opens one further than its parent is worth a word.
    public const string Rules = $"""
        with {CatalogueSql.Schemas}
        select 'partition', format('%I.%I %s', s.nspname, c.relname, rule.name), s.nspname,
          'table ' || p.oid::regclass, '',
          '-- ' || rule.adopt, rule.undo, ''
        from pg_class c
        join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
        join schemas s on s.oid = c.relnamespace
        cross join lateral (values
          ('without row security', p.relrowsecurity and not c.relrowsecurity,
            format('alter table %I.%I disable row level security', s.nspname, c.relname),
            format('alter table %I.%I enable row level security', s.nspname, c.relname)),
          ('without forced row security', p.relforcerowsecurity and not c.relforcerowsecurity,
            format('alter table %I.%I no force row level security', s.nspname, c.relname),
            format('alter table %I.%I force row level security', s.nspname, c.relname))
        ) as rule (name, broken, adopt, undo)
        where c.relispartition and rule.broken
        """;

    // The default one and those that go by something else than months; their bounds may go by the day of the deploy.
    public const string Partition = $"""
        with {Partitions}
        select 'partition', p.name || ' of ' || p.parent, p.schema, 'table ' || p.parent, 'partition',
          format('create table %s partition of %s %s', p.name, p.parent, p.bound), 'drop table ' || p.name, ''
        from partitions p where p.month is null
        """;

    // From the first month there is to the last, and the present one: what is missing lands in the default partition.
    public const string MissingMonth = $"""
        with {Partitions}, spans as (
          select parent, parent_name, schema, min(month) as first,
            greatest(max(month), date_trunc('month', now() at time zone 'UTC')::date) as last
          from partitions where month is not null group by parent, parent_name, schema
        )
        select 'missing partition', s.parent || ' ' || to_char(m, 'YYYY-MM'), s.schema, 'table ' || s.parent, '',
          format('-- drop table %I.%I', s.schema, s.parent_name || to_char(m, '_YYYY_MM')),
          'select atrium.make_partitions()', ''
        from spans s, generate_series(s.first, s.last, interval '1 month') m
        where not exists (select from partitions p where p.parent = s.parent and p.month = m)
        """;
}
