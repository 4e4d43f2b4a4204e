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
            [] => throw None(catalogue, from, item, all),
            _ => throw Several(from, item, found),
        };
    }

    // One key of a table to itself is two relationships: the table's name means the many, the key's and the column's
    // the one.
    static bool Matches(Relationship one, string target, string? hint) => one switch
    {
        { Computed: not null } => false,
        { IsSelf: true } when hint is null => one.IsToOne || one.Through is not null
            ? one.IsToOne && (one.TellingColumn == target || one.Name == target)
            : one.To.Name == target,
        { IsSelf: true } => one.To.Name == target
            && (one.Through is not null ? one.Through.Relation.Name == hint
                : !one.IsToOne && (one.Name == hint || one.TellingColumn == hint)),
        _ when hint is null => one.To.Name == target || ByKey(one, target),
        _ => (one.To.Name == target || ByKey(one, target))
            && (one.Name == hint || one.HasColumn(hint) || one.Through?.Relation.Name == hint),
    };

    // A key's or column's name means the table, never a view of it.
    static bool ByKey(Relationship one, string target) =>
        one is { Through: null, To.IsView: false }
        && (one.Name == target || (one.IsToOne && one.TellingColumn == target));

    static RestException None(
        Catalogue catalogue, Relation from, EmbedItem item, List<Relationship> all)
    {
        var target = RestErrors.Short(item.Target);
        var hint = item.Hint is null ? "" : $" using the hint '{RestErrors.Short(item.Hint)}'";
        var related = catalogue.RelatedIn(from.Schema).ToList();
        var isRelated = related.Contains(from);
        var parent = isRelated ? null : Nearest.Find(from.Name, related.Select(relation => relation.Name));
        var near = isRelated ? Nearest.Find(item.Target, all.Select(one => one.To.Name)) : null;
        return RestErrors.Of(
            400,
            "PGRST200",
            $"Could not find a relationship between '{from.Name}' and '{target}' in the schema cache",
            $"Searched for a foreign key relationship between '{from.Name}' and '{target}'{hint} "
            + $"in the schema '{from.Schema}', but no matches were found.",
            near is not null && near != item.Target ? $"Perhaps you meant '{near}' instead of '{target}'."
                : parent is not null ? $"Perhaps you meant '{parent}' instead of '{from.Name}'."
                : null);
    }

    static RestException Several(Relation from, EmbedItem item, IReadOnlyList<Relationship> found)
    {
        var sorted = found.OrderBy(one => one.Cardinality).ThenBy(Described, StringComparer.Ordinal).ToList();
        using var details = new MemoryStream();
        using (var json = new Utf8JsonWriter(details, Plain))
        {
            json.WriteStartArray();
            foreach (var one in sorted)
            {
                json.WriteStartObject();
                json.WriteString("cardinality", one.CardinalityText);
                json.WriteString("embedding", $"{from.Name} with {one.To.Name}");
                json.WriteString("relationship", Described(one));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        var ways = sorted.Select(one => $"'{item.Target}!{one.Through?.Relation.Name ?? one.Name}'");
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
