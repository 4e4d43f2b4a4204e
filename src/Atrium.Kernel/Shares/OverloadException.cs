namespace Atrium.Kernel.Shares;

/// <summary>There is no place now; later there will be. 429 or 503, with <c>Retry-After</c>.</summary>
/// <param name="what">Which places are taken.</param>
public sealed class OverloadException(Overload what) : Exception($"No place: {what}.")
{
    /// <summary>Which places are taken.</summary>
    public Overload What => what;
}
