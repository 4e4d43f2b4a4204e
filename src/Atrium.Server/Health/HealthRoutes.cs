using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Atrium.Server.Health;

/// <summary><c>GET /healthz</c>: the process answers. <c>GET /readyz</c>: it can serve.</summary>
static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok\n"));
        routes.MapGet("/readyz", ReadyAsync);
    }

    static async Task<Results<ContentHttpResult, EmptyHttpResult>> ReadyAsync(
        HttpContext context, Readiness readiness, CancellationToken cancellationToken)
    {
        if (await readiness.WhatIsMissingAsync(RequestIds.Of(context), cancellationToken) is not { } missing)
        {
            return TypedResults.Text("ready\n");
        }

        context.Response.Headers.RetryAfter = "1";
        await Problem.Of(context, "not_ready", 503, "The server can't serve yet.", missing)
            .WriteAsync(context.Response, cancellationToken);
        return TypedResults.Empty;
    }
}
