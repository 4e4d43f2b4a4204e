using System.Net;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Atrium.Server.Metrics;

/// <summary><c>GET /metrics</c>: Prometheus' text, for this machine, or for whoever holds the service key.</summary>
static class MetricsRoute
{
    public static IServiceCollection AddServerMetrics(this IServiceCollection services) =>
        services.AddMetrics().AddSingleton<MetricStore>().AddSingleton<ServerMetrics>();

    public static void MapMetrics(this WebApplication app)
    {
        // Made now: what is measured before anyone listens is lost.
        var store = app.Services.GetRequiredService<MetricStore>();
        var verifier = app.Services.GetRequiredService<TokenVerifier>();
        app.MapGet("/metrics", context =>
        {
            if (!MayRead(context, verifier))
            {
                return Problem.Of(context, "forbidden", 403, "Metrics are for this machine and for the service key.")
                    .WriteAsync(context.Response, context.RequestAborted);
            }

            context.Response.ContentType = PrometheusText.ContentType;
            return context.Response.WriteAsync(store.Render(), context.RequestAborted);
        });
    }

    static bool MayRead(HttpContext context, TokenVerifier verifier)
    {
        var bearer = context.Request.Headers.Authorization.ToString();
        return IsFromHere(context) || (bearer.StartsWith("Bearer ", StringComparison.Ordinal)
            && verifier.Verify(bearer.AsSpan(7), out _)?.Role == CallerRole.Service);
    }

    // Behind a proxy on this machine everybody would seem to be here.
    static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
