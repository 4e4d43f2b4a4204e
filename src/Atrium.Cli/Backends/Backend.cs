using Atrium.Cli.Installed;
using Atrium.Cli.Settings;
using Atrium.Database;
using Atrium.Database.Cluster;

namespace Atrium.Cli.Backends;

/// <summary>The database of an installation: its private cluster, or the one that ATRIUM_DATABASE_URL names.</summary>
sealed class Backend : IAsyncDisposable
{
    readonly PrivateCluster? _cluster;

    Backend(PrivateCluster? cluster, string owner)
    {
        _cluster = cluster;
        Owner = owner;
    }

    /// <summary>How the deploying role connects.</summary>
    public string Owner { get; }

    /// <summary>What an operator should know about the server; empty when all is well.</summary>
    public IReadOnlyList<string> Warnings => _cluster?.Warnings ?? [];

    /// <summary>Ends when a private cluster has stopped by itself; never for another database.</summary>
    public Task Ended => _cluster?.Ended ?? Task.Delay(Timeout.InfiniteTimeSpan);

    /// <summary>Starts the private cluster, made if need be, or adopts it; another database is only named.</summary>
    /// <param name="installation">Where a private cluster lies.</param>
    /// <param name="verb">Who holds the cluster, as others are told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Backend> OpenAsync(
        Installation installation, string verb, CancellationToken cancellationToken)
    {
        if (DatabaseAddress.FromEnvironment() is { } address)
        {
            return new(null, address);
        }

        var cluster = await PrivateCluster.StartAsync(
            PostgresSettings.Cluster(installation.Folder, verb), cancellationToken);

        return new(cluster, cluster.ConnectionString());
    }

    /// <summary>True where nothing of the plan has been deployed yet.</summary>
    public async Task<bool> IsNewAsync(CancellationToken cancellationToken)
    {
        await using var session = await SqlSession.OpenAsync(Owner, cancellationToken);
        return await session.ScalarAsync<bool>("select to_regclass('atrium.changes') is null", cancellationToken);
    }

    /// <summary>
    /// How the server connects: as a role that owns nothing and may only become the callers' roles. Ask it after
    /// deploying.
    /// </summary>
    public async Task<string> GatewayAsync(Installation installation, CancellationToken cancellationToken) =>
        _cluster?.ConnectionString(role: GatewayRole.Name)
        ?? await GatewayRole.ConnectionStringAsync(Owner, installation, cancellationToken);

    /// <summary>Stops a private cluster in good order.</summary>
    public ValueTask DisposeAsync() => _cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
