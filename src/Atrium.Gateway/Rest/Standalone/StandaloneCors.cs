using Microsoft.AspNetCore.Http;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>Lets pages of other origins ask: of any, or of those configured.</summary>
/// <param name="next">What comes after.</param>
/// <param name="settings">The configuration.</param>
sealed class StandaloneCors(RequestDelegate next, StandaloneSettings settings)
{
    const string Exposed = "Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, Server, "
        + "Transfer-Encoding, Range-Unit";

    readonly IReadOnlyList<string> _origins = settings.AllowedOrigins;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var origin = request.Headers.Origin.ToString();
        var headers = context.Response.Headers;
        if (origin.Length == 0 || (_origins.Count > 0 && !_origins.Contains(origin)))
        {
            if (request.Method == "OPTIONS" && _origins.Count == 0)
            {
                headers.AccessControlAllowOrigin = "*";
            }

            return next(context);
        }

        headers.AccessControlAllowOrigin = _origins.Count > 0 ? origin : "*";
        if (_origins.Count > 0)
        {
            headers.Vary = "Origin";
            headers.AccessControlAllowCredentials = "true";
        }

        var asked = request.Headers.AccessControlRequestMethod.ToString();
        if (request.Method != "OPTIONS" || asked.Length == 0)
        {
            headers.AccessControlExposeHeaders = Exposed;
            return next(context);
        }

        var wanted = request.Headers.AccessControlRequestHeaders.ToString();
        headers.AccessControlAllowMethods = "GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD";
        headers.AccessControlAllowHeaders = "Authorization, "
            + string.Concat(wanted.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(name => name + ", "))
            + "Accept, Accept-Language, Content-Language";
        headers.AccessControlMaxAge = "86400";
        context.Response.StatusCode = 200;
        return Task.CompletedTask;
    }
}
