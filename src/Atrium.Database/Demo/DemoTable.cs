using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Atrium.Database.Demo;

/// <summary>What goes into one table, as JSON: types by the table itself.</summary>
/// <param name="Name">With its schema.</param>
/// <param name="Columns">The columns that the rows bring; the others get their defaults.</param>
/// <param name="Json">The rows, as an array of objects in UTF-8; written when first asked for.</param>
/// <param name="Conflict">What the statement does with rows that are there; empty for nothing.</param>
sealed record DemoTable(string Name, IReadOnlyList<string> Columns, Lazy<byte[]> Json, string Conflict)
{
    static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Rows as their table has them: a property is the column of the same name in snake case.</summary>
    public static DemoTable Of<T>(string name, IEnumerable<T> rows, string conflict = "") => new(
        name,
        [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)),
        ],
        new(() => JsonSerializer.SerializeToUtf8Bytes(rows, SnakeCase)),
        conflict)
    {
        Rows = rows.Count(),
    };

    /// <summary>How many rows go in.</summary>
    public int Rows { get; init; }

    /// <summary>Triggers of the table that stay on, because they fill what search reads or files need.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    public string Schema => Name[..Name.IndexOf('.', StringComparison.Ordinal)];
}
