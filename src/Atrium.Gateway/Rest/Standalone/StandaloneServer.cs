using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>Serves any PostgreSQL database over PostgREST's protocol, at the root of its address.</summary>
public static class StandaloneServer
{
    /// <summary>Builds a server that is ready to be started; nothing is opened or listened on yet.</summary>
    /// <param name="settings">How it runs.</param>
    /// <param name="reread">Reads the settings again, for a reload; null has nothing to read.</param>
    public static WebApplication Build(
        StandaloneSettings settings, Func<CancellationToken, Task<StandaloneSettings>>? reread = null)
    {
        var builder = ServerBuilder.Create();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(UrlOf(settings));
        builder.Services
            .AddSingleton(settings)
            .AddTenantDoor(settings.ConnectionString, door => Bare(door, settings))
            .AddRest(options => Literal(options, settings))
            .AddSingleton<StandaloneCallers>()
            .AddHostedService(provider => ActivatorUtilities.CreateInstance<Reloading>(
                provider, (Func<CancellationToken, Task>)(token => RereadAsync(provider, reread, token))));
        if (settings.AdminPort is not null)
        {
            builder.Services.AddHostedService<AdminServer>();
        }

        var app = builder.Build();
        app.UseMiddleware<StandaloneCors>(settings);
        var callers = app.Services.GetRequiredService<StandaloneCallers>();
        app.Use(callers.InvokeAsync);
        var pipeline = app.Services.GetRequiredService<RestPipeline>();
        app.Map("/{**path}", (RequestDelegate)(context =>
            pipeline.HandleAsync(context, context.Request.RouteValues["path"] as string ?? "")));
        return app;
    }

    // What a connection or a listener was made with stays; the rest holds for the requests that come.
    static async Task RereadAsync(
        IServiceProvider services, Func<CancellationToken, Task<StandaloneSettings>>? reread,
        CancellationToken cancellationToken)
    {
        if (reread is not null)
        {
            var settings = await reread(cancellationToken);
            Literal(services.GetRequiredService<RestOptions>(), settings);
            services.GetRequiredService<StandaloneCallers>().Take(settings);
        }
    }

    static void Bare(TenantDoorOptions door, StandaloneSettings settings)
    {
        door.IsBare = true;
        // One more to hear announcements with.
        door.MaxConnections = settings.PoolSize + (settings.Channel is null ? 0 : 1);
        door.ConnectSeconds = 10;
        door.PreparedAfter = 1;
        door.PreparedStatements = settings.PreparesStatements ? door.PreparedStatements : 0;
        door.PreRequest = settings.PreRequest is not { } function ? null
            : DatabaseSettings.NameOf(function);
    }

    static void Literal(RestOptions options, StandaloneSettings settings)
    {
        options.Schemas = settings.Schemas;
        options.MaxRows = settings.MaxRows;
        options.WritesNeedFilter = false;
        options.HidesRowsInErrors = false;
        options.HidesEstimates = false;
        options.ShowsPlans = settings.ShowsPlans;
        options.AllowsAggregates = settings.AllowsAggregates;
        options.RollsBack = settings.RollsBack;
        options.AllowsTransactionPreference = settings.AllowsTransactionPreference;
        options.KeepsAnswers = false;
        options.IsLiteral = true;
        options.HoistedSettings = settings.HoistedSettings;
        options.Root = settings.Root;
        options.Address = settings.ProxyAddress ?? new Uri(UrlOf(settings) + "/");
        options.DescribesSecurity = settings.DescribesSecurity;
        options.RootFunction = settings.RootFunction;
        options.ShowsTiming = settings.ShowsTiming;
        options.BasePath = "";
        options.ServerName = "PostgREST";
    }

    static string UrlOf(StandaloneSettings settings) => UrlOf(settings.Host, settings.Port);

    /// <summary>Where a server of a host, written as PostgREST does, listens.</summary>
    internal static string UrlOf(string host, int port)
    {
        var name = host switch
        {
            "*" or "*4" or "!4" => "0.0.0.0",
            "*6" or "!6" => "[::]",
            var named => named,
        };
        return $"http://{name}:{port}";
    }
}
