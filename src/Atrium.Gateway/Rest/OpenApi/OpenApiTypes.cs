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

    // A JSON column holds anything, so it has no type.
    static void WriteName(Utf8JsonWriter json, string type)
    {
        var name = type switch
        {
            "smallint" or "integer" or "bigint" => "integer",
            "real" or "double precision" or "numeric" => "number",
            "boolean" => "boolean",
            "json" or "jsonb" => null,
            _ => "string",
        };
        if (name is not null)
        {
            json.WriteString("type", name);
        }
    }

    [GeneratedRegex(@"\([0-9,]+\)")]
    private static partial Regex Size();
}
