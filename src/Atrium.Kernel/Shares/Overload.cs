namespace Atrium.Kernel.Shares;

/// <summary>What there is too much of.</summary>
public enum Overload
{
    /// <summary>The caller's agency has its share: 429.</summary>
    Share,

    /// <summary>All places are taken: 503.</summary>
    Whole,
}
