using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Atrium.Gateway.Rest.Query;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Finds the one relationship an embedding means.</summary>
static class LinkFinder
{
    // Names stand in these lists as they are; the answer is JSON and never HTML.
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Relationship Find(Catalogue catalogue, Relation from, EmbedItem item)
    {
        var all = catalogue.RelationshipsOf(from).ToList();
        var computed = all.Where(found => found.Computed?.Name == item.Target).ToList();
        var found = computed.Count > 0 ? computed : all.Where(one => Matches(one, item.Target, item.Hint)).ToList();
        return found switch
        {
            [var only] => only,
            [] => throw None(catalogue, from, item),
            _ => throw Several(from, item, found),
        };
    }

    static bool Matches(Relationship one, string target, string? hint)
    {
        if (one.Computed is not null)
        {
            return false;
        }

        if (hint is not null)
        {
            return (one.To.Name == target || one.Name == target)
                && (one.Name == hint || one.TellingColumn == hint || one.Through?.Relation.Name == hint)
                && !(one.IsSelf && one.TellingColumn == hint && one.Cardinality == Cardinality.OneToOne);
        }

        // One key of a table to itself is two relationships: the table's name means the many, the key's the one.
        var byTable = one.To.Name == target && (!one.IsSelf || one.Cardinality == Cardinality.OneToMany);
        var byKey = one.Through is null && one.Name == target && (!one.IsSelf || one.IsToOne);
        var byColumn = one.IsToOne && one.Columns.Any() && one.TellingColumn == target && one.To.Name != target;
        return byTable || byKey || byColumn;
    }

    static RestException None(Catalogue catalogue, Relation from, EmbedItem item)
    {
        var target = RestErrors.Short(item.Target);
        var hint = item.Hint is null ? "" : $" using the hint '{RestErrors.Short(item.Hint)}'";
        var near = Nearest.Find(item.Target, catalogue.RelationshipsOf(from).Select(one => one.To.Name).Distinct());
        return RestErrors.Of(
            400,
            "PGRST200",
            $"Could not find a relationship between '{from.Name}' and '{target}' in the schema cache",
            $"Searched for a foreign key relationship between '{from.Name}' and '{target}'{hint} "
            + $"in the schema '{from.Schema}', but no matches were found.",
            near is null || near == item.Target ? null : $"Perhaps you meant '{near}' instead of '{target}'.");
    }

    static RestException Several(Relation from, EmbedItem item, IReadOnlyList<Relationship> found)
    {
        using var details = new MemoryStream();
        using (var json = new Utf8JsonWriter(details, Plain))
        {
            json.WriteStartArray();
            foreach (var one in found)
            {
                json.WriteStartObject();
                json.WriteString("cardinality", one.CardinalityText);
                json.WriteString("embedding", $"{from.Name} with {one.To.Name}");
                json.WriteString("relationship", Described(one));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        var ways = found.Select(one => $"'{item.Target}!{one.Through?.Relation.Name ?? one.Name}'").Distinct();
        return RestErrors.Of(
            300,
            "PGRST201",
            $"Could not embed because more than one relationship was found for '{from.Name}' and '{item.Target}'",
            new RestDetails(Encoding.UTF8.GetString(details.ToArray()), true),
            $"Try changing '{item.Target}' to one of the following: {string.Join(", ", ways)}. "
            + "Find the desired relationship in the 'details' key.");
    }

    static string Described(Relationship one) => one.Through is null
        ? $"{one.Name} using {one.From.Name}({Names(one.Columns.Select(pair => pair.From))}) "
            + $"and {one.To.Name}({Names(one.Columns.Select(pair => pair.To))})"
        : one.Name;

    static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
