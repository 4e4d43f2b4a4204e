using Atrium.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Gateway.Storage.Bytes;

/// <summary>
/// Deletes what nothing names: blobs without a file's row, files that were never written down, uploads given up.
/// </summary>
/// <param name="store">Where they lie.</param>
/// <param name="incoming">Where those on their way lie.</param>
/// <param name="door">Where they are written down.</param>
/// <param name="options">How often, and how old they must be.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets what could not be done.</param>
sealed partial class Sweeper(
    IBlobStore store, Incoming incoming, StorageDoor door, StorageOptions options, TimeProvider time,
    ILogger<Sweeper> logger)
    : BackgroundService
{
    const string Sweep = "select id, digest from atrium.sweep_blobs($1)";
    const string Known = "select atrium.known_blobs($1)";
    const int Batch = 1_000;

    static readonly Caller Server = BlobKeeper.ServerAs("sweep");

    /// <summary>Sweeps once.</summary>
    /// <param name="looks">Whether all that lies there is looked at, for what was never written down.</param>
    /// <param name="cancellationToken">Ends it; what is left is swept another time.</param>
    /// <returns>How many files were deleted.</returns>
    /// <exception cref="StorageException">The store is away.</exception>
    public async Task<int> SweepAsync(bool looks, CancellationToken cancellationToken)
    {
        var gone = 0;
        foreach (var path in incoming.AbandonedSince(time.GetUtcNow() - options.UploadLifetime))
        {
            incoming.Delete(path);
            gone++;
        }

        // First in the database, for good: no row can name them any more when their files go.
        var swept = await door.RowsAsync(
            Server, new Question(Sweep, options.SweepAfter),
            row => new BlobName(row.GetGuid(0), row.GetFieldValue<byte[]>(1)), cancellationToken);
        foreach (var name in swept)
        {
            gone += await DeleteAsync(name, cancellationToken);
        }

        return looks ? gone + await SweepUnknownAsync(cancellationToken) : gone;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepEvery, time);
        var looked = DateTimeOffset.MinValue;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = time.GetUtcNow();
                var looks = now - looked >= store.LookEvery;
                await SweepAsync(looks, stoppingToken);
                looked = looks ? now : looked;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or UnauthorizedAccessException
                or StorageException)
            {
                LogFailed(logger, e);
            }
        }
    }

    // What lies there for long and was never written down is left over from a server that ended.
    async Task<int> SweepUnknownAsync(CancellationToken cancellationToken)
    {
        var gone = 0;
        var old = store.OlderThanAsync(time.GetUtcNow() - (2 * options.SweepAfter), cancellationToken);
        await foreach (var names in old.Chunk(Batch).WithCancellation(cancellationToken))
        {
            var ids = names.Select(name => name.Id).ToArray();
            var known = (await door.RowsAsync(
                Server, new Question(Known, ids), row => row.GetGuid(0), cancellationToken)).ToHashSet();
            foreach (var name in names.Where(name => !known.Contains(name.Id)))
            {
                gone += await DeleteAsync(name, cancellationToken);
            }
        }

        return gone;
    }

    async Task<int> DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        try
        {
            await store.DeleteAsync(name, cancellationToken);
            return 1;
        }
        catch (IOException e)
        {
            LogLeft(logger, e, name.Id);
            return 0;
        }
    }

    [LoggerMessage(2302, LogLevel.Warning, "Sweeping stored files failed; it is tried again")]
    static partial void LogFailed(ILogger logger, Exception exception);

    [LoggerMessage(2304, LogLevel.Warning, "Bytes {Blob} could not be deleted; it is tried again")]
    static partial void LogLeft(ILogger logger, Exception exception, Guid blob);
}
