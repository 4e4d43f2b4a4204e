using System.Text;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Query;
using Atrium.Gateway.Rest.Sql;
using Npgsql;
using NpgsqlTypes;

namespace Atrium.Gateway.Rest.Running;

/// <summary>
/// Binds a request's values to its plan's parameters. Texts go untyped: PostgreSQL reads them as it needs.
/// </summary>
static class Binder
{
    public static NpgsqlBatchCommand Bind(Plan plan, RestRequest request, RestOptions options)
    {
        var command = Bind(plan.Sql, request, options);
        if (plan.Form.Explain is { } explain)
        {
            var asked = string.Concat(explain.Options.Select(option => $", {option}"));
            command.CommandText = $"explain (format {explain.Format}{asked}) {command.CommandText}";
        }

        return command;
    }

    public static NpgsqlBatchCommand Bind(SqlTemplate template, RestRequest request, RestOptions options)
    {
        var command = new NpgsqlBatchCommand(template.Sql);
        foreach (var slot in template.Slots)
        {
            command.Parameters.Add(ParameterOf(slot, request, options));
        }

        return command;
    }

    static NpgsqlParameter ParameterOf(Slot slot, RestRequest request, RestOptions options) => slot.Kind switch
    {
        SlotKind.Operand => Text(request.Query.Operands[slot.Index]),
        SlotKind.Argument => Text(request.Query.Arguments[slot.Index].Value),
        SlotKind.Arguments => Text(ArrayOf(request, request.Query.Arguments[slot.Index].Name)),
        SlotKind.Limit => Number(slot.Path.Length == 0
            ? request.Limit
            : RowRange.Least(request.Query.ScopeOf(slot.Path).Limit, options.MaxRows)),
        SlotKind.Offset => Number(slot.Path.Length == 0
            ? request.Offset
            : request.Query.ScopeOf(slot.Path).Offset ?? 0),
        SlotKind.Body => new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Json, Value = request.Payload.Json },
        SlotKind.RawBody when request.BodyType == "application/octet-stream" =>
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = request.Payload.Json },
        SlotKind.RawBody => Text(Encoding.UTF8.GetString(request.Payload.Json.Span)),
        _ => throw new InvalidOperationException(),
    };

    static NpgsqlParameter Text(string value) => new() { NpgsqlDbType = NpgsqlDbType.Unknown, Value = value };

    static NpgsqlParameter Number(long? value) => value is { } number
        ? new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = number }
        : new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = DBNull.Value };

    // A variadic parameter takes every value of its name; one that is written as an array is taken as it is.
    static string ArrayOf(RestRequest request, string name)
    {
        var values = request.Query.Arguments.Where(argument => argument.Name == name)
            .Select(argument => argument.Value).ToList();
        if (values is [['{', ..] whole])
        {
            return whole;
        }

        return ArrayText.Of(values);
    }
}
