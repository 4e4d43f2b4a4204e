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

    public static byte[] Write(Catalogue catalogue, string schema, CallerRights rights)
    {
        using var document = new MemoryStream();
        using (var json = new Utf8JsonWriter(document, Plain))
        {
            json.WriteStartObject();
            json.WriteString("swagger", "2.0");
            json.WriteStartObject("info");
            json.WriteString("title", "Atrium");
            json.WriteString("description", "What the caller may read, write and call.");
            json.WriteString("version", "1");
            json.WriteEndObject();
            json.WriteString("basePath", "/rest/v1");
            Texts(json, "consumes", "application/json", "text/csv", "application/x-www-form-urlencoded");
            Texts(json, "produces", "application/json", "application/vnd.pgrst.object+json", "text/csv");
            var relations = catalogue.Exposed(schema)
                .Select(relation => (Relation: relation, Right: rights.Relations.GetValueOrDefault(relation.Name)))
                .Where(entry => entry.Right is { Readable.Count: > 0 } or { Insert: true }).ToList();
            json.WriteStartObject("paths");
            foreach (var (relation, right) in relations)
            {
                WritePath(json, relation, right);
            }

            foreach (var routines in catalogue.Routines(schema).Where(routine => rights.Routines.Contains(routine.Name))
                .GroupBy(routine => routine.Name).OrderBy(routines => routines.Key, StringComparer.Ordinal))
            {
                WriteCall(json, routines.First());
            }

            json.WriteEndObject();
            json.WriteStartObject("definitions");
            foreach (var (relation, right) in relations)
            {
                WriteDefinition(json, catalogue, relation, right);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return document.ToArray();
    }

    static void WritePath(Utf8JsonWriter json, Relation relation, RelationRights? right)
    {
        json.WriteStartObject("/" + relation.Name);
        WriteMethod(json, "get", relation, right is { Readable.Count: > 0 }, "200", true);
        WriteMethod(json, "post", relation, right is { Insert: true }, "201", false);
        WriteMethod(json, "patch", relation, right is { Update: true }, "204", true);
        WriteMethod(json, "delete", relation, right is { Delete: true }, "204", true);
        json.WriteEndObject();
    }

    static void WriteMethod(
        Utf8JsonWriter json, string method, Relation relation, bool allowed, string status, bool isFiltered)
    {
        if (!allowed)
        {
            return;
        }

        json.WriteStartObject(method);
        Texts(json, "tags", relation.Name);
        if (relation.Comment is not null)
        {
            json.WriteString("summary", relation.Comment);
        }

        json.WriteStartArray("parameters");
        foreach (var column in relation.Columns.Where(_ => isFiltered))
        {
            Parameter(json, column.Name, "query", column.Comment);
        }

        if (method is "post" or "patch")
        {
            json.WriteStartObject();
            json.WriteString("name", relation.Name);
            json.WriteString("in", "body");
            json.WriteStartObject("schema");
            json.WriteString("$ref", "#/definitions/" + relation.Name);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteResponse(json, status);
        json.WriteEndObject();
    }

    static void WriteCall(Utf8JsonWriter json, Routine routine)
    {
        json.WriteStartObject("/rpc/" + routine.Name);
        json.WriteStartObject("post");
        Texts(json, "tags", "(rpc) " + routine.Name);
        if (routine.Comment is not null)
        {
            json.WriteString("summary", routine.Comment);
        }

        json.WriteStartArray("parameters");
        json.WriteStartObject();
        json.WriteString("name", "args");
        json.WriteString("in", "body");
        json.WriteBoolean("required", routine.Parameters.Any(parameter => parameter.IsRequired));
        json.WriteStartObject("schema");
        json.WriteString("type", "object");
        Texts(json, "required", [.. routine.Parameters.Where(one => one.IsRequired).Select(one => one.Name)]);
        json.WriteStartObject("properties");
        foreach (var parameter in routine.Parameters.Where(parameter => parameter.Name.Length > 0))
        {
            json.WriteStartObject(parameter.Name);
            OpenApiTypes.Write(json, parameter.Type);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteResponse(json, "200");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteDefinition(Utf8JsonWriter json, Catalogue catalogue, Relation relation, RelationRights? right)
    {
        // Who may write a column they can't read still has to know of it; who may do neither has not.
        var shown = relation.Columns.Where(column =>
            right is not null && (right.Insert || right.Readable.Contains(column.Name))).ToList();
        json.WriteStartObject(relation.Name);
        if (relation.Comment is not null)
        {
            json.WriteString("description", relation.Comment);
        }

        json.WriteString("type", "object");
        Texts(json, "required", [.. shown.Where(column => column.IsRequired).Select(column => column.Name)]);
        json.WriteStartObject("properties");
        foreach (var column in shown)
        {
            json.WriteStartObject(column.Name);
            OpenApiTypes.Write(json, column.Type == column.BaseType ? column.Type : column.BaseType);
            WriteColumn(json, catalogue, relation, column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteColumn(Utf8JsonWriter json, Catalogue catalogue, Relation relation, Column column)
    {
        var notes = new List<string>();
        if (relation.PrimaryKey.Contains(column.Name))
        {
            notes.Add("This is a Primary Key.<pk/>");
        }

        notes.AddRange(catalogue.RelationshipsOf(relation)
            .Where(one => one.IsToOne && !one.To.IsView && one.TellingColumn == column.Name)
            .Select(one => (one.To.Name, To: one.Columns.First(pair => pair.From == column.Name).To))
            .Distinct()
            .Select(to => $"This is a Foreign Key to `{to.Name}.{to.To}`.<fk table='{to.Name}' column='{to.To}'/>"));
        var note = notes.Count > 0 ? "Note:\n" + string.Join('\n', notes) : null;
        if (column.Comment is not null || note is not null)
        {
            json.WriteString("description", string.Join("\n\n", new[] { column.Comment, note }.OfType<string>()));
        }

        if (column.MaxLength is { } length)
        {
            json.WriteNumber("maxLength", length);
        }

        if (column.Default is not null)
        {
            json.WriteString("default", column.Default);
        }
    }

    static void WriteResponse(Utf8JsonWriter json, string status)
    {
        json.WriteStartObject("responses");
        json.WriteStartObject(status);
        json.WriteString("description", "OK");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Parameter(Utf8JsonWriter json, string name, string place, string? description)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("in", place);
        json.WriteString("type", "string");
        json.WriteBoolean("required", false);
        if (description is not null)
        {
            json.WriteString("description", description);
        }

        json.WriteEndObject();
    }

    static void Texts(Utf8JsonWriter json, string name, params IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
