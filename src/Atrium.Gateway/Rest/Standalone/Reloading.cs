using System.Runtime.InteropServices;
using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>
/// Reloads as PostgREST does: the schema on SIGUSR1 or <c>notify pgrst, 'reload schema'</c>, the configuration on
/// SIGUSR2 or <c>'reload config'</c>. The database's changes are found without it too, seconds later.
/// </summary>
/// <param name="door">Leads to the database.</param>
/// <param name="catalogues">Holds the schema.</param>
/// <param name="settings">Says where the database announces.</param>
/// <param name="reread">Takes the configuration anew.</param>
/// <param name="time">Waits.</param>
/// <param name="logger">Is told.</param>
sealed partial class Reloading(
    TenantDoor door,
    CatalogueKeeper catalogues,
    StandaloneSettings settings,
    Func<CancellationToken, Task> reread,
    TimeProvider time,
    ILogger<Reloading> logger)
    : BackgroundService
{
    const string Schema = "reload schema";
    const string Config = "reload config";

    static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(32);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var schema = On(OperatingSystem.IsMacOS() ? 30 : 10, Schema, stoppingToken);
        using var config = On(OperatingSystem.IsMacOS() ? 31 : 12, Config, stoppingToken);
        var wait = ShortestWait;
        while (true)
        {
            if (!catalogues.IsReady)
            {
                await ReloadAsync(settings.IsWhole ? Schema : Config, stoppingToken);
            }

            try
            {
                await foreach (var asked in HeardAsync(stoppingToken))
                {
                    wait = ShortestWait;
                    await ReloadAsync(asked, stoppingToken);
                }
            }
            catch (NpgsqlException broken)
            {
                LogNotHeard(logger, wait.TotalSeconds, broken);
            }

            await Task.Delay(wait, time, stoppingToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    IAsyncEnumerable<string> HeardAsync(CancellationToken cancellationToken) => settings.Channel is { } channel
        ? door.HearAsync(channel, cancellationToken)
        : AsyncEnumerable.Empty<string>();

    PosixSignalRegistration On(int signal, string asked, CancellationToken cancellationToken) =>
        PosixSignalRegistration.Create((PosixSignal)signal, context =>
        {
            // The signal would end the process otherwise.
            context.Cancel = true;
            _ = ReloadAsync(asked, cancellationToken);
        });

    async Task ReloadAsync(string asked, CancellationToken cancellationToken)
    {
        try
        {
            if (asked == Config)
            {
                await reread(cancellationToken);
            }

            // Nothing said means the schema; what the configuration changes shows in new plans, which it gets as well.
            if (asked is "" or Schema or Config)
            {
                await catalogues.ReloadAsync(cancellationToken);
            }
        }
        catch (Exception failed) when (failed is NpgsqlException or FormatException or IOException)
        {
            LogNotReloaded(logger, asked, failed);
        }
    }

    [LoggerMessage(2301, LogLevel.Warning, "The database's announcements are not heard; trying again in {Seconds} s")]
    static partial void LogNotHeard(ILogger logger, double seconds, NpgsqlException exception);

    [LoggerMessage(2302, LogLevel.Warning, "What was asked could not be done: {Asked}; all stays as it was")]
    static partial void LogNotReloaded(ILogger logger, string asked, Exception exception);
}
