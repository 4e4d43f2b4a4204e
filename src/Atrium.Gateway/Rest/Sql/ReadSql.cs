using System.Globalization;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>Writes a node and all below it as one select; embedded rows come by lateral joins.</summary>
static class ReadSql
{
    public static void WriteRows(SqlText sql, ReadNode node)
    {
        sql.Write("select ");
        Selection.Write(sql, node);
        sql.Write($" from {node.Source} as {SqlNames.Quote(node.Alias)}");
        WriteJunction(sql, node);
        foreach (var embed in node.Embeds)
        {
            WriteJoin(sql, embed, node);
        }

        WriteWhere(sql, node);
        WriteGroups(sql, node);
        WriteOrder(sql, node);
        if (node.IsLimited)
        {
            sql.Write(" limit ");
            _ = node.Limit is { } rows ? sql.Write(rows.ToString(CultureInfo.InvariantCulture))
                : sql.Bind(new Slot(SlotKind.Limit, 0, node.Path));
        }

        if (node.HasOffset)
        {
            sql.Write(" offset ").Bind(new Slot(SlotKind.Offset, 0, node.Path));
        }
    }

    /// <summary>
    /// The rows to count: nothing is joined, and of embedded rows it is only asked whether there are any.
    /// </summary>
    public static void WriteCounted(SqlText sql, ReadNode node)
    {
        var counted = node with { UsesListKey = false, IsCounted = true };
        sql.Write($"select 1 from {counted.Source} as {SqlNames.Quote(counted.Alias)}");
        WriteJunction(sql, counted);
        WriteWhere(sql, counted);
    }

    /// <summary>Whether a counted node's row has embedded ones.</summary>
    public static void WriteExists(SqlText sql, ReadNode embed, ReadNode parent)
    {
        sql.Write("exists (");
        WriteCounted(sql, Linked(embed, parent));
        sql.Write(")");
    }

    static void WriteJoin(SqlText sql, ReadNode embed, ReadNode parent)
    {
        var rows = SqlNames.Quote(embed.Alias);
        var inner = embed.Join == JoinKind.Inner;
        sql.Write(inner ? " inner join lateral (" : " left join lateral (");
        if (embed.IsArrays)
        {
            WriteArrays(sql, embed, parent);
            sql.Write($") as {rows} on true");
        }
        else if (embed.IsRow)
        {
            WriteRows(sql, Linked(embed, parent));
            sql.Write($") as {rows} on true");
        }
        else
        {
            sql.Write($"select json_agg({rows}){Binary(embed)} as {rows} from (");
            WriteRows(sql, Linked(embed, parent));
            sql.Write($") as {rows}) as {rows} on ");
            sql.Write(inner ? $"{rows}.{rows} is not null" : "true");
        }
    }

    // One row of arrays; none where there is nothing to gather.
    static void WriteArrays(SqlText sql, ReadNode embed, ReadNode parent)
    {
        var rows = SqlNames.Quote(embed.Alias);
        sql.Write("select ").Join(Selection.Names(embed), ", ", name =>
            sql.Write($"json_agg({rows}.{SqlNames.Quote(name)}){Binary(embed)} as {SqlNames.Quote(name)}"));
        sql.Write(" from (");
        WriteRows(sql, Linked(embed, parent));
        sql.Write($") as {rows} having count(*) > 0");
    }

    static string Binary(ReadNode embed) => embed.IsBinary ? "::jsonb" : "";

    static ReadNode Linked(ReadNode embed, ReadNode parent) => embed with
    {
        LinkSql = LinkSql.Condition(embed, parent),
        Source = LinkSql.Source(embed, parent),
    };

    static void WriteJunction(SqlText sql, ReadNode node)
    {
        if (node.Link?.Through is { } junction)
        {
            sql.Write($", {SqlNames.Quote(junction.Relation.Schema, junction.Relation.Name)}")
                .Write($" as {SqlNames.Quote(LinkSql.JunctionAlias(node))}");
        }
    }

    static void WriteWhere(SqlText sql, ReadNode node)
    {
        var clauses = new List<Action>();
        if (node.LinkSql.Length > 0)
        {
            clauses.Add(() => sql.Write(node.LinkSql));
        }

        if (node.Conditions.Count > 0)
        {
            clauses.Add(() => ConditionSql.WriteAll(sql, node, node.Conditions));
        }

        if (node.IsCounted)
        {
            clauses.AddRange(node.Embeds.Where(embed => embed.Join == JoinKind.Inner)
                .Select(embed => (Action)(() => WriteExists(sql, embed, node))));
        }

        if (node.UsesListKey)
        {
            clauses.Add(() => sql.Write(
                $"atrium.list_key({SqlNames.Quote(node.Alias)}.client_id) = (select atrium.current_list_key())"));
        }

        if (node.UsesFewIds)
        {
            clauses.Add(() => sql.Write($"{SqlNames.Quote(node.Alias)}.id in (select unnest(atrium.few_ids()))"));
        }

        if (clauses.Count > 0)
        {
            sql.Write(" where ").Join(clauses, " and ", write => write());
        }
    }

    static void WriteGroups(SqlText sql, ReadNode node)
    {
        if (!Selection.IsGrouped(node))
        {
            return;
        }

        var groups = Selection.Groups(node).ToList();
        sql.Write(groups.Count > 0 ? " group by " + string.Join(", ", groups) : "");
    }

    /// <summary>Writes the order of a node's rows, if it has one.</summary>
    public static void WriteOrder(SqlText sql, ReadNode node)
    {
        if (node.Order.Count == 0)
        {
            return;
        }

        sql.Write(" order by ").Join(node.Order, ", ", term =>
        {
            sql.Write(term.Embed is null || node.EmbedNamed(term.Embed) is not { } embed ? FieldSql.Of(node, term.Field)
                : IsJoined(node, embed, term.Field) ? FieldSql.Of(embed, term.Field)
                : LinkSql.RelatedField(embed, node, term.Field));
            sql.Write(term.Descending ? " desc" : "");
            sql.Write(term.NullsFirst switch { true => " nulls first", false => " nulls last", null => "" });
        });
    }

    // What is selected of the related row stands beside the row, under its alias if it has one.
    static bool IsJoined(ReadNode node, ReadNode embed, Field field) =>
        Selection.IsGrouped(node)
        || (FieldSql.RepresentationOf(embed, field) is null && Selection.Names(embed).Contains(field.Name));
}
