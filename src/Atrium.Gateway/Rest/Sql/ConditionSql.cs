using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>Writes conditions over the rows of one node.</summary>
static class ConditionSql
{
    public static void WriteAll(SqlText sql, ReadNode node, IReadOnlyList<Condition> conditions) =>
        sql.Join(conditions, " and ", condition => Write(sql, node, condition));

    static void Write(SqlText sql, ReadNode node, Condition condition)
    {
        switch (condition)
        {
            case Junctor junctor:
                sql.Write(junctor.Negated ? "not (" : "(");
                sql.Join(junctor.Parts, junctor.All ? " and " : " or ", part => Write(sql, node, part)).Write(")");
                break;
            case IsTest test:
                Write(sql, node, test);
                break;
            case Comparison comparison:
                Write(sql, node, comparison);
                break;
        }
    }

    static void Write(SqlText sql, ReadNode node, IsTest test)
    {
        if (test.Word == "null" && test.Field.Path.Count == 0 && node.EmbedNamed(test.Field.Name) is { } embed)
        {
            if (node.IsCounted)
            {
                ReadSql.WriteExists(sql.Write(test.Negated ? "" : "not "), embed, node);
                return;
            }

            var rows = SqlNames.Quote(embed.Alias);
            sql.Write(embed.IsRow ? rows : $"{rows}.{rows}")
                .Write(test.Negated ? " is distinct from null" : " is not distinct from null");
            return;
        }

        sql.Write(FieldSql.Of(node, test.Field)).Write(test.Negated ? " is not " : " is ").Write(test.Word);
    }

    static void Write(SqlText sql, ReadNode node, Comparison comparison)
    {
        sql.Write(comparison.Negated ? "not " : "");
        if (comparison.Operator.Form == OperandForm.Search)
        {
            WriteSearch(sql, node, comparison);
            return;
        }

        sql.Write(FieldSql.Of(node, comparison.Field)).Write($" {comparison.Operator.Sql} ");
        var operand = new Slot(SlotKind.Operand, comparison.Operand);
        var read = comparison.Operator.Form == OperandForm.Pattern ? null
            : FieldSql.RepresentationOf(node, comparison.Field)?.Read;
        switch (comparison)
        {
            case { Quantifier: { } quantifier }:
                WriteList(sql.Write(quantifier == Quantifier.Any ? "any " : "all "), operand, read);
                break;
            case { Operator.Form: OperandForm.List }:
                WriteList(sql, operand, read);
                break;
            default:
                _ = read is null ? sql.Bind(operand) : sql.Write($"{read}(").Bind(operand).Write("::text)");
                break;
        }
    }

    static void WriteList(SqlText sql, Slot operand, string? read)
    {
        _ = read is null
            ? sql.Write("(").Bind(operand)
            : sql.Write($"(array(select {read}(_v) from unnest(").Bind(operand).Write("::text[]) as _v)");
        sql.Write(")");
    }

    // A text or JSON column is cut into words first; a tsvector holds them already.
    static void WriteSearch(SqlText sql, ReadNode node, Comparison comparison)
    {
        var language = comparison.Language is null ? "" : SqlNames.Literal(comparison.Language) + ", ";
        var field = FieldSql.Of(node, comparison.Field);
        var isText = FieldSql.TypeOf(node, comparison.Field.Name) is not (null or "tsvector");
        sql.Write(isText ? $"to_tsvector({language}{field})" : field)
            .Write($" @@ {comparison.Operator.Sql}({language}")
            .Bind(new Slot(SlotKind.Operand, comparison.Operand))
            .Write(")");
    }
}
