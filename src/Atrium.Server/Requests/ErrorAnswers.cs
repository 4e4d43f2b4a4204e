using Atrium.Gateway;
using Atrium.Kernel;
using Atrium.Kernel.Shares;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Server.Requests;

/// <summary>The edge: what nobody expected becomes an answer in the surface's own words, and a log line.</summary>
static partial class ErrorAnswers
{
    public static void UseErrorAnswers(this WebApplication app) =>
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerAsync,
            SuppressDiagnosticsCallback = _ => true,
        });

    static Task AnswerAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (exception is OverloadException overload)
        {
            return RequestGate.RefuseAsync(context, overload.What);
        }

        var error = Of(exception);
        if (error.Status >= 500)
        {
            Log(context, exception, error.Status);
        }

        if (error.Status == 503)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return error.WriteAsync(context);
    }

    static SurfaceError Of(Exception? exception) => exception switch
    {
        BadHttpRequestException { StatusCode: 413 } => BodyLimit.TooLarge,
        BadHttpRequestException bad => new SurfaceError(
            bad.StatusCode, "PGRST102", "bad_request", "The request could not be read."),
        PostgresException { SqlState: "57014" } => new SurfaceError(
            504, "57014", "request_timeout", "The database took too long.", "Ask for less, or try again later."),
        NpgsqlException { IsTransient: true } or TimeoutException => Busy,
        NpgsqlException and not PostgresException => Busy,
        _ => new SurfaceError(500, "XX000", "unexpected_failure", "Something went wrong on the server.",
            "Quote the request id when you report it."),
    };

    static SurfaceError Busy => new(503, "PGRST003", "request_timeout", "The server is busy or its database is away.",
        "Try again in a moment.");

    // A database's message can quote what the caller sent, so only its code and the place are written down.
    static void Log(HttpContext context, Exception? exception, int status)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Atrium.Server.Errors");
        var requestId = RequestIds.Of(context);
        if (exception is PostgresException postgres)
        {
            LogDatabaseFailure(logger, status, postgres.SqlState, postgres.StackTrace, requestId);
        }
        else
        {
            LogFailure(logger, exception, status, requestId);
        }
    }

    [LoggerMessage(1002, LogLevel.Error, "{Status}: {SqlState} request={RequestId} at {Stack}")]
    static partial void LogDatabaseFailure(
        ILogger logger, int status, string sqlState, string? stack, string requestId);

    [LoggerMessage(1003, LogLevel.Error, "{Status} request={RequestId}")]
    static partial void LogFailure(ILogger logger, Exception? exception, int status, string requestId);
}
