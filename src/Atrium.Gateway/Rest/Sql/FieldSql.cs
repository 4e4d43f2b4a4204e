using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>Writes fields: columns, places in JSON, casts, aggregates.</summary>
static class FieldSql
{
    public static string Of(ReadNode node, Field field)
    {
        var column = $"{RowOf(node, field.Name)}.{SqlNames.Quote(field.Name)}";
        if (field.Path.Count == 0)
        {
            return column;
        }

        var isJson = TypeOf(node, field.Name) is "json" or "jsonb";
        var steps = field.Path.Select(step =>
            (step.AsText ? "->>" : "->") + (step.IsIndex ? step.Key : SqlNames.Literal(step.Key)));
        return "(" + (isJson ? column : $"to_jsonb({column})") + string.Concat(steps) + ")";
    }

    /// <summary>The field as answers show it.</summary>
    public static string Shown(ReadNode node, Field field)
    {
        var sql = Of(node, field);
        return RepresentationOf(node, field)?.Show is { } show ? $"{show}({sql})" : sql;
    }

    /// <summary>How the values of a field are shown and read; null for nobody's saying.</summary>
    public static Representation? RepresentationOf(ReadNode node, Field field) => field.Path.Count > 0 ? null
        : node.Relation?.ColumnsByName.GetValueOrDefault(field.Name)?.Representation;

    /// <summary>The field and its cast; for a count of rows that a row is there.</summary>
    public static string BeforeAggregate(ReadNode node, FieldItem item)
    {
        var sql = item switch
        {
            { Field: null } => "1",
            { Aggregate: null } => Shown(node, item.Field),
            _ => Of(node, item.Field),
        };
        return item.Cast is null ? sql : $"cast({sql} as {item.Cast})";
    }

    /// <summary>The aggregate over it, and the aggregate's own cast.</summary>
    public static string Aggregated(string sql, FieldItem item)
    {
        var applied = item.Aggregate is { } aggregate ? $"{aggregate.Name()}({sql})" : sql;
        return item.AggregateCast is null ? applied : $"cast({applied} as {item.AggregateCast})";
    }

    static string RowOf(ReadNode node, string name)
    {
        var row = SqlNames.Quote(node.Alias);
        return node.Relation is { } relation && node.Computed.Contains(name)
            && !relation.ColumnsByName.ContainsKey(name)
            ? $"({row}::{SqlNames.Quote(relation.Schema, relation.Name)})"
            : row;
    }

    /// <summary>Type of a column below its domain; null when nobody knows.</summary>
    public static string? TypeOf(ReadNode node, string column) =>
        node.Relation?.ColumnsByName.GetValueOrDefault(column)?.BaseType;
}
