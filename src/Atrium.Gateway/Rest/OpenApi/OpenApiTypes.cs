using System.Text.Json;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>Says PostgreSQL's types in the document's words.</summary>
static class OpenApiTypes
{
    public static void Write(Utf8JsonWriter json, string type)
    {
        json.WriteString("format", type);
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            json.WriteString("type", "array");
            json.WriteStartObject("items");
            Write(json, type[..^2]);
            json.WriteEndObject();
            return;
        }

        if (NameOf(type) is { } name)
        {
            json.WriteString("type", name);
        }
    }

    // A JSON column holds anything, so it has no type.
    static string? NameOf(string type) => type switch
    {
        "smallint" or "integer" or "bigint" => "integer",
        "real" or "double precision" => "number",
        "boolean" => "boolean",
        "json" or "jsonb" => null,
        _ when type.StartsWith("numeric", StringComparison.Ordinal) => "number",
        _ => "string",
    };
}
