using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>Writes what ties embedded rows to their parent's row.</summary>
static class LinkSql
{
    public static string JunctionAlias(ReadNode node) => node.Alias + "_j";

    /// <summary>
    /// What the rows are read from: the relation, or the function that computes them from the parent's row.
    /// </summary>
    public static string Source(ReadNode node, ReadNode parent) => node.Link?.Computed is { } computed
        ? $"{SqlNames.Quote(computed.Schema, computed.Name)}({SqlNames.Quote(parent.Alias)})"
        : node.Source;

    public static string Condition(ReadNode node, ReadNode parent)
    {
        if (node.Link is not { Computed: null } link)
        {
            return "";
        }

        var near = link.Through is null ? node.Alias : JunctionAlias(node);
        var pairs = link.Columns.Select(pair => Equal(near, pair.To, parent.Alias, pair.From));
        var far = link.Through?.Columns.Select(pair => Equal(node.Alias, pair.To, near, pair.From)) ?? [];
        return string.Join(" and ", pairs.Concat(far));
    }

    /// <summary>A field of the one related row, for ordering by it whether or not it is selected.</summary>
    public static string RelatedField(ReadNode embed, ReadNode parent, Field field)
    {
        var related = embed with { Alias = embed.Alias + "_o" };
        var condition = Condition(related, parent);
        var source = $"{Source(related, parent)} as {SqlNames.Quote(related.Alias)}";
        return $"(select {FieldSql.Of(related, field)} from {source}"
            + (condition.Length > 0 ? $" where {condition})" : " limit 1)");
    }

    static string Equal(string a, string aColumn, string b, string bColumn) =>
        $"{SqlNames.Quote(a)}.{SqlNames.Quote(aColumn)} = {SqlNames.Quote(b)}.{SqlNames.Quote(bColumn)}";
}
