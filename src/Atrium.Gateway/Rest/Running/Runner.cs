using Atrium.Gateway.Rest.Answers;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;
using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Rest.Running;

/// <summary>
/// The run stage: one round trip through the tenant door; two for lists of tables that know a shorter way for who sees
/// few of their rows.
/// </summary>
static class Runner
{
    public static Task<RestResult> RunAsync(
        TenantDoor door, Plan plan, RestRequest request, RestOptions options, CancellationToken cancellationToken)
    {
        if (plan is { Kind: PlanKind.Call, IsSingle: true }
            && request.Preferences is { Strict: true, MaxAffected: not null })
        {
            throw RestErrors.NothingToCount();
        }

        var end = request.Preferences.Rollback ?? options.RollsBack ? TransactionEnd.Rollback : TransactionEnd.Commit;
        if (plan is { Few: { } few, Newest: { } large })
        {
            return door.RunAsync(
                request.Caller,
                [ReadNewest(large), new NpgsqlBatchCommand("select atrium.few_ids() is not null")],
                async (reader, token) => await reader.ReadAsync(token) && reader.GetBoolean(0),
                areFew => Statements(areFew ? plan with { Sql = few } : plan, request, options, end),
                Reader(plan),
                cancellationToken,
                end);
        }

        var statements = Statements(plan, request, options, end);
        if (plan.Newest is { } table)
        {
            statements.Insert(0, ReadNewest(table));
        }

        var key = options.KeepsAnswers ? request.RepeatKey : null;
        if (key is not null)
        {
            statements.Insert(0, KeptAnswers.Claim(key));
        }

        return key is not null || Depends(plan, request)
            ? CheckedAsync(door, plan, request, statements, end, key, cancellationToken)
            : door.RunAsync(request.Caller, statements, Reader(plan), cancellationToken, end);
    }

    static NpgsqlBatchCommand ReadNewest(string table) => new($"call atrium.read_newest({SqlNames.Literal(table)})");

    static List<NpgsqlBatchCommand> Statements(Plan plan, RestRequest request, RestOptions options, TransactionEnd end)
    {
        List<NpgsqlBatchCommand> statements = [];
        if (request.Preferences.TimeZone is { } zone)
        {
            statements.Add(new NpgsqlBatchCommand($"set local timezone = {SqlNames.Literal(zone)}"));
        }

        if (request.IsRead && (plan.Kind == PlanKind.Call || options.IsLiteral))
        {
            // A call by GET must not write.
            statements.Add(new NpgsqlBatchCommand("set transaction read only"));
        }

        statements.Add(Binder.Bind(plan, request, options));
        if (plan.Estimate is { } estimate)
        {
            statements.Add(Binder.Bind(estimate, request, options));
        }

        if (end == TransactionEnd.Rollback && !request.IsRead)
        {
            // What a commit would have found is found all the same.
            statements.Add(new NpgsqlBatchCommand("set constraints all immediate"));
        }

        return statements;
    }

    static Func<NpgsqlDataReader, CancellationToken, Task<RestResult>> Reader(Plan plan) =>
        plan.Form.Explain is null ? RestResult.ReadAsync : RestResult.ReadPlanAsync;

    // Whether what was written may stay shows only in how many rows it was.
    static bool Depends(Plan plan, RestRequest request) =>
        plan.Kind != PlanKind.Read && !request.IsRead && plan.Form.Explain is null
        && (plan.Kind == PlanKind.Put
            || (plan.Form.IsSingular && plan is not { Kind: PlanKind.Call, IsSingle: true })
            || request.Preferences is { Strict: true, MaxAffected: not null });

    static async Task<RestResult> CheckedAsync(
        TenantDoor door,
        Plan plan,
        RestRequest request,
        List<NpgsqlBatchCommand> statements,
        TransactionEnd end,
        RepeatKey? key,
        CancellationToken cancellationToken)
    {
        RestException? refused = null;
        var read = Reader(plan);
        var result = await door.RunAsync(
            request.Caller,
            statements,
            key is null ? read : async (reader, token) =>
            {
                // The claim's own, empty result comes first.
                await reader.NextResultAsync(token);
                return await read(reader, token);
            },
            found =>
            {
                refused = Refusal(plan, request, found);
                return refused is null ? end : TransactionEnd.Rollback;
            },
            cancellationToken,
            key is null ? null : found => KeptAnswers.Keep(key, Rendering.Render(plan, request, found)));
        return refused is null ? result : throw refused;
    }

    static RestException? Refusal(Plan plan, RestRequest request, RestResult result)
    {
        if (plan.Kind == PlanKind.Put && result.Page != 1)
        {
            return RestErrors.PutMismatch();
        }

        if (request.Preferences is { Strict: true, MaxAffected: { } most } && result.Page > most)
        {
            return RestErrors.TooManyAffected(result.Page);
        }

        return plan.Form.IsSingular && result.Page != 1 && plan is not { Kind: PlanKind.Call, IsSingle: true }
            ? RestErrors.NotSingular(result.Page)
            : null;
    }
}
