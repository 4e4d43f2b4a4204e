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

    public static string Of(ReadNode node, FieldItem item)
    {
        var sql = item.Field is null ? "*" : Of(node, item.Field);
        sql = item.Cast is null ? sql : $"cast({sql} as {item.Cast})";
        sql = item.Aggregate is { } aggregate ? $"{aggregate.Name()}({sql})" : sql;
        return item.AggregateCast is null ? sql : $"cast({sql} as {item.AggregateCast})";
    }

    /// <summary>Type of a column below its domain; null when nobody knows.</summary>
    public static string? TypeOf(ReadNode node, string column) =>
        node.Relation?.ColumnsByName.GetValueOrDefault(column)?.BaseType;
}
