using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Atrium.Server.Requests;

/// <summary>Where the server listens, what it believes of proxies, how much it takes in, and how it logs.</summary>
static class Listening
{
    public static void ListenAs(this WebApplicationBuilder builder, AtriumOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(options.Address), options.Port);
            kestrel.Limits.MaxRequestBodySize = options.MaxBodyBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MaxConcurrentConnections = 10_000;
        });
        builder.Services.AddCors();
        builder.Services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = options.TrustedProxies.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var proxy in options.TrustedProxies)
            {
                forwarded.KnownProxies.Add(IPAddress.Parse(proxy));
            }
        });
    }

    public static void LogAs(this WebApplicationBuilder builder, AtriumOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(options.LogFrom);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        if (options.JsonLogs)
        {
            builder.Logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
        }
        else
        {
            builder.Logging.AddSimpleConsole(plain => (plain.SingleLine, plain.TimestampFormat) = (true, "HH:mm:ss "));
        }

        // Standard output belongs to the verb that started the server.
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    // Callers prove themselves by a header, never by a cookie, so a page of any origin may ask.
    public static void UseAnyOrigin(this WebApplication app) => app.UseCors(any => any
        .AllowAnyOrigin().AllowAnyMethod().AllowAnyHeader()
        .WithExposedHeaders("Content-Range", "Content-Location", "Location", "Preference-Applied", "Retry-After",
            "X-Request-Id", "X-Total-Count", "Link", "ETag", "Accept-Ranges", "Content-Disposition", "Upload-Offset",
            "Upload-Length", "Upload-Expires", "Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size")
        .SetPreflightMaxAge(TimeSpan.FromHours(1)));
}
