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
        WriteOutputs(sql, node);
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
            sql.Write(" limit ").Bind(new Slot(SlotKind.Limit, 0, node.Path));
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
        foreach (var embed in all.Embeds.Where(embed => embed.Join == JoinKind.Inner || IsTested(all, embed)))
        {
            WriteJoin(sql, embed, all);
        }

        WriteWhere(sql, all);
    }

    static bool IsTested(ReadNode node, ReadNode embed) =>
        node.Conditions.Any(condition => Mentions(condition, embed.OutputName));

    static bool Mentions(Condition condition, string name) => condition switch
    {
        Junctor junctor => junctor.Parts.Any(part => Mentions(part, name)),
        IsTest test => test.Field.Name == name,
        _ => false,
    };

    static void WriteOutputs(SqlText sql, ReadNode node)
    {
        if (node.Outputs.All(output => output.Embed is { Outputs.Count: 0 }))
        {
            sql.Write("1 as \"?\"");
            return;
        }

        sql.Join(node.Outputs.Where(output => output.Embed is not { Outputs.Count: 0 }), ", ", output =>
        {
            if (output.Embed is { } embed)
            {
                sql.Write(OfEmbed(embed));
            }
            else if (output.Field is { } field)
            {
                sql.Write(field.IsStar && field.Aggregate is null
                    ? $"{SqlNames.Quote(node.Alias)}.*"
                    : $"{FieldSql.Of(node, field)} as {SqlNames.Quote(field.OutputName)}");
            }
        });
    }

    static string OfEmbed(ReadNode embed)
    {
        var rows = SqlNames.Quote(embed.Alias);
        return (embed.Spread, embed.IsToOne) switch
        {
            (true, _) => string.Join(", ", SpreadNames(embed).Select(name => name == "*"
                ? $"{rows}.*"
                : $"{rows}.{SqlNames.Quote(name)} as {SqlNames.Quote(name)}")),
            (false, true) => $"row_to_json({rows}.*) as {SqlNames.Quote(embed.OutputName)}",
            (false, false) => $"coalesce({rows}.{rows}, '[]') as {SqlNames.Quote(embed.OutputName)}",
        };
    }

    // Names of what a spread embedding gives its parent; a star of many rows is named column by column.
    static IEnumerable<string> SpreadNames(ReadNode embed) => embed.Outputs.SelectMany(output => output switch
    {
        { Embed: { Spread: true } inner } => SpreadNames(inner),
        { Embed: { Outputs.Count: 0 } } => [],
        { Embed: { } inner } => [inner.OutputName],
        { Field: { IsStar: true, Aggregate: null } } => embed.IsToOne
            ? ["*"]
            : embed.Relation?.Columns.Select(column => column.Name) ?? [],
        { Field: { } field } => [field.OutputName],
        _ => [],
    });

    static void WriteJoin(SqlText sql, ReadNode embed, ReadNode parent)
    {
        var rows = SqlNames.Quote(embed.Alias);
        var inner = embed.Join == JoinKind.Inner;
        sql.Write(inner ? " inner join lateral (" : " left join lateral (");
        if (embed.IsToOne)
        {
            WriteLinked(sql, embed, parent);
            sql.Write($") as {rows} on true");
            return;
        }

        sql.Write("select ");
        sql.Write(embed.Spread
            ? string.Join(", ", SpreadNames(embed).Select(name =>
                $"coalesce(json_agg({rows}.{SqlNames.Quote(name)}), '[]') as {SqlNames.Quote(name)}"))
            : $"json_agg({rows}) as {rows}");
        sql.Write(" from (");
        WriteLinked(sql, embed, parent);
        sql.Write($") as {rows}");
        sql.Write(embed.Spread && inner ? " having count(*) > 0" : "");
        sql.Write($") as {rows} on ");
        sql.Write(inner && !embed.Spread ? $"{rows}.{rows} is not null" : "true");
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
        if (!node.HasAggregates)
        {
            return;
        }

        var groups = node.Outputs.Where(output => output.Field is { Aggregate: null })
            .Select(output => FieldSql.Of(node, output.Field ?? FieldItem.Star))
            .Concat(node.Embeds.Where(embed => embed.IsToOne).Select(embed => $"{SqlNames.Quote(embed.Alias)}.*"))
            .ToList();
        sql.Write(groups.Count > 0 ? " group by " + string.Join(", ", groups) : "");
    }

    static void WriteOrder(SqlText sql, ReadNode node)
    {
        if (node.Order.Count == 0)
        {
            return;
        }

        sql.Write(" order by ").Join(node.Order, ", ", term =>
        {
            sql.Write(term.Embed is null || node.EmbedNamed(term.Embed) is not { } embed
                ? FieldSql.Of(node, term.Field)
                : LinkSql.RelatedField(embed, node, term.Field));
            sql.Write(term.Descending ? " desc" : "");
            sql.Write(term.NullsFirst switch { true => " nulls first", false => " nulls last", null => "" });
        });
    }
}
