using System.Text.Json;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>Writes what each address takes and answers.</summary>
static class OpenApiPaths
{
    static readonly string[] Reading =
        ["select", "order", "range", "rangeUnit", "offset", "limit", "preferCount"];

    public static void WriteRoot(Utf8JsonWriter json)
    {
        json.WriteStartObject("/");
        json.WriteStartObject("get");
        OpenApiDocument.Texts(json, "tags", "Introspection");
        json.WriteString("summary", "OpenAPI description (this document)");
        OpenApiDocument.Texts(json, "produces", "application/openapi+json", "application/json");
        WriteResponses(json, ("200", "OK", null));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Described described)
    {
        var (relation, right) = described;
        var filters = relation.Columns.Select(column => $"rowFilter.{relation.Name}.{column.Name}").ToList();
        var body = $"body.{relation.Name}";
        json.WriteStartObject("/" + relation.Name);
        if (right is { Readable.Count: > 0 })
        {
            Method(
                json, "get", relation, [.. filters, .. Reading],
                ("200", "OK", relation.Name), ("206", "Partial Content", null));
        }

        if (right is { Insert: true })
        {
            Method(json, "post", relation, [body, "select", "preferPost"], ("201", "Created", null));
        }

        if (right is { Delete: true })
        {
            Method(json, "delete", relation, [.. filters, "preferReturn"], ("204", "No Content", null));
        }

        if (right is { Update: true })
        {
            Method(json, "patch", relation, [.. filters, body, "preferReturn"], ("204", "No Content", null));
        }

        json.WriteEndObject();
    }

    static void Method(
        Utf8JsonWriter json,
        string method,
        Relation relation,
        IEnumerable<string> parameters,
        params (string Status, string Meaning, string? Rows)[] responses)
    {
        json.WriteStartObject(method);
        OpenApiDocument.Texts(json, "tags", relation.Name);
        OpenApiDocument.Comment(json, relation.Comment);
        json.WriteStartArray("parameters");
        foreach (var parameter in parameters)
        {
            json.WriteStartObject();
            json.WriteString("$ref", "#/parameters/" + parameter);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteResponses(json, responses);
        json.WriteEndObject();
    }

    /// <summary>Writes what an address answers; where rows are named, a list of those.</summary>
    public static void WriteResponses(
        Utf8JsonWriter json, params (string Status, string Meaning, string? Rows)[] responses)
    {
        json.WriteStartObject("responses");
        foreach (var (status, meaning, rows) in responses)
        {
            json.WriteStartObject(status);
            json.WriteString("description", meaning);
            if (rows is not null)
            {
                json.WriteStartObject("schema");
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                json.WriteString("$ref", "#/definitions/" + rows);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
