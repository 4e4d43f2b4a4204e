using System.Text.Encodings.Web;
using System.Text.Json;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>
/// The description of the surface at its root (Swagger 2.0, as PostgREST has it), true to one caller's rights.
/// </summary>
static class OpenApiDocument
{
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly string[] Forms =
    [
        "application/json", "application/vnd.pgrst.object+json;nulls=stripped", "application/vnd.pgrst.object+json",
        "text/csv",
    ];

    public static byte[] Write(Catalogue catalogue, string schema, CallerRights rights, RestOptions options)
    {
        List<Described> relations =
        [
            .. catalogue.Exposed(schema)
                .Select(relation => new Described(relation, rights.Relations.GetValueOrDefault(relation.Name)))
                .Where(entry => entry.Right is { Readable.Count: > 0 } or { Insert: true }),
        ];
        using var document = new MemoryStream();
        using (var json = new Utf8JsonWriter(document, Plain))
        {
            json.WriteStartObject();
            json.WriteString("swagger", "2.0");
            OpenApiHead.Write(json, catalogue.SchemaComments.GetValueOrDefault(schema), options);
            Texts(json, "consumes", [.. Forms, "application/x-www-form-urlencoded"]);
            Texts(json, "produces", Forms);
            json.WriteStartObject("paths");
            OpenApiPaths.WriteRoot(json);
            foreach (var described in relations)
            {
                OpenApiPaths.Write(json, described);
            }

            foreach (var routines in catalogue.Routines(schema)
                .Where(routine => rights.Routines.Contains(routine.Name))
                .GroupBy(routine => routine.Name).OrderBy(routines => routines.Key, StringComparer.Ordinal))
            {
                OpenApiCalls.Write(json, routines.First());
            }

            json.WriteEndObject();
            json.WriteStartObject("definitions");
            foreach (var described in relations)
            {
                OpenApiDefinitions.Write(json, catalogue, described);
            }

            json.WriteEndObject();
            OpenApiParameters.Write(json, relations);
            json.WriteEndObject();
        }

        return document.ToArray();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void Texts(Utf8JsonWriter json, string name, params IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    /// <summary>The first line of a comment is the summary, what follows the description.</summary>
    public static void Comment(Utf8JsonWriter json, string? comment)
    {
        if (comment is null)
        {
            return;
        }

        var end = comment.IndexOf('\n', StringComparison.Ordinal);
        json.WriteString("summary", end < 0 ? comment : comment[..end]);
        if (end >= 0)
        {
            json.WriteString("description", comment[end..].TrimStart('\n'));
        }
    }
}

/// <summary>A table or view, and what the caller may do with it.</summary>
sealed record Described(Relation Relation, RelationRights? Right)
{
    // Who may write a column they can't read still has to know of it; who may do neither has not.
    public IEnumerable<Column> Shown => Relation.Columns.Where(column =>
        Right is not null && (Right.Insert || Right.Readable.Contains(column.Name)));
}
