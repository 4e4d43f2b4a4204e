using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>A write before its result is read.</summary>
/// <param name="Target">What is written to; its conditions say which rows.</param>
/// <param name="Columns">The columns the body gives.</param>
/// <param name="IsArray">The body is an array.</param>
/// <param name="Conflict">Columns that decide which row is met; empty for none.</param>
/// <param name="Merge">A row that is met takes the new values; otherwise it stays.</param>
/// <param name="FillsDefaults">What a row of the body leaves out takes its default.</param>
/// <param name="Returning">Columns the written rows give back; <c>*</c> for all, empty for none.</param>
sealed record Mutation(
    ReadNode Target,
    IReadOnlyList<Column> Columns,
    bool IsArray,
    IReadOnlyList<string> Conflict,
    bool Merge,
    bool FillsDefaults,
    IReadOnlyList<string> Returning)
{
    /// <summary>An upsert writes the columns it meets rows by too.</summary>
    public bool SetsKey { get; init; }

    /// <summary>Of an array only the first object counts.</summary>
    public bool TakesFirst { get; init; }

    /// <summary>Columns that tell the rows of a limited write apart; null where it is not limited.</summary>
    public IReadOnlyList<string>? Limit { get; init; }
}

/// <summary>Writes inserts, updates and deletes. The body is one JSON parameter that PostgreSQL takes apart.</summary>
static class MutateSql
{
    /// <summary>Holds how many of an upsert's rows were new; PostgREST's name for it.</summary>
    public const string Inserted = "pgrst.inserted";

    const string Count = $"coalesce(nullif(current_setting('{Inserted}', true), '')::int, 0)";

    public static void WriteInsert(SqlText sql, Mutation mutation)
    {
        sql.Write($"insert into {mutation.Target.Source} as {SqlNames.Quote(mutation.Target.Alias)}");
        if (mutation is { Columns.Count: 0, IsArray: true })
        {
            // A row for each object, of nothing but defaults.
            sql.Write(" select from json_array_elements(").Bind(new Slot(SlotKind.Body)).Write("::json)");
        }
        else if (mutation.Columns.Count == 0)
        {
            sql.Write(" default values");
        }
        else
        {
            sql.Write($" ({Names(mutation.Columns)}) select {Names(mutation.Columns, "pgrst_body.")} from ");
            WriteBody(sql, mutation);
            WriteInsertConditions(sql, mutation);
            WriteConflict(sql, mutation);
        }

        WriteReturning(sql, mutation);
    }

    public static void WriteUpdate(SqlText sql, Mutation mutation)
    {
        sql.Write($"update {mutation.Target.Source} as {SqlNames.Quote(mutation.Target.Alias)} set ");
        sql.Join(mutation.Columns, ", ", column =>
            sql.Write($"{SqlNames.Quote(column.Name)} = pgrst_body.{SqlNames.Quote(column.Name)}"));
        sql.Write(" from ");
        WriteBody(sql, mutation);
        WriteRows(sql, mutation);
        WriteReturning(sql, mutation);
    }

    public static void WriteDelete(SqlText sql, Mutation mutation)
    {
        sql.Write($"delete from {mutation.Target.Source} as {SqlNames.Quote(mutation.Target.Alias)}");
        WriteRows(sql, mutation);
        WriteReturning(sql, mutation);
    }

    /// <summary>Writes a read of no rows that yields what the write would give back.</summary>
    public static void WriteNothing(SqlText sql, Mutation mutation)
    {
        sql.Write("select ");
        WriteReturned(sql, mutation);
        sql.Write(mutation.Returning.Count == 0
            ? " where false"
            : $" from {mutation.Target.Source} as {SqlNames.Quote(mutation.Target.Alias)} where false");
    }

    // Which rows are met: by conditions, or the first few in an order.
    static void WriteRows(SqlText sql, Mutation mutation)
    {
        if (mutation.Limit is not { } key)
        {
            WriteConditions(sql, mutation.Target, " where ");
            return;
        }

        var names = string.Join(", ", key.Select(name =>
            $"{SqlNames.Quote(mutation.Target.Alias)}.{SqlNames.Quote(name)}"));
        sql.Write($" where ({names}) in (select {names} from {mutation.Target.Source}")
            .Write($" as {SqlNames.Quote(mutation.Target.Alias)}");
        WriteConditions(sql, mutation.Target, " where ");
        ReadSql.WriteOrder(sql, mutation.Target);
        sql.Write(" limit ").Bind(new Slot(SlotKind.Limit))
            .Write(" offset ").Bind(new Slot(SlotKind.Offset)).Write(")");
    }

    static void WriteBody(SqlText sql, Mutation mutation)
    {
        var isArray = mutation.IsArray && !mutation.TakesFirst;
        var first = mutation.TakesFirst ? " -> 0" : "";
        var parsed = mutation.Columns.Any(column => column.Representation.Parse is not null);
        if (mutation.FillsDefaults)
        {
            var defaults = string.Join(", ", mutation.Columns.Where(column => column.Default is not null)
                .Select(column => $"{SqlNames.Literal(column.Name)}, {DefaultOf(column)}"));
            sql.Write($"(select jsonb_build_object({defaults}) || pgrst_row as pgrst_row from jsonb_array_elements(")
                .Write(isArray ? "" : "jsonb_build_array(").Bind(new Slot(SlotKind.Body))
                .Write(isArray ? "::jsonb" : $"::jsonb{first})")
                .Write(") as pgrst_row) as pgrst_rows, lateral ")
                .Write(parsed ? Parsed(mutation) : "")
                .Write("jsonb_to_record(pgrst_row)");
        }
        else
        {
            sql.Write(parsed ? Parsed(mutation) : "")
                .Write(isArray ? "json_to_recordset(" : "json_to_record(").Bind(new Slot(SlotKind.Body))
                .Write($"::json{first})");
        }

        var columns = string.Join(", ", mutation.Columns.Select(column =>
            $"{SqlNames.Quote(column.Name)} {(column.Representation.Parse is null ? column.Type : "json")}"));
        sql.Write($" as pgrst_body({columns})").Write(parsed ? ") as pgrst_body" : "");
    }

    // As a body would have it, for it is parsed like one.
    static string? DefaultOf(Column column) => column.Representation is { Show: { } show, Parse: not null }
        ? $"{show}(({column.Default})::{column.Type})"
        : column.Default;

    // What a domain parses itself is taken out of the body as JSON first.
    static string Parsed(Mutation mutation) => "(select " + string.Join(", ", mutation.Columns.Select(column =>
    {
        var name = SqlNames.Quote(column.Name);
        return column.Representation.Parse is { } parse ? $"{parse}({name}) as {name}" : name;
    })) + " from ";

    // Counts up for every row, and down again for one that was there: what stays is the number of new ones.
    static void WriteInsertConditions(SqlText sql, Mutation mutation)
    {
        var where = " where ";
        if (mutation.Conflict.Count > 0 && mutation.Merge)
        {
            sql.Write($"{where}set_config('{Inserted}', ({Count} + 1)::text, true) <> '0'");
            where = " and ";
        }

        WriteConditions(sql, mutation.Target with { Alias = "pgrst_body" }, where);
    }

    static void WriteConflict(SqlText sql, Mutation mutation)
    {
        if (mutation.Conflict.Count == 0)
        {
            return;
        }

        sql.Write($" on conflict ({string.Join(", ", mutation.Conflict.Select(SqlNames.Quote))})");
        if (!mutation.Merge)
        {
            sql.Write(" do nothing");
            return;
        }

        // The columns that met are equal already, and often not the caller's to write.
        var others = mutation.Columns.Select(column => column.Name).Except(mutation.Conflict).ToList();
        var set = mutation.SetsKey ? mutation.Columns.Select(column => column.Name)
            : others.Count > 0 ? others
            : mutation.Conflict;
        sql.Write(" do update set ").Join(set, ", ", name =>
            sql.Write($"{SqlNames.Quote(name)} = excluded.{SqlNames.Quote(name)}"));
        sql.Write($" where set_config('{Inserted}', ({Count} - 1)::text, true) <> '-1'");
    }

    static void WriteConditions(SqlText sql, ReadNode target, string open)
    {
        if (target.Conditions.Count > 0)
        {
            sql.Write(open);
            ConditionSql.WriteAll(sql, target, target.Conditions);
        }
    }

    static void WriteReturning(SqlText sql, Mutation mutation)
    {
        sql.Write(" returning ");
        WriteReturned(sql, mutation);
    }

    static void WriteReturned(SqlText sql, Mutation mutation)
    {
        var alias = SqlNames.Quote(mutation.Target.Alias);
        _ = mutation.Returning.Count == 0
            ? sql.Write("1")
            : sql.Join(mutation.Returning, ", ", name => sql.Write(name == "*"
                ? $"{alias}.*"
                : $"{alias}.{SqlNames.Quote(name)} as {SqlNames.Quote(name)}"));
    }

    static string Names(IEnumerable<Column> columns, string before = "") =>
        string.Join(", ", columns.Select(column => before + SqlNames.Quote(column.Name)));
}
