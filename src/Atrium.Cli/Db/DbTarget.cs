using Atrium.Cli.Settings;
using Atrium.Database;
using Atrium.Database.Cluster;

namespace Atrium.Cli.Db;

/// <summary>
/// The database a verb works on: the one <c>ATRIUM_DATABASE_URL</c> names, as it does for <c>up</c>; else the private
/// cluster of a data folder. A cluster that is down is started, and stopped again at the end.
/// </summary>
sealed class DbTarget : IAsyncDisposable
{
    readonly PrivateCluster? _started;

    DbTarget(string connectionString, string? dataFolder, PrivateCluster? started)
    {
        ConnectionString = connectionString;
        DataFolder = dataFolder;
        _started = started;
    }

    /// <summary>The installation's folder; null where the database is not its private cluster's.</summary>
    public string? DataFolder { get; }

    /// <summary>As the role that deploys.</summary>
    public string ConnectionString { get; }

    public static async Task<DbTarget> OpenAsync(string? dataFolder, CancellationToken cancellationToken)
    {
        if (DatabaseAddress.FromEnvironment() is { } address)
        {
            if (dataFolder is not null)
            {
                await Console.Error.WriteLineAsync(
                    $"{DatabaseAddress.Variable} is set: this is about the database it names, not the one of"
                        + $" {dataFolder}.");
            }

            return new(address, null, null);
        }

        var folder = dataFolder ?? Database.Cluster.DataFolder.Default();
        if (PrivateCluster.RunningConnectionString(folder) is { } running)
        {
            return new(running, folder, null);
        }

        var started = await PrivateCluster.StartAsync(PostgresSettings.Cluster(folder, "db"), cancellationToken);
        return new(started.ConnectionString(), folder, started);
    }

    public ValueTask DisposeAsync() => _started?.DisposeAsync() ?? ValueTask.CompletedTask;
}
