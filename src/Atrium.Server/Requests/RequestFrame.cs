using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Atrium.Server.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Atrium.Server.Requests;

/// <summary>
/// What holds for every request: its id, the headers that keep browsers safe, its log line, its metrics.
/// </summary>
/// <param name="next">What comes after.</param>
/// <param name="metrics">Counts and times.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets one line a request.</param>
sealed partial class RequestFrame(
    RequestDelegate next, ServerMetrics metrics, TimeProvider time, ILogger<RequestFrame> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = time.GetTimestamp();
        var requestId = RequestIds.Of(context);
        context.Response.OnStarting(SetHeaders, context);
        metrics.Begin();
        try
        {
            await next(context);
        }
        finally
        {
            var elapsed = time.GetElapsedTime(start);
            var route = RouteClass.Of(context.Request.Path);
            metrics.End(route, context.Response.StatusCode, elapsed);
            if (logger.IsEnabled(LogLevel.Information))
            {
                var token = context.Features.Get<VerifiedToken>();
                LogRequest(context.Request.Method, PatternOf(context) ?? route, context.Response.StatusCode,
                    elapsed.TotalMilliseconds, token?.AgencyId, token?.UserId, requestId);
            }
        }
    }

    // The route as it is written, without what a caller put into it; the web app's own addresses are one route.
    static string? PatternOf(HttpContext context) =>
        context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: ['/', ..] pattern } ? pattern : null;

    static Task SetHeaders(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers[RequestIds.Header] = RequestIds.Of(context);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(1001, LogLevel.Information,
        "{Method} {Route} {Status} {ElapsedMs:0.0} ms agency={AgencyId} user={UserId} request={RequestId}")]
    partial void LogRequest(
        string method, string route, int status, double elapsedMs, Guid? agencyId, Guid? userId, string requestId);
}

/// <summary>Puts the frame around all that follows.</summary>
static class RequestFrameSetup
{
    public static void UseRequestFrame(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<RequestFrame>();
    }
}
