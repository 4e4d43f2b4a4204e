namespace Atrium.Database.Revert;

/// <summary>Every table that holds rows of its own, with its columns: compared before and after a revert.</summary>
/// <param name="Tables">By object number.</param>
sealed record TableShapes(IReadOnlyDictionary<uint, TableShape> Tables)
{
    /// <summary>Reads them; partitions count as their parent, and extensions' tables as none.</summary>
    public static async Task<TableShapes> ReadAsync(SqlSession session, CancellationToken cancellationToken)
    {
        var columns = await session.RowsAsync(
            """
            select c.oid, format('%I.%I', n.nspname, c.relname), a.attname,
              coalesce(pg_get_expr(d.adbin, d.adrelid), 'null')
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
            where c.relkind in ('r', 'p') and not c.relispartition and c.oid >= 16384
              and n.nspname !~ '^pg_' and format('%I.%I', n.nspname, c.relname) <> 'atrium.changes'
              and not exists (select from pg_depend e
                where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')
            order by 2, a.attnum
            """,
            row => (Oid: (uint)row.GetValue(0), Table: row.GetString(1), Column: row.GetString(2),
                Default: row.GetString(3)),
            cancellationToken);
        return new(columns.GroupBy(row => row.Oid).ToDictionary(
            rows => rows.Key,
            rows => new TableShape(rows.First().Table, rows.ToDictionary(row => row.Column, row => row.Default))));
    }

    /// <summary>The tables of this reading that lack something in a later one.</summary>
    public IReadOnlyList<Vanishing> VanishedIn(TableShapes later) =>
    [
        .. from table in Tables
           let rest = later.Tables.GetValueOrDefault(table.Key)
           let columns = table.Value.Columns
               .Where(each => rest is null || !rest.Columns.ContainsKey(each.Key)).ToArray()
           where columns.Length > 0
           orderby table.Value.Name
           select new Vanishing(table.Value.Name, rest is null, columns),
    ];
}

/// <summary>A table.</summary>
/// <param name="Name">Schema and table, quoted.</param>
/// <param name="Columns">Column to the expression of its default.</param>
sealed record TableShape(string Name, IReadOnlyDictionary<string, string> Columns);

/// <summary>What a revert takes away from a table.</summary>
/// <param name="Table">Schema and table, quoted.</param>
/// <param name="Whole">True where the table goes, false where only columns do.</param>
/// <param name="Columns">The columns that go, each with its default.</param>
sealed record Vanishing(string Table, bool Whole, IReadOnlyList<KeyValuePair<string, string>> Columns);
