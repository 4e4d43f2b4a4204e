using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>Writes fields: columns, places in JSON, casts, aggregates.</summary>
static class FieldSql
{
    public static string Of(ReadNode node, Field field)
    {
        var column = $"{SqlNames.Quote(node.Alias)}.{SqlNames.Quote(field.Name)}";
        if (field.Path.Count == 0)
        {
            return column;
        }

        var isJson = TypeOf(node, field.Name) is null or "json" or "jsonb";
        var steps = field.Path.Select(step =>
            (step.AsText ? "->>" : "->") + (step.IsIndex ? step.Key : SqlNames.Literal(step.Key)));
        return "(" + (isJson ? column : $"to_jsonb({column})") + string.Concat(steps) + ")";
    }

    /// <summary>The field and its cast; for a count of rows that a row is there.</summary>
    public static string BeforeAggregate(ReadNode node, FieldItem item)
    {
        var sql = item.Field is null ? "1" : Of(node, item.Field);
        return item.Cast is null ? sql : $"cast({sql} as {item.Cast})";
    }

    /// <summary>The aggregate over it, and the aggregate's own cast.</summary>
    public static string Aggregated(string sql, FieldItem item)
    {
        var applied = item.Aggregate is { } aggregate ? $"{aggregate.Name()}({sql})" : sql;
        return item.AggregateCast is null ? applied : $"cast({applied} as {item.AggregateCast})";
    }

    /// <summary>Type of a column below its domain; null when nobody knows.</summary>
    public static string? TypeOf(ReadNode node, string column) =>
        node.Relation?.ColumnsByName.GetValueOrDefault(column)?.BaseType;
}
