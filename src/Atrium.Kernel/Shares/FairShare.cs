using System.Threading.RateLimiting;

namespace Atrium.Kernel.Shares;

/// <summary>
/// Gives out the places of something that all agencies use at once: to each so many and no more, however many it asks
/// for, and in the order of asking. So whoever asks for twenty times its share waits for itself and not others for it.
/// </summary>
public sealed class FairShare : IAsyncDisposable
{
    readonly PartitionedRateLimiter<string> _each;
    readonly ConcurrencyLimiter _all;
    readonly TimeSpan _patience;

    /// <summary>Nobody has a place yet.</summary>
    /// <param name="limits">How many places there are.</param>
    public FairShare(ShareLimits limits)
    {
        _patience = limits.Patience;
        _all = new ConcurrencyLimiter(Of(limits.All, limits.AllWaiting));
        var each = Of(limits.Each, limits.EachWaiting);
        Func<string, RateLimiter> make = _ => new ConcurrencyLimiter(each);
        // A share that nobody has a place of is forgotten after some seconds.
        _each = PartitionedRateLimiter.Create<string, string>(share => RateLimitPartition.Get(share, make));
    }

    /// <summary>A place now, or null where there is none; then <paramref name="full"/> says of which.</summary>
    /// <param name="share">Whose: an agency, or what stands for one. It must come from a verified token.</param>
    /// <param name="full">What there is too much of.</param>
    public Turn? TryTake(string share, out Overload full)
    {
        full = Overload.Share;
        var own = _each.AttemptAcquire(share);
        if (!own.IsAcquired)
        {
            return null;
        }

        full = Overload.Whole;
        var place = _all.AttemptAcquire();
        if (place.IsAcquired)
        {
            return new Turn(own, place);
        }

        own.Dispose();
        return null;
    }

    /// <summary>Waits for a place; it is given back when the turn is disposed.</summary>
    /// <param name="share">Whose: an agency, or what stands for one. It must come from a verified token.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OverloadException">Too many wait already, or the wait was too long.</exception>
    public ValueTask<Turn> TakeAsync(string share, CancellationToken cancellationToken) =>
        TryTake(share, out _) is { } turn ? ValueTask.FromResult(turn) : QueueAsync(share, cancellationToken);

    async ValueTask<Turn> QueueAsync(string share, CancellationToken cancellationToken)
    {
        var own = await WaitAsync(token => _each.AcquireAsync(share, 1, token), Overload.Share, cancellationToken);
        try
        {
            return new Turn(own, await WaitAsync(
                token => _all.AcquireAsync(1, token), Overload.Whole, cancellationToken));
        }
        catch
        {
            own.Dispose();
            throw;
        }
    }

    /// <summary>Ends all waits.</summary>
    public async ValueTask DisposeAsync()
    {
        await _each.DisposeAsync();
        await _all.DisposeAsync();
    }

    async Task<RateLimitLease> WaitAsync(
        Func<CancellationToken, ValueTask<RateLimitLease>> ask, Overload what, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        try
        {
            var lease = await ask(limit.Token);
            return lease.IsAcquired ? lease : throw new OverloadException(what);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OverloadException(what);
        }
    }

    static ConcurrencyLimiterOptions Of(int places, int waiting) => new()
    {
        PermitLimit = places,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };
}
