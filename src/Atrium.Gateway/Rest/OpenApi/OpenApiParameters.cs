using System.Text.Json;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>Writes the parameters that the paths refer to.</summary>
static class OpenApiParameters
{
    static readonly (string Key, string Name, string Place, string What)[] Shared =
    [
        ("select", "select", "query", "Filtering Columns"),
        ("on_conflict", "on_conflict", "query", "On Conflict"),
        ("order", "order", "query", "Ordering"),
        ("range", "Range", "header", "Limiting and Pagination"),
        ("rangeUnit", "Range-Unit", "header", "Limiting and Pagination"),
        ("offset", "offset", "query", "Limiting and Pagination"),
        ("limit", "limit", "query", "Limiting and Pagination"),
    ];

    public static void Write(Utf8JsonWriter json, IReadOnlyList<Described> relations)
    {
        json.WriteStartObject("parameters");
        Preference(json, "preferParams");
        Preference(json, "preferReturn", "return=representation", "return=minimal", "return=none");
        Preference(json, "preferCount", "count=none");
        Preference(
            json, "preferPost", "return=representation", "return=minimal", "return=none",
            "resolution=ignore-duplicates", "resolution=merge-duplicates");
        foreach (var (key, name, place, what) in Shared)
        {
            json.WriteStartObject(key);
            Head(json, name, place, what);
            json.WriteString("type", "string");
            if (key == "rangeUnit")
            {
                json.WriteString("default", "items");
            }

            json.WriteEndObject();
        }

        foreach (var (relation, _) in relations)
        {
            json.WriteStartObject($"body.{relation.Name}");
            Head(json, relation.Name, "body", relation.Name);
            json.WriteStartObject("schema");
            json.WriteString("$ref", "#/definitions/" + relation.Name);
            json.WriteEndObject();
            json.WriteEndObject();
            foreach (var column in relation.Columns)
            {
                json.WriteStartObject($"rowFilter.{relation.Name}.{column.Name}");
                Head(json, column.Name, "query", column.Comment);
                json.WriteString("type", "string");
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    static void Preference(Utf8JsonWriter json, string key, params string[] values)
    {
        json.WriteStartObject(key);
        Head(json, "Prefer", "header", "Preference");
        json.WriteString("type", "string");
        if (values.Length > 0)
        {
            OpenApiDocument.Texts(json, "enum", values);
        }

        json.WriteEndObject();
    }

    static void Head(Utf8JsonWriter json, string name, string place, string? what)
    {
        json.WriteString("name", name);
        json.WriteString("in", place);
        json.WriteBoolean("required", false);
        if (what is not null)
        {
            json.WriteString("description", what);
        }
    }
}
