using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Sql;

/// <summary>A function and what it is called with.</summary>
/// <param name="Routine">The function.</param>
/// <param name="Given">Parameters that get a value: from the body, or, with an index, from the query string.</param>
/// <param name="WholeBody">The body as a whole goes to the only parameter.</param>
sealed record Call(Routine Routine, IReadOnlyList<GivenParameter> Given, bool WholeBody)
{
    /// <summary>The body is an array, of which the first object counts.</summary>
    public bool FirstOnly { get; init; }
}

/// <summary>A parameter that gets a value.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Argument">Index among the query string's arguments, or null for the body's member of its name.</param>
readonly record struct GivenParameter(RoutineParameter Parameter, int? Argument);

/// <summary>Writes calls.</summary>
static class CallSql
{
    /// <summary>Column that holds a function's one value.</summary>
    public const string Scalar = "pgrst_scalar";

    public static void Write(SqlText sql, Call call)
    {
        var fromBody = call.Given.Where(given => given.Argument is null).ToList();
        var routine = call.Routine;
        if (routine.Returns == ReturnKind.Row)
        {
            sql.Write("select pgrst_call.* from ");
            WriteBody(sql, call, fromBody, ", lateral ");
            WriteFunction(sql, call);
            sql.Write(" as pgrst_call");
        }
        else if (routine is { IsSet: true, ReturnType: not "record" })
        {
            sql.Write($"select pgrst_call.{Scalar} from ");
            WriteBody(sql, call, fromBody, ", lateral ");
            WriteFunction(sql, call);
            sql.Write($" as pgrst_call({Scalar})");
        }
        else
        {
            sql.Write("select ");
            WriteFunction(sql, call);
            sql.Write($" as {Scalar}");
            WriteBody(sql.Write(fromBody.Count > 0 ? " from " : ""), call, fromBody, "");
        }
    }

    static void WriteBody(SqlText sql, Call call, List<GivenParameter> given, string after)
    {
        if (given.Count > 0)
        {
            var columns = given.Select(one => $"{SqlNames.Quote(one.Parameter.Name)} {one.Parameter.CastType}");
            sql.Write("json_to_record(").Bind(new Slot(SlotKind.Body))
                .Write($"::json{(call.FirstOnly ? " -> 0" : "")}) as pgrst_body({string.Join(", ", columns)}){after}");
        }
    }

    static void WriteFunction(SqlText sql, Call call)
    {
        sql.Write($"{SqlNames.Quote(call.Routine.Schema, call.Routine.Name)}(");
        if (call.WholeBody)
        {
            var type = call.Routine.Parameters[0].Type;
            sql.Bind(new Slot(type is "json" or "jsonb" ? SlotKind.Body : SlotKind.RawBody)).Write($"::{type}");
        }

        sql.Join(call.Given, ", ", given =>
        {
            var name = SqlNames.Quote(given.Parameter.Name);
            sql.Write(given.Parameter.IsVariadic ? "variadic " : "").Write($"{name} => ");
            var kind = given.Parameter.IsVariadic ? SlotKind.Arguments : SlotKind.Argument;
            _ = given.Argument is { } index
                ? sql.Bind(new Slot(kind, index)).Write($"::{given.Parameter.CastType}")
                : sql.Write($"pgrst_body.{name}");
        });
        sql.Write(")");
    }
}
