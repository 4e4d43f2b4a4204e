using System.Data;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Atrium.Database.Describe;

/// <summary>Reads a <see cref="SchemaModel"/> from the catalogue.</summary>
public static partial class SchemaReader
{
    static readonly JsonSerializerOptions Relaxed = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Everything one schema offers.</summary>
    public static async Task<SchemaModel> ReadAsync(
        SqlSession session, string schema, CancellationToken cancellationToken)
    {
        var tables = await session.RowsAsync(
            SchemaQueries.Tables,
            row => new TableModel(
                row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetString(3),
                Json<ColumnModel>(row, 4), Json<ForeignKeyModel>(row, 5), Json<PolicyModel>(row, 6)),
            cancellationToken, schema);
        var functions = await session.RowsAsync(
            SchemaQueries.Functions,
            row => new FunctionModel(
                row.GetString(0), Json<ArgumentModel>(row, 1), Json<TypeModel>(row, 2)[0], Json<ArgumentModel>(row, 3),
                row.GetBoolean(4), row.GetString(5)),
            cancellationToken, schema);
        var sets = await session.RowsAsync(
            SchemaQueries.ClosedSets,
            row => new ClosedSet(row.GetString(0), Values(row.GetString(1))), cancellationToken, schema);
        return new(tables, functions, [.. sets.Where(set => set.Values.Count > 0)]);
    }

    static IReadOnlyList<T> Json<T>(IDataRecord row, int column) =>
        JsonSerializer.Deserialize<IReadOnlyList<T>>(row.GetString(column), Relaxed) ?? [];

    /// <summary>The values in a check such as <c>VALUE = ANY (ARRAY['a'::text, 'b'::text])</c>.</summary>
    static string[] Values(string check) =>
        check.StartsWith("CHECK ((VALUE = ", StringComparison.Ordinal)
            ? [.. Literal().Matches(check).Select(m => m.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal))]
            : check.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(check) ?? [] : [];

    [GeneratedRegex("'((?:[^']|'')*)'")]
    private static partial Regex Literal();
}
