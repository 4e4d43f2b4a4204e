using System.Threading.RateLimiting;

namespace Atrium.Kernel.Shares;

/// <summary>A place that was given; disposing it gives it back. The default is none, and gives back nothing.</summary>
public readonly record struct Turn : IDisposable
{
    readonly RateLimitLease? _own;
    readonly RateLimitLease? _place;

    internal Turn(RateLimitLease own, RateLimitLease place) => (_own, _place) = (own, place);

    /// <summary>Gives the place back.</summary>
    public void Dispose()
    {
        _place?.Dispose();
        _own?.Dispose();
    }
}
