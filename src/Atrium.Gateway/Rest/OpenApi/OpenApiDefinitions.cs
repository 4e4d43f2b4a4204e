using System.Globalization;
using System.Text.Json;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.OpenApi;

/// <summary>Writes the shapes of tables and views.</summary>
static class OpenApiDefinitions
{
    public static void Write(Utf8JsonWriter json, Catalogue catalogue, Described described)
    {
        var relation = described.Relation;
        var shown = described.Shown.ToList();
        json.WriteStartObject(relation.Name);
        if (relation.Comment is not null)
        {
            json.WriteString("description", relation.Comment);
        }

        var required = shown.Where(column => column.IsRequired).Select(column => column.Name).ToList();
        if (required.Count > 0)
        {
            OpenApiDocument.Texts(json, "required", required);
        }

        json.WriteStartObject("properties");
        foreach (var column in shown)
        {
            json.WriteStartObject(column.Name);
            OpenApiTypes.Write(json, column.BaseType);
            WriteColumn(json, catalogue, relation, column);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("type", "object");
        json.WriteEndObject();
    }

    static void WriteColumn(Utf8JsonWriter json, Catalogue catalogue, Relation relation, Column column)
    {
        var notes = new List<string>();
        if (relation.PrimaryKey.Contains(column.Name))
        {
            notes.Add("This is a Primary Key.<pk/>");
        }

        // A view stands for its table where that is hidden.
        notes.AddRange(catalogue.RelationshipsOf(relation)
            .Where(one => one is { IsToOne: true, IsInverse: false } && one.TellingColumn == column.Name)
            .OrderBy(one => one.To.IsView)
            .Take(1)
            .Select(one => (one.To.Name, To: one.Columns.First(pair => pair.From == column.Name).To))
            .Select(to => $"This is a Foreign Key to `{to.Name}.{to.To}`.<fk table='{to.Name}' column='{to.To}'/>"));
        var note = notes.Count > 0 ? "Note:\n" + string.Join('\n', notes) : null;
        if (column.Comment is not null || note is not null)
        {
            json.WriteString("description", string.Join("\n\n", new[] { column.Comment, note }.OfType<string>()));
        }

        if (column.Labels.Count > 0)
        {
            OpenApiDocument.Texts(json, "enum", column.Labels);
        }

        if (column.MaxLength is { } length)
        {
            json.WriteNumber("maxLength", length);
        }

        if (column.Default is { } fallback)
        {
            WriteDefault(json, fallback);
        }
    }

    // A number, a truth or a quoted text is given as such, anything else as the SQL it is.
    static void WriteDefault(Utf8JsonWriter json, string sql)
    {
        if (sql is "true" or "false")
        {
            json.WriteBoolean("default", sql == "true");
        }
        else if (decimal.TryParse(sql, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber("default", number);
        }
        else
        {
            var end = sql.LastIndexOf("'::", StringComparison.Ordinal);
            json.WriteString("default", sql.StartsWith('\'') && end > 0 ? sql[1..end] : sql);
        }
    }
}
