using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>
/// Deletes what nothing names: blobs without a file's row, files that were never written down, uploads given up.
/// </summary>
/// <param name="folder">Where they lie.</param>
/// <param name="door">Where they are written down.</param>
/// <param name="options">How often, and how old they must be.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets what could not be done.</param>
sealed partial class Sweeper(
    BlobFolder folder, StorageDoor door, StorageOptions options, TimeProvider time, ILogger<Sweeper> logger)
    : BackgroundService
{
    const string Sweep = "select id, digest from atrium.sweep_blobs($1)";
    const string Known = "select atrium.known_blobs($1)";
    const int Batch = 1_000;

    /// <summary>Sweeps once.</summary>
    /// <returns>How many files were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var server = BlobKeeper.ServerAs("sweep");
        // First in the database, for good: no row can name them any more when their files go.
        var swept = await door.RowsAsync(
            server, new Question(Sweep, options.SweepAfter), row => (row.GetGuid(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);
        var gone = 0;
        foreach (var (id, digest) in swept)
        {
            folder.Delete(folder.PathOf(id, digest));
            gone++;
        }

        // A file that lies there for long and was never written down is left over from a server that ended.
        foreach (var files in folder.OlderThan(time.GetUtcNow() - (2 * options.SweepAfter)).Chunk(Batch))
        {
            var ids = files.Select(file => file.Id).ToArray();
            var known = (await door.RowsAsync(
                server, new Question(Known, ids), row => row.GetGuid(0), cancellationToken)).ToHashSet();
            foreach (var (_, path) in files.Where(file => !known.Contains(file.Id)))
            {
                folder.Delete(path);
                gone++;
            }
        }

        foreach (var path in folder.AbandonedSince(time.GetUtcNow() - options.UploadLifetime))
        {
            folder.Delete(path);
            gone++;
        }

        return gone;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException)
            {
                LogFailed(logger, e);
            }
        }
    }

    [LoggerMessage(2302, LogLevel.Warning, "Sweeping stored files failed; it is tried again")]
    static partial void LogFailed(ILogger logger, Exception exception);
}
