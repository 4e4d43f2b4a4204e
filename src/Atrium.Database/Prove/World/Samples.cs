using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Atrium.Database.Prove.Facts;

namespace Atrium.Database.Prove.World;

/// <summary>Values that a column of a type may well take, written so that they carry a mark where they can.</summary>
static partial class Samples
{
    /// <summary>Templates in the order of preference; see <see cref="Fill"/> for what stands in braces.</summary>
    public static IReadOnlyList<string> For(ColumnFacts column) => column.BaseType switch
    {
        "uuid" => ["{id}"],
        "boolean" => ["false", "true"],
        "jsonb" or "json" => ["{\"zq\": \"{mark}\"}", "[\"zq{mark}\"]", "{}", "[]", "\"zq{mark}\""],
        "bytea" => [@"\x{hex64}", @"\x{hex32}"],
        "date" => ["{day}", "{month}", "{monday}"],
        "timestamp with time zone" or "timestamp without time zone" => ["{time}"],
        "time without time zone" or "time with time zone" => ["{clock}"],
        "interval" => ["1 hour", "30 minutes", "1 day"],
        "inet" or "cidr" => ["127.0.0.1"],
        "tsvector" => ["zq{letters}"],
        "extensions.vector" => [Vector],
        "oid" or "regclass" => ["0"],
        _ => column.Category switch
        {
            "N" => ["{number}", "1", "7", "100", "0", "8", "0.25", "1000", "404"],
            "A" => ["[\"zq{mark}\"]", "[1]", "[\"*\"]", "[]"],
            "R" => ["empty"],
            "S" or "U" => Words,
            _ => ["zq{mark}"],
        },
    };

    static readonly string[] Words =
    [
        "zq{mark}{n}", "zq{mark}{n}@zq.test", "https://zq{mark}{n}.example.org/", "/zq{mark}{n}", "zq.{letters}",
        "zq_{letters}", "{hex64}", "{hex32}", "{mark}", "#{hex6}", "+4915{digits}", "EUR", "UTC", "en", "08:00",
        "A", "a", "1",
    ];

    /// <summary>As the vectors of the index are.</summary>
    public static readonly string Vector = $"[{string.Join(',', Enumerable.Repeat("0.1", 1536))}]";

    /// <summary>What a closed set allows, read from <c>= any (array['…'])</c> in a check; empty for others.</summary>
    public static IReadOnlyList<string> Choices(TableFacts table, ColumnFacts column) =>
        column.Values.Count > 0 ? column.Values
        : Listed(table, column) is { Count: > 0 } listed ? listed
        : [
            .. table.Checks.Where(check => check.Columns.Count > 1 && check.Columns.Contains(column.Name)
                    && check.Expression.Contains($"CASE {column.Name}", StringComparison.Ordinal))
                .SelectMany(check => Case().Matches(check.Expression)).Select(match => match.Groups[1].Value)
                .Distinct(),
        ];

    static List<string> Listed(TableFacts table, ColumnFacts column) =>
    [
        .. table.Checks.Where(check => check.Columns is [var only] && only == column.Name)
            .Select(check => ClosedSet().Match(check.Expression)).Where(match => match.Success)
            .SelectMany(match => Literal().Matches(match.Value)).Select(match => match.Groups[1].Value).Distinct(),
    ];

    /// <summary>A template with its braces filled; numbers, arrays and objects as JSON, the rest as text.</summary>
    /// <param name="template">One of <see cref="For"/>.</param>
    /// <param name="column">Whose value it becomes.</param>
    /// <param name="mark">Eight digits.</param>
    /// <param name="number">Makes the value another one.</param>
    /// <param name="place">The column's place in its table: later columns get later times.</param>
    /// <param name="now">The present.</param>
    public static JsonNode? Fill(
        string template, ColumnFacts column, string mark, int number, int place, DateTimeOffset now)
    {
        var hex = string.Create(CultureInfo.InvariantCulture, $"{mark}{number:x4}{mark}{number:x12}");
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var text = template
            .Replace("{id}", Marks.Id(mark, number).ToString(), StringComparison.Ordinal)
            .Replace("{mark}", mark, StringComparison.Ordinal)
            .Replace("{n}", number.ToString("x4", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{number}", $"{1000 + number + place}", StringComparison.Ordinal)
            .Replace("{digits}", $"{number:D8}", StringComparison.Ordinal)
            .Replace("{letters}", Letters(hex), StringComparison.Ordinal)
            .Replace("{hex64}", hex + hex, StringComparison.Ordinal)
            .Replace("{hex32}", hex, StringComparison.Ordinal)
            .Replace("{hex6}", hex[6..12], StringComparison.Ordinal)
            .Replace("{day}", Iso(day), StringComparison.Ordinal)
            .Replace("{month}", Iso(new(day.Year, day.Month, 1)), StringComparison.Ordinal)
            .Replace("{monday}", Iso(day.AddDays(-((int)day.DayOfWeek + 6) % 7)), StringComparison.Ordinal)
            .Replace("{time}", now.AddMinutes((number * 30 % 20_000) + place).ToString("O"), StringComparison.Ordinal)
            .Replace("{clock}", new TimeOnly(8 + (place % 12), 0).ToString("HH:mm"), StringComparison.Ordinal);
        return column.BaseType is "jsonb" or "json" || column.Category == "A" ? JsonNode.Parse(text) : text;
    }

    static string Letters(string hex) =>
        string.Concat(hex.Select(digit => (char)('a' + Convert.ToInt32($"{digit}", 16))));

    static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"= ANY \(\(?ARRAY\[.*?\]")]
    private static partial Regex ClosedSet();

    [GeneratedRegex("WHEN '([^']*)'")]
    private static partial Regex Case();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Literal();
}
