using System.Text;
using System.Text.Json;

namespace Atrium.Database.Demo;

/// <summary>
/// Rows for <c>COPY</c>, in its text format: the server takes them in a third of the time that it needs for JSON.
/// </summary>
static class DemoCopy
{
    /// <summary>A line a row, a value a column; what a row does not have is null.</summary>
    /// <param name="json">The rows, as an array of objects in UTF-8.</param>
    /// <param name="columns">The columns, in the order of the lines.</param>
    /// <param name="documents">Those of them whose values stay JSON.</param>
    public static string Lines(byte[] json, IReadOnlyList<string> columns, IReadOnlySet<string> documents)
    {
        var places = columns.Select((name, place) => (name, place)).ToDictionary(each => each.name, each => each.place);
        var values = new string?[columns.Count];
        var lines = new StringBuilder(json.Length);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString() ?? "";
                reader.Read();
                values[places[name]] = Value(ref reader, documents.Contains(name));
            }
            else if (reader.TokenType == JsonTokenType.EndObject)
            {
                lines.AppendJoin('\t', values.Select(value => value is null ? @"\N" : Escaped(value))).Append('\n');
                Array.Clear(values);
            }
        }

        return lines.ToString();
    }

    /// <summary>A value as its column's type reads it.</summary>
    static string? Value(ref Utf8JsonReader reader, bool isDocument) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        _ when isDocument => Raw(ref reader),
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.StartArray => List(ref reader),
        _ => Raw(ref reader),
    };

    static string Raw(ref Utf8JsonReader reader)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    static string List(ref Utf8JsonReader reader)
    {
        List<string> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader, isDocument: false) is { } item ? Quoted(item) : "null");
        }

        return "{" + string.Join(',', items) + "}";
    }

    static string Quoted(string item) =>
        '"' + item.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    static string Escaped(string value) =>
        value.AsSpan().IndexOfAny("\\\t\n\r") < 0
            ? value
            : value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal)
                .Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal);
}
