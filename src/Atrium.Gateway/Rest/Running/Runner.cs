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
        List<NpgsqlBatchCommand> statements = [Binder.Bind(plan, request, options)];
        if (plan.Kind == PlanKind.Call && request.IsRead)
        {
            // A call by GET must not write.
            statements.Insert(0, new NpgsqlBatchCommand("set transaction read only"));
        }

        if (plan.ReadsNewest)
        {
            statements.Insert(0, new NpgsqlBatchCommand("call atrium.read_newest()"));
        }

        var end = request.Preferences.Rollback == true ? TransactionEnd.Rollback : TransactionEnd.Commit;
        return Depends(plan, request)
            ? CheckedAsync(door, plan, request, statements, end, cancellationToken)
            : door.RunAsync(request.Caller, statements, RestResult.ReadAsync, cancellationToken, end);
    }

    // Whether what was written may stay shows only in how many rows it was.
    static bool Depends(Plan plan, RestRequest request) => plan.Kind != PlanKind.Read && !request.IsRead
        && (plan.Kind == PlanKind.Put
            || (request.Accept.IsSingular() && request.Preferences.Return == Return.Representation)
            || (request.Accept.IsSingular() && plan is { Kind: PlanKind.Call, IsSingle: false })
            || request.Preferences is { Strict: true, MaxAffected: not null });

    static async Task<RestResult> CheckedAsync(
        TenantDoor door,
        Plan plan,
        RestRequest request,
        List<NpgsqlBatchCommand> statements,
        TransactionEnd end,
        CancellationToken cancellationToken)
    {
        RestException? refused = null;
        var result = await door.RunAsync(
            request.Caller,
            statements,
            RestResult.ReadAsync,
            found =>
            {
                refused = Refusal(plan, request, found);
                return refused is null ? end : TransactionEnd.Rollback;
            },
            cancellationToken);
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
            return RestErrors.TooManyAffected(result.Page, most);
        }

        return request.Accept.IsSingular() && result.Page != 1 && plan is not { Kind: PlanKind.Call, IsSingle: true }
            ? RestErrors.NotSingular(result.Page)
            : null;
    }
}
