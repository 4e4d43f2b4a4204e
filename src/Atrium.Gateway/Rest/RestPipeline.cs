using Atrium.Gateway.Rest.Answers;
using Atrium.Gateway.Rest.OpenApi;
using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Planning;
using Atrium.Gateway.Rest.Running;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Gateway.Rest;

/// <summary>
/// A request to <c>/rest/v1</c> is a line of stages: parse it, plan it against the catalogue, run the plan's SQL
/// through
/// the tenant door, render the result. Each is timed, and the caller is told.
/// </summary>
sealed partial class RestPipeline(
    TenantDoor door,
    CatalogueKeeper catalogues,
    PlanCache plans,
    RestOptions options,
    TimeProvider time,
    ILogger<RestPipeline> logger)
{
    public async Task HandleAsync(HttpContext context, string path)
    {
        var times = new StageTimes(time, context.Features.Get<TokenTime>());
        var cancellationToken = context.RequestAborted;
        context.Response.Headers[RequestIds.Header] = RequestIds.Of(context);
        try
        {
            var answer = await AnswerAsync(context, path, times, cancellationToken);
            times.End(Stage.Render);
            Tell(context, times);
            await AnswerWriter.WriteAsync(context, answer, cancellationToken);
        }
        catch (RestException refused)
        {
            times.End(Stage.Render);
            Tell(context, times);
            await AnswerWriter.WriteAsync(context, refused.Error, options.ServerName, cancellationToken);
        }
        catch (NpgsqlException unreachable) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnreachable(logger, RequestIds.Of(context), unreachable);
            await AnswerWriter.WriteAsync(
                context, SqlErrors.Unavailable(unreachable, options.IsLiteral), options.ServerName, cancellationToken);
        }
    }

    void Tell(HttpContext context, StageTimes times)
    {
        if (options.ShowsTiming || context.Features.Get<Caller>() is { Role: CallerRole.Service })
        {
            context.Response.Headers["Server-Timing"] = times.ToString();
        }
    }

    async Task<Answer> AnswerAsync(
        HttpContext context, string path, StageTimes times, CancellationToken cancellationToken)
    {
        var known = context.Features.Get<Caller>() ?? throw RestErrors.Unauthenticated();
        var catalogue = await catalogues.CurrentAsync(cancellationToken);
        var caller = Hoisting.OfRole(catalogue, known);
        var schema = Profile.Of(context.Request, options.Schemas);
        if (options.Schemas.Count > 1)
        {
            context.Response.Headers["Content-Profile"] = schema;
        }

        if (Special.Answer(context.Request, path, schema, catalogue) is { } special)
        {
            return special;
        }

        if (path.Length == 0 && options.RootFunction is null)
        {
            var form = MediaTypes.ForRoot(context.Request.Headers.Accept);
            times.End(Stage.Plan);
            var description = await DescribeAsync(catalogue, schema, caller, form, cancellationToken);
            times.End(Stage.Run);
            return description;
        }

        var request = await RequestReader.ReadAsync(
            context, path.Length == 0 ? $"rpc/{options.RootFunction}" : path, caller, options, cancellationToken);
        times.End(Stage.Parse);
        try
        {
            return await AnswerAsync(catalogue, request, times, cancellationToken);
        }
        catch (RestException refused) when (SqlErrors.MayBeStale(refused.Error.Code))
        {
            var newer = await catalogues.NewerThanAsync(catalogue, cancellationToken);
            if (newer == catalogue)
            {
                throw;
            }

            return await AnswerAsync(newer, request, times, cancellationToken);
        }
    }

    async Task<Answer> AnswerAsync(
        Catalogue catalogue, RestRequest request, StageTimes times, CancellationToken cancellationToken)
    {
        var plan = plans.PlanFor(catalogue, request);
        request = request with { Caller = Hoisting.OfRoutine(plan.Hoisted, request.Caller) };
        times.End(Stage.Plan);
        try
        {
            if (options.KeepsAnswers && request.RepeatKey is { } key
                && await KeptAnswers.FindAsync(door, request, key, cancellationToken) is { } kept)
            {
                times.End(Stage.Run);
                return kept;
            }

            var result = await Runner.RunAsync(door, plan, request, options, cancellationToken);
            times.End(Stage.Run);
            return Rendering.Render(plan, request, result);
        }
        catch (PostgresException error)
        {
            times.End(Stage.Run);
            var worded = SqlErrors.Of(error, request, options);
            if (worded.Status >= 500)
            {
                LogFailed(logger, request.Caller.RequestId, error.SqlState, error.MessageText);
            }

            throw new RestException(worded);
        }
    }

    async Task<Answer> DescribeAsync(
        Catalogue catalogue, string schema, Caller caller, MediaType form, CancellationToken cancellationToken)
    {
        if (options.Root == RootDescription.None)
        {
            throw RestErrors.NoRoot();
        }

        var rights = options.Root == RootDescription.OfAll
            ? CallerRights.All(catalogue, schema)
            : await CallerRights.OfAsync(door, caller, schema, cancellationToken);
        var document = OpenApiDocument.Write(catalogue, schema, rights, options);
        return new Answer(200, form.ContentType(), document);
    }

    // Without the exception: its details may quote rows.
    [LoggerMessage(2201, LogLevel.Warning, "Request {RequestId} failed in the database with {SqlState}: {Reason}")]
    static partial void LogFailed(ILogger logger, string requestId, string sqlState, string reason);

    [LoggerMessage(2202, LogLevel.Warning, "Request {RequestId} did not reach the database")]
    static partial void LogUnreachable(ILogger logger, string requestId, NpgsqlException exception);
}
