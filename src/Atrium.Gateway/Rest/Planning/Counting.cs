using Atrium.Gateway.Rest.Parsing;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>How the rows beyond the page are counted.</summary>
/// <param name="IsExact">They are counted.</param>
/// <param name="Bound">No further than this; null for all.</param>
/// <param name="IsPlanned">The planner is asked.</param>
sealed record Counting(bool IsExact, long? Bound, bool IsPlanned)
{
    /// <summary>Rows counted at most where an estimate was asked for and is hidden.</summary>
    public const long HiddenBound = 10_000;

    public static readonly Counting None = new(false, null, false);

    /// <summary>What a request's preference comes to here.</summary>
    public static Counting Of(CountKind? asked, RestOptions options) => asked switch
    {
        null => None,
        CountKind.Exact => new Counting(true, null, false),
        _ when options.HidesEstimates => new Counting(true, HiddenBound, false),
        CountKind.Planned => new Counting(false, null, true),
        _ => new Counting(true, options.MaxRows, true),
    };

    /// <summary>The number of rows to tell.</summary>
    /// <param name="counted">As they were counted, one more than the bound at most; or null.</param>
    /// <param name="planned">As the planner guesses; or null.</param>
    /// <param name="seen">Rows up to the end of the page.</param>
    public long? Total(long? counted, long? planned, long seen) => (counted, planned) switch
    {
        ({ } exact, { } guess) => Bound is null || exact > Bound ? Math.Max(exact, guess) : exact,
        // Exact up to the bound, and never less than what the caller has seen.
        ({ } exact, null) when exact > Bound => Math.Max(Bound.Value, seen),
        _ => counted ?? planned,
    };
}
