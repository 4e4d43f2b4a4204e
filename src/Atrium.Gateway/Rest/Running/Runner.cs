using Atrium.Gateway.Rest.Answers;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;
using Atrium.Kernel;
using Npgsql;

namespace Atrium.Gateway.Rest.Running;

/// <summary>The run stage: one round trip through the tenant door.</summary>
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

        List<NpgsqlBatchCommand> statements = [Binder.Bind(plan, request, options)];
        if (plan.Estimate is { } estimate)
        {
            statements.Add(Binder.Bind(estimate, request, options));
        }

        if (request.IsRead && (plan.Kind == PlanKind.Call || options.IsLiteral))
        {
            // A call by GET must not write.
            statements.Insert(0, new NpgsqlBatchCommand("set transaction read only"));
        }

        if (request.Preferences.TimeZone is { } zone)
        {
            statements.Insert(0, new NpgsqlBatchCommand($"set local timezone = {SqlNames.Literal(zone)}"));
        }

        if (plan.Newest is { } table)
        {
            statements.Insert(0, new NpgsqlBatchCommand($"call atrium.read_newest({SqlNames.Literal(table)})"));
        }

        var undone = request.Preferences.Rollback ?? options.RollsBack;
        if (undone && !request.IsRead)
        {
            // What a commit would have found is found all the same.
            statements.Add(new NpgsqlBatchCommand("set constraints all immediate"));
        }

        var key = options.KeepsAnswers ? request.RepeatKey : null;
        if (key is not null)
        {
            statements.Insert(0, KeptAnswers.Claim(key));
        }

        var end = undone ? TransactionEnd.Rollback : TransactionEnd.Commit;
        return key is not null || Depends(plan, request)
            ? CheckedAsync(door, plan, request, statements, end, key, cancellationToken)
            : door.RunAsync(request.Caller, statements, Reader(plan), cancellationToken, end);
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
