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
        var command = new NpgsqlBatchCommand(plan.Sql.Sql);
        foreach (var slot in plan.Sql.Slots)
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
