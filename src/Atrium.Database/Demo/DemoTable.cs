using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Atrium.Database.Demo;

/// <summary>What goes into one table, as text: types by the table itself.</summary>
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

    /// <summary>From so many rows on, it is worth while to load them in another way than a few.</summary>
    const int Many = 1_000;

    /// <summary>Rows as their table has them: a property is the column of the same name in snake case.</summary>
    public static DemoTable Of<T>(string name, IEnumerable<T> rows, string conflict = "")
    {
        PropertyInfo[] properties =
        [
            .. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0),
        ];
        string[] columns = [.. properties.Select(Column)];
        var documents = properties.Where(property => property.PropertyType.IsAssignableTo(typeof(JsonNode)))
            .Select(Column).ToHashSet();
        var isMany = rows.Count() >= Many;
        return new(name, columns, new(() => Written(rows)), conflict)
        {
            IsMany = isMany,
            Lines = isMany && conflict.Length == 0
                ? new Lazy<string>(() => DemoCopy.Lines(Written(rows), columns, documents))
                : null,
        };
    }

    static byte[] Written<T>(IEnumerable<T> rows) => JsonSerializer.SerializeToUtf8Bytes(rows, SnakeCase);

    static string Column(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    /// <summary>True where what the rows refer to is better looked up for all at once than row by row.</summary>
    public bool IsMany { get; private init; }

    /// <summary>The same rows for <c>COPY</c>, where they are many and none is there yet; written when first asked for.
    /// </summary>
    public Lazy<string>? Lines { get; private init; }

    /// <summary>Triggers of the table that stay on, because they fill what search reads or files need.</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];

    public string Schema => Name[..Name.IndexOf('.', StringComparison.Ordinal)];
}
