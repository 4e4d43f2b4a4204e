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

    /// <summary>The rows to count: without what only fills them.</summary>
    public static void WriteCounted(SqlText sql, ReadNode node)
    {
        var all = node with { UsesListKey = false };
        sql.Write($"select 1 from {all.Source} as {SqlNames.Quote(all.Alias)}");
        // Of many rows spread over their parent's none counts by itself.
        var outputs = all.Outputs.Where(output => output.Embed is { } embed
            && (embed.Join == JoinKind.Inner || IsTested(all, embed)));
        var counted = all with
        {
            Outputs = [.. outputs.Select(output => output with { Embed = output.Embed?.AsCounted() })],
        };
        foreach (var embed in counted.Embeds)
        {
            WriteJoin(sql, embed, counted);
        }

        WriteWhere(sql, counted);
    }

    static bool IsTested(ReadNode node, ReadNode embed) =>
        node.Conditions.Any(condition => Mentions(condition, embed.OutputName));

    static bool Mentions(Condition condition, string name) => condition switch
    {
        Junctor junctor => junctor.Parts.Any(part => Mentions(part, name)),
        IsTest test => test.Field.Name == name,
        _ => false,
    };

    static void WriteJoin(SqlText sql, ReadNode embed, ReadNode parent)
    {
        var rows = SqlNames.Quote(embed.Alias);
        var inner = embed.Join == JoinKind.Inner;
        sql.Write(inner ? " inner join lateral (" : " left join lateral (");
        if (Selection.IsRow(embed))
        {
            WriteLinked(sql, embed, parent);
            sql.Write($") as {rows} on true");
            return;
        }

        var binary = embed.IsBinary || Selection.IsGrouped(parent) ? "::jsonb" : "";
        sql.Write($"select json_agg({rows}){binary} as {rows} from (");
        WriteLinked(sql, embed, parent);
        sql.Write($") as {rows}) as {rows} on ");
        sql.Write(inner ? $"{rows}.{rows} is not null" : "true");
    }

    static void WriteLinked(SqlText sql, ReadNode embed, ReadNode parent) =>
        WriteRows(sql, embed with
        {
            LinkSql = LinkSql.Condition(embed, parent),
            Source = LinkSql.Source(embed, parent),
        });

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

        if (node.UsesListKey)
        {
            clauses.Add(() => sql.Write(
                $"atrium.list_key({SqlNames.Quote(node.Alias)}.client_id) = (select atrium.current_list_key())"));
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
                : Selection.IsGrouped(node) ? FieldSql.Of(embed, term.Field)
                : LinkSql.RelatedField(embed, node, term.Field));
            sql.Write(term.Descending ? " desc" : "");
            sql.Write(term.NullsFirst switch { true => " nulls first", false => " nulls last", null => "" });
        });
    }
}
