using Atrium.Gateway;
using Atrium.Gateway.Auth;
using Atrium.Gateway.Rest;
using Atrium.Gateway.Storage;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Atrium.Server.Health;
using Atrium.Server.Metrics;
using Atrium.Server.Proof;
using Atrium.Server.Requests;
using Atrium.Server.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Atrium.Server;

/// <summary>Composes the server: the table of contents of everything it does.</summary>
public static class AtriumServer
{
    /// <summary>Builds a server that is ready to be started; nothing is opened or listened on yet.</summary>
    /// <param name="options">How it runs.</param>
    public static WebApplication Build(AtriumOptions options)
    {
        var builder = ServerBuilder.Create();
        builder.ListenAs(options);
        builder.LogAs(options);

        builder.Services
            .AddSingleton(options)
            .AddTenantDoor(options.ConnectionString, door =>
            {
                door.MaxConnections = options.MaxConnections ?? door.MaxConnections;
                door.AgencyConnections = options.MaxAgencyConnections;
                door.MaxWaiting = options.MaxRequests;
            })
            .AddTokens(Path.Combine(options.DataFolder, "secrets"))
            .AddAuth(options.SignIn)
            .AddRest()
            .AddStorage(Path.Combine(options.DataFolder, "storage"), storage => storage.S3 = options.S3)
            .AddSingleton<Readiness>()
            .AddSingleton<KeptProof>()
            .AddServerMetrics()
            .AddWebApp();

        var app = builder.Build();
        app.UseRequestFrame();
        app.UseErrorAnswers();
        app.UseBodyLimit();
        app.UseAnyOrigin();
        app.UseCaller();
        app.UseMiddleware<RequestGate>();

        app.MapAuth();
        app.MapRest();
        app.MapStorage();
        app.MapHealth();
        app.MapMetrics();
        app.MapProof();
        app.MapWebApp();
        return app;
    }
}
