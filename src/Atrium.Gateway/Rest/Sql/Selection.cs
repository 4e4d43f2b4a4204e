using System.Globalization;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>One column a node's select yields.</summary>
/// <param name="Sql">What stands before the name; <c>x.*</c> for every column.</param>
/// <param name="Name">Its name; null for every column, under their own.</param>
/// <param name="Item">The field whose aggregate is still to be applied, or null.</param>
/// <param name="Raw">What rows are grouped by in place of <paramref name="Sql"/>, or null.</param>
sealed record Selected(string Sql, string? Name, FieldItem? Item = null, string? Raw = null);

/// <summary>
/// Makes the select list of a node. The columns of a spread of one row stand beside its parent's as they are; the
/// nearest ancestor that is not such a spread applies the aggregates, and groups by all else. A spread of many rows
/// yields an array of each column.
/// </summary>
static class Selection
{
    /// <summary>The node's select groups its rows.</summary>
    public static bool IsGrouped(ReadNode node) =>
        !Hoists(node) && node.Outputs.SelectMany(output => Of(node, output, false)).Any(one => one.Item is not null);

    /// <summary>Writes the list.</summary>
    public static void Write(SqlText sql, ReadNode node)
    {
        var index = 0;
        sql.Join(Of(node), ", ", one =>
        {
            index++;
            var applied = one.Item is { } item && !Hoists(node) ? FieldSql.Aggregated(one.Sql, item) : one.Sql;
            var name = one.Item is not null && Hoists(node) ? Hidden(index) : one.Name;
            sql.Write(name is null ? applied : $"{applied} as {SqlNames.Quote(name)}");
        });
    }

    /// <summary>The expressions a grouped select groups by.</summary>
    public static IEnumerable<string> Groups(ReadNode node) =>
        Of(node).Where(one => one.Item is null).Select(one => one.Raw ?? one.Sql).Distinct();

    /// <summary>The names of the columns the list yields, those still to be aggregated left out.</summary>
    public static IEnumerable<string> Names(ReadNode node) => Of(node).Where(one => one.Item is null)
        .SelectMany(one => one.Name is { } name ? [name] : node.Relation?.Columns.Select(column => column.Name) ?? []);

    // Its aggregates are its parent's to apply.
    static bool Hoists(ReadNode node) => node is { Spread: true, IsToOne: true };

    static List<Selected> Of(ReadNode node)
    {
        var named = IsGrouped(node);
        return [.. node.Outputs.SelectMany(output => Of(node, output, named))];
    }

    static IEnumerable<Selected> Of(ReadNode node, Output output, bool named) => output switch
    {
        { Field: { } field } => OfField(node, field, named),
        { Embed: { IsEmpty: true } } => [],
        { Embed: { IsArrays: true } embed } => OfArrays(embed),
        { Embed: { Spread: true } embed } => OfSpread(embed),
        { Embed: { } embed } => [new Selected(OfJson(embed), embed.OutputName)],
        _ => [],
    };

    static IEnumerable<Selected> OfField(ReadNode node, FieldItem field, bool named)
    {
        if (field is { IsStar: true, Aggregate: null })
        {
            return node.Relation is { } relation && (named || relation.HasRepresentations)
                ? relation.Columns.Select(column => OfColumn(node, new Field(column.Name, [])))
                : [new Selected($"{SqlNames.Quote(node.Alias)}.*", null)];
        }

        var plain = FieldSql.BeforeAggregate(node, field);
        var raw = field is { Field: { } place, Aggregate: null, Cast: null } ? FieldSql.Of(node, place) : null;
        return [new Selected(plain, field.OutputName, field.Aggregate is null ? null : field, raw)];
    }

    static Selected OfColumn(ReadNode node, Field field) =>
        new(FieldSql.Shown(node, field), field.Name, null, FieldSql.Of(node, field));

    static IEnumerable<Selected> OfArrays(ReadNode embed) => Names(embed)
        .Select(name => new Selected($"coalesce({SqlNames.Quote(embed.Alias)}.{SqlNames.Quote(name)}, '[]')", name));

    static IEnumerable<Selected> OfSpread(ReadNode embed)
    {
        var alias = SqlNames.Quote(embed.Alias);
        var index = 0;
        foreach (var inner in Of(embed))
        {
            index++;
            if (inner.Name is null)
            {
                foreach (var column in embed.Relation?.Columns ?? [])
                {
                    yield return new Selected($"{alias}.{SqlNames.Quote(column.Name)}", column.Name);
                }

                continue;
            }

            var name = inner.Item is null ? inner.Name : Hidden(index);
            yield return new Selected($"{alias}.{SqlNames.Quote(name)}", inner.Name, inner.Item);
        }
    }

    static string OfJson(ReadNode embed)
    {
        var alias = SqlNames.Quote(embed.Alias);
        return embed.IsRow
            ? $"row_to_json({alias}.*){(embed.IsBinary ? "::jsonb" : "")}"
            : $"coalesce({alias}.{alias}, '[]')";
    }

    static string Hidden(int index) => string.Create(CultureInfo.InvariantCulture, $"pgrst_{index}");
}
