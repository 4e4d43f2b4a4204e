using Atrium.Gateway;
using Microsoft.AspNetCore.Http;

namespace Atrium.Server.Requests;

/// <summary>The few names that requests are counted under: a surface, or what the path is of our own.</summary>
static class RouteClass
{
    public static string Of(PathString path) => Surfaces.Of(path) switch
    {
        Surface.Rest => "rest",
        Surface.Auth => "auth",
        Surface.Storage => "storage",
        Surface.Realtime => "realtime",
        Surface.Functions => "functions",
        _ => path.Value switch
        {
            "/healthz" or "/readyz" => "health",
            "/metrics" => "metrics",
            "/config.json" => "config",
            "/proof" => "proof",
            _ => "web",
        },
    };
}
