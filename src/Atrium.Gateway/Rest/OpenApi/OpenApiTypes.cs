using System.Text.Json;
using System.Text.RegularExpressions;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>Says PostgreSQL's types in the document's words.</summary>
static partial class OpenApiTypes
{
    public static void Write(Utf8JsonWriter json, string type)
    {
        var plain = Size().Replace(type, "");
        json.WriteString("format", plain);
        if (!plain.EndsWith("[]", StringComparison.Ordinal))
        {
            WriteName(json, plain);
            return;
        }

        json.WriteString("type", "array");
        json.WriteStartObject("items");
        WriteName(json, plain[..^2]);
        json.WriteEndObject();
    }

    /// <summary>A value in a query string: lists and JSON stand there as text.</summary>
    public static void WriteInQuery(Utf8JsonWriter json, string type)
    {
        var plain = Size().Replace(type, "");
        json.WriteString("format", plain);
        json.WriteString("type", plain.EndsWith("[]", StringComparison.Ordinal) ? "string" : Name(plain) ?? "string");
    }

    /// <summary>Values of one name, as often as they come.</summary>
    /// <param name="json">The parameter.</param>
    /// <param name="type">The list's type.</param>
    public static void WriteRepeated(Utf8JsonWriter json, string type)
    {
        json.WriteString("type", "array");
        json.WriteString("collectionFormat", "multi");
        json.WriteStartObject("items");
        json.WriteString("format", type[..^2]);
        WriteName(json, type[..^2]);
        json.WriteEndObject();
    }

    static void WriteName(Utf8JsonWriter json, string type)
    {
        if (Name(type) is { } name)
        {
            json.WriteString("type", name);
        }
    }

    // A JSON column holds anything, so it has no type.
    static string? Name(string type) => type switch
    {
        "smallint" or "integer" or "bigint" => "integer",
        "real" or "double precision" or "numeric" => "number",
        "boolean" => "boolean",
        "json" or "jsonb" => null,
        _ => "string",
    };

    [GeneratedRegex(@"\([0-9,]+\)")]
    private static partial Regex Size();
}
