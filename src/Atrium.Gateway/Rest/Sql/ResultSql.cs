using System.Globalization;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>
/// Writes the outermost select: one row of total, rows on the page, body, and after a write also the headers and status
/// a function set, how many rows an upsert made, and the first row's key. PostgreSQL makes the body.
/// </summary>
static class ResultSql
{
    /// <summary>Name of the common table expression that holds what a write or call yields.</summary>
    public const string Source = "pgrst_source";

    /// <param name="root">What is read.</param>
    /// <param name="form">Form of the answer.</param>
    /// <param name="counting">How all rows are counted.</param>
    /// <param name="withSettings">Headers and status may be set, by what runs before or by views.</param>
    public static SqlTemplate Read(ReadNode root, Form form, Counting counting, bool withSettings)
    {
        var sql = new SqlText();
        WritePage(sql, root, form, false, counting, withSettings ? $"{Settings}, null" : "");
        return sql.Done();
    }

    /// <summary>The rows to count, for the planner to guess at.</summary>
    public static SqlTemplate Estimate(ReadNode root)
    {
        var sql = new SqlText().Write("explain (format json) ");
        ReadSql.WriteCounted(sql, root);
        return sql.Done();
    }

    /// <param name="root">How the written rows are read; null when nothing of them is wanted.</param>
    /// <param name="form">Form of the answer.</param>
    /// <param name="key">SQL of the first row's key, or null.</param>
    /// <param name="write">Writes the statement that writes.</param>
    public static SqlTemplate Mutate(ReadNode? root, Form form, string? key, Action<SqlText> write)
    {
        var sql = new SqlText().Write($"with {Source} as (");
        write(sql);
        sql.Write(") ");
        var more = $"{Settings}, {key ?? "null"}";
        if (root is null)
        {
            sql.Write($"select null::bigint, count(*), ''{more} from {Source}");
        }
        else
        {
            WritePage(sql, root, form, false, Counting.None, more, true);
        }

        return sql.Done();
    }

    public static SqlTemplate Call(ReadNode root, Form form, Counting counting, Call call)
    {
        var routine = call.Routine;
        var scalar = routine.Returns != Schema.ReturnKind.Row;
        var sql = new SqlText().Write($"with {Source} as {(scalar && !routine.IsSet ? "materialized " : "")}(");
        CallSql.Write(sql, call);
        sql.Write(") ");
        var more = $"{Settings}, null";
        if (scalar)
        {
            var total = counting.IsExact && routine.IsSet ? "count(*)" : "null::bigint";
            sql.Write($"select {total}, count(*), {ScalarBody(routine, form)}{more} from {Source} as _t");
        }
        else
        {
            WritePage(sql, root, form, !routine.IsSet, counting, more, true);
        }

        return sql.Done();
    }

    const string Settings =
        ", nullif(current_setting('response.headers', true), ''), nullif(current_setting('response.status', true), '')"
        + $", nullif(current_setting('{MutateSql.Inserted}', true), '')";

    static void WritePage(
        SqlText sql, ReadNode root, Form form, bool single, Counting counting, string more, bool continued = false)
    {
        var isCsv = form.Type == MediaType.Csv;
        if (isCsv)
        {
            // The header needs the rows once more.
            sql.Write(continued ? ", " : "with ").Write("pgrst_page as (");
            ReadSql.WriteRows(sql, root);
            sql.Write(") ");
        }

        sql.Write("select ");
        WriteTotal(sql, root, counting);
        sql.Write($", count(*), {Body(form, single)}{more} from ");
        if (isCsv)
        {
            sql.Write("pgrst_page as _t");
            return;
        }

        sql.Write("(");
        ReadSql.WriteRows(sql, root);
        sql.Write(") as _t");
    }

    static void WriteTotal(SqlText sql, ReadNode root, Counting counting)
    {
        if (!counting.IsExact)
        {
            sql.Write("null::bigint");
            return;
        }

        sql.Write("(select count(*) from (");
        ReadSql.WriteCounted(sql, root);
        var bound = counting.Bound is { } rows
            ? string.Create(CultureInfo.InvariantCulture, $" limit {rows + 1}")
            : "";
        sql.Write(bound).Write(") as _c)");
    }

    static string Body(Form form, bool single) => form.Type switch
    {
        MediaType.Custom when form.Handler is { } handler => handler.Body("_t"),
        MediaType.Csv => """
            (select coalesce(string_agg(_k, ','), '') from
              (select json_object_keys(row_to_json(_h)) as _k from (select * from pgrst_page limit 1) as _h) as _n)
              || E'\n' || coalesce(string_agg(substring(_t::text, 2, length(_t::text) - 2), E'\n'), '')
            """,
        MediaType.Object => "coalesce(json_agg(_t) -> 0, 'null')",
        MediaType.ObjectStripped => "coalesce(json_strip_nulls(json_agg(_t) -> 0)::text, 'null')",
        MediaType.JsonStripped => "json_strip_nulls(coalesce(json_agg(_t), '[]'))::text",
        _ when single => "coalesce(json_agg(_t) -> 0, 'null')",
        _ => "coalesce(json_agg(_t), '[]')",
    };

    static string ScalarBody(Schema.Routine routine, Form form) => (routine, form.Type) switch
    {
        ({ Returns: Schema.ReturnKind.Nothing }, _) => "''",
        (_, MediaType.Custom) when form.Handler is { IsDomain: true } => $"(array_agg(_t.{CallSql.Scalar}))[1]",
        (_, MediaType.Custom) when form.Handler is { } handler => handler.Body("_t"),
        (_, MediaType.Text or MediaType.Csv) => $"coalesce(string_agg(_t.{CallSql.Scalar}::text, E'\\n'), '')",
        (_, MediaType.Bytes) => $"coalesce(string_agg(_t.{CallSql.Scalar}::bytea, ''), '')",
        ({ IsSet: true }, MediaType.Json) => $"coalesce(json_agg(_t.{CallSql.Scalar}), '[]')::text",
        ({ IsSet: true }, MediaType.JsonStripped) =>
            $"json_strip_nulls(coalesce(json_agg(_t.{CallSql.Scalar}), '[]'))::text",
        (_, MediaType.ObjectStripped or MediaType.JsonStripped) =>
            $"coalesce(json_strip_nulls(json_agg(_t.{CallSql.Scalar}) -> 0)::text, 'null')",
        _ => $"coalesce((json_agg(_t.{CallSql.Scalar}) -> 0)::text, 'null')",
    };
}
