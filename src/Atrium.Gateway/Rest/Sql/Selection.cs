using System.Globalization;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>One column a node's select yields.</summary>
/// <param name="Sql">What stands before the name; <c>x.*</c> for every column.</param>
/// <param name="Name">Its name; null for every column, under their own.</param>
/// <param name="Item">The field whose aggregate is still to be applied, or null.</param>
/// <param name="RowsOf">Alias of the many rows whose values are to be gathered in an array, or null.</param>
/// <param name="Raw">What rows are grouped by in place of <paramref name="Sql"/>, or null.</param>
sealed record Selected(
    string Sql, string? Name, FieldItem? Item = null, string? RowsOf = null, string? Raw = null);

/// <summary>
/// Makes the select list of a node. A spread node's rows stand beside its parent's as they are; the nearest ancestor
/// that is not spread applies the aggregates, gathers the values of many rows in arrays, and groups by all else.
/// </summary>
static class Selection
{
    /// <summary>The node's select groups its rows.</summary>
    public static bool IsGrouped(ReadNode node) =>
        !node.Spread && node.Outputs.SelectMany(output => Of(node, output, false)).Any(IsGathered);

    /// <summary>Rows of the node are joined one by one, and not as one JSON array.</summary>
    public static bool IsRow(ReadNode embed) => embed.IsToOne || embed.IsFlat || embed.Spread;

    /// <summary>Writes the list.</summary>
    public static void Write(SqlText sql, ReadNode node)
    {
        var all = Of(node);
        var index = 0;
        sql.Join(all, ", ", one =>
        {
            index++;
            var name = node.Spread && one.Item is not null ? Hidden(index) : one.Name;
            sql.Write(name is null ? one.Sql : $"{(node.Spread ? one.Sql : Applied(one))} as {SqlNames.Quote(name)}");
        });
    }

    /// <summary>The expressions a grouped select groups by.</summary>
    public static IEnumerable<string> Groups(ReadNode node) =>
        Of(node).Where(one => !IsGathered(one)).Select(one => one.Raw ?? one.Sql).Distinct();

    static bool IsGathered(Selected one) => one.Item is not null || one.RowsOf is not null;

    static List<Selected> Of(ReadNode node)
    {
        var named = IsGrouped(node);
        return [.. node.Outputs.SelectMany(output => Of(node, output, named))];
    }

    static IEnumerable<Selected> Of(ReadNode node, Output output, bool named) => output switch
    {
        { Field: { } field } => OfField(node, field, named),
        { Embed: { IsEmpty: true } } => [],
        { Embed: { Spread: true } embed } => OfSpread(embed),
        { Embed: { } embed } => [new Selected(OfJson(embed, named), embed.OutputName)],
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
        return [new Selected(plain, field.OutputName, field.Aggregate is null ? null : field, null, raw)];
    }

    static Selected OfColumn(ReadNode node, Field field) =>
        new(FieldSql.Shown(node, field), field.Name, null, null, FieldSql.Of(node, field));

    static IEnumerable<Selected> OfSpread(ReadNode embed)
    {
        var alias = SqlNames.Quote(embed.Alias);
        var index = 0;
        foreach (var inner in Of(embed))
        {
            index++;
            var many = inner.RowsOf is not null || !embed.IsToOne ? alias : null;
            if (inner.Name is null)
            {
                foreach (var column in embed.Relation?.Columns ?? [])
                {
                    yield return new Selected($"{alias}.{SqlNames.Quote(column.Name)}", column.Name, null, many);
                }

                continue;
            }

            yield return inner.Item is { } item
                ? new Selected($"{alias}.{SqlNames.Quote(Hidden(index))}", inner.Name, item)
                : new Selected($"{alias}.{SqlNames.Quote(inner.Name)}", inner.Name, null, many);
        }
    }

    static string OfJson(ReadNode embed, bool grouped)
    {
        var alias = SqlNames.Quote(embed.Alias);
        var sorted = embed.IsBinary || grouped ? "::jsonb" : "";
        return IsRow(embed)
            ? $"row_to_json({alias}.*){sorted}"
            : $"coalesce({alias}.{alias}, '[]'{sorted})";
    }

    static string Applied(Selected one) => one switch
    {
        { Item: { } item } => FieldSql.Aggregated(one.Sql, item),
        { RowsOf: { } rows } =>
            $"coalesce(json_agg({one.Sql}) filter (where {rows} is distinct from null), '[]')::jsonb",
        _ => one.Sql,
    };

    static string Hidden(int index) => string.Create(CultureInfo.InvariantCulture, $"pgrst_{index}");
}
