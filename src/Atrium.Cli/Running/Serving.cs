using Atrium.Cli.Backends;
using Atrium.Cli.Installed;
using Atrium.Cli.Shell;
using Atrium.Database.Plans;
using Atrium.Gateway.Tokens;
using Atrium.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Atrium.Cli.Running;

/// <summary>Serves until it is told to stop, by a signal or by <c>atrium down</c>.</summary>
static class Serving
{
    public static async Task<int> RunAsync(
        Steps steps, Backend backend, Plan plan, UpRequest request, CancellationToken cancellationToken)
    {
        var (installation, settings) = (request.Installation, request.Settings);
        var demo = await DemoAgencies.AccountsAsync(backend, cancellationToken);
        await using var app = AtriumServer.Build(new AtriumOptions
        {
            DataFolder = installation.Folder,
            ConnectionString = await backend.GatewayAsync(installation, cancellationToken),
            Port = request.Port,
            SignIn = settings.SignIn,
            S3 = settings.Store,
            MaxConnections = settings.Connections,
            MaxAgencyConnections = settings.AgencyConnections,
            MaxRequests = settings.Requests,
            MaxAgencyRequests = settings.AgencyRequests,
            WebFolder = Product.WebApp,
            Demo = demo.Count > 0,
            PlannedChanges = [.. plan.Changes.Select(change => change.Name)],
        });
        await steps.RunAsync("Start the server", () => app.StartAsync(cancellationToken));

        var url = app.Urls.First().TrimEnd('/');
        var keys = app.Services.GetRequiredService<ProjectKeys>();
        var setup = await SetupLink.OfferAsync(backend, url, cancellationToken);
        Holder.Self(url).Write(installation);
        var ready = new Ready(url, keys.Anon, keys.Service, demo, setup);
        Console.Out.WriteLine(request.Json ? ready.ToLine() : ready.Text(installation, "Ctrl-C"));

        await UntilStoppedAsync(app, backend, cancellationToken);
        await steps.RunAsync("Stop", async () =>
        {
            await app.StopAsync(CancellationToken.None);
            await backend.DisposeAsync();
        });

        return 0;
    }

    /// <summary>
    /// Waits for a signal. A database that ends by itself ends the server: whoever watches it starts both.
    /// </summary>
    static async Task UntilStoppedAsync(WebApplication app, Backend backend, CancellationToken cancellationToken)
    {
        var stopped = app.WaitForShutdownAsync(cancellationToken);
        if (await Task.WhenAny(stopped, backend.Ended) != stopped && !stopped.IsCompleted)
        {
            throw new CommandFailed(
                "The database ended while the server ran.", "Start again: it recovers. Its log is in postgres/log.");
        }
    }
}
