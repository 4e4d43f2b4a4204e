using Atrium.Kernel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Gateway.Rest.Schema;

/// <summary>
/// Holds the current catalogue. Every few seconds, while requests come in, it compares the database's signature and
/// loads anew after DDL; a request that meets something unknown has it compared at once. No connection is held for it,
/// so it works behind a pooler.
/// </summary>
sealed partial class CatalogueKeeper(
    TenantDoor door, RestOptions options, TimeProvider time, ILogger<CatalogueKeeper> logger)
    : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _loading = new(1, 1);
    volatile Catalogue? _current;
    volatile bool _wanted;
    volatile bool _failed;

    public ValueTask<Catalogue> CurrentAsync(CancellationToken cancellationToken)
    {
        _wanted = true;
        return _current is { } current ? new(current) : new(NewerThanAsync(null, cancellationToken));
    }

    /// <summary>
    /// The catalogue as it is now, compared with the database; <paramref name="seen"/> itself when it still holds.
    /// </summary>
    public async Task<Catalogue> NewerThanAsync(Catalogue? seen, CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_current is { } current)
            {
                if (current != seen
                    || await CatalogueLoader.SignatureAsync(door, cancellationToken) == current.Signature)
                {
                    return current;
                }
            }

            return await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    async Task<Catalogue> LoadAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var loaded = await CatalogueLoader.LoadAsync(door, options.Schemas, cancellationToken);
            _current = loaded;
            _failed = false;
            LogLoaded(logger, loaded.ExposedCount, (long)time.GetElapsedTime(started).TotalMilliseconds);
            return loaded;
        }
        catch (NpgsqlException)
        {
            _failed = true;
            throw;
        }
    }

    /// <summary>The catalogue is loaded, and the last load went well.</summary>
    public bool IsReady => _current is not null && !_failed;

    /// <summary>The catalogue as it was last loaded; null before the first load.</summary>
    public Catalogue? Last => _current;

    /// <summary>Loads the catalogue anew, whether the database has changed or not.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            await LoadAsync(cancellationToken);
        }
        finally
        {
            _loading.Release();
        }
    }

    public override void Dispose()
    {
        _loading.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_wanted && _current is { } current)
            {
                _wanted = false;
                await CompareAsync(current, stoppingToken);
            }
        }
    }

    async Task CompareAsync(Catalogue current, CancellationToken cancellationToken)
    {
        try
        {
            await NewerThanAsync(current, cancellationToken);
        }
        catch (NpgsqlException unreachable)
        {
            LogNotCompared(logger, unreachable);
        }
    }

    [LoggerMessage(2101, LogLevel.Information, "Catalogue loaded: {Relations} relations in {Milliseconds} ms")]
    static partial void LogLoaded(ILogger logger, int relations, long milliseconds);

    [LoggerMessage(2102, LogLevel.Warning, "The catalogue could not be compared with the database; trying again later")]
    static partial void LogNotCompared(ILogger logger, NpgsqlException exception);
}
